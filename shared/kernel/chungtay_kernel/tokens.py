"""Who acts: signed tokens (EdDSA JWT with `sub`, `unit`, `roles`, `exp`), checked against a file of public keys.

Tokens always live by system time, whatever clock the log runs on.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chungtay_kernel.problems import Refusal

ROLES = ("officer", "unit_head", "coordinator", "leader", "auditor", "ops", "publisher", "service")

KEY_FILE = "token.key"
JWKS_FILE = "jwks.json"

_DAY = 86_400
_MOST_CACHED = 4096
_LOOK_AT_FILE_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Actor:
    """An account of a unit in the role it acts in; `roles` are all it may act in."""

    account: str
    unit: str
    role: str
    roles: tuple[str, ...]

    def acting_as(self, role: str) -> Actor:
        return replace(self, role=role)

    def __str__(self) -> str:
        return f"{self.role}:{self.unit}:{self.account}"


class _Claims(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    sub: str = Field(pattern=r"^[^:\s]{1,64}$")
    unit: str = Field(pattern=r"^[^:\s]{1,64}$")
    roles: list[str]
    exp: float


class Tokens:
    """Checks tokens; a token once found good is not verified again until it expires or the keys change."""

    def __init__(self, jwks: Path | None, *, now: Callable[[], float] = time.time) -> None:
        self.jwks = jwks
        self._now = now
        self._keys: dict[str, Any] = {}
        self._stamp = 0
        self._look_again = 0.0
        self._known: dict[str, tuple[Actor, float]] = {}

    def actor(self, token: str) -> Actor:
        """The actor a token names; raises Refusal (401)."""
        now = self._now()
        if now >= self._look_again:
            self._look_at_file(now)
        actor, until = self._known.get(token) or self._verified(token, now)
        if now >= until:
            self._known.pop(token, None)
            raise _unauthorized("Phiên đăng nhập đã hết hạn.", "The token has expired.")
        return actor

    def _verified(self, token: str, now: float) -> tuple[Actor, float]:
        claims = self._claims(token)
        if len(self._known) >= _MOST_CACHED:
            self._known.clear()
        self._known[token] = known = (_actor(claims), claims.exp)
        return known

    def _claims(self, token: str) -> _Claims:
        try:
            kid = str(jwt.get_unverified_header(token).get("kid"))
            signed = jwt.decode(token, self._keys[kid], algorithms=["EdDSA"], options={"verify_exp": False})
            return _Claims.model_validate(signed)
        except KeyError:
            raise _unauthorized("Khóa ký của phiên không được công nhận.", "The token's key is not known.") from None
        except jwt.PyJWTError as error:
            raise _unauthorized("Phiên đăng nhập không hợp lệ.", f"The token is not valid: {error}.") from None
        except ValidationError as error:
            broken = ", ".join(str(e["loc"][0]) for e in error.errors())
            raise _unauthorized(f"Phiên đăng nhập thiếu hoặc sai: {broken}.", f"The token lacks: {broken}.") from None

    def _look_at_file(self, now: float) -> None:
        """Takes up new keys, and drops what was verified with the old ones, once the file has changed."""
        self._look_again = now + _LOOK_AT_FILE_EVERY
        stamp = self.jwks.stat().st_mtime_ns if self.jwks and self.jwks.exists() else 0
        if stamp and self.jwks and stamp != self._stamp:
            published = jwt.PyJWKSet.from_dict(json.loads(self.jwks.read_text("utf-8")))
            self._keys = {key.key_id or "": key.key for key in published.keys}
            self._stamp = stamp
            self._known.clear()


def _actor(claims: _Claims) -> Actor:
    """Roles that this release does not know give no right, and do no harm."""
    roles = tuple(role for role in claims.roles if role in ROLES)
    if not roles:
        raise _unauthorized("Phiên đăng nhập không có vai trò nào được biết.", "The token names no known role.")
    return Actor(claims.sub, claims.unit, roles[0], roles)


def _unauthorized(vi: str, en: str) -> Refusal:
    return Refusal(
        "unauthorized", 401, field="Authorization", vi=vi, en=en,
        expected_vi="Authorization: Bearer <mã đăng nhập còn hạn>",
        expected_en="Authorization: Bearer <a token that is still good>",
        remedy_vi="Lấy mã mới, ví dụ: chungtay token --unit CATX --role officer",
        remedy_en="Get a new token, such as: chungtay token --unit CATX --role officer",
        headers={"WWW-Authenticate": "Bearer"},
    )  # fmt: skip


def bearer(authorization: str) -> str:
    """The token of an Authorization header; raises Refusal (401)."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _unauthorized("Yêu cầu không kèm mã đăng nhập.", "The request carries no token.")
    return token.strip()


def make_key_pair(folder: Path) -> None:
    """Writes `token.key` (private, PEM) and `jwks.json` (public) unless the key is there already."""
    if (folder / KEY_FILE).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    pem = key_pem()
    with open(os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    public = _private_key(folder).public_key()
    (folder / JWKS_FILE).write_text(json.dumps({"keys": [public_jwk(public)]}, indent=2) + "\n", "utf-8")


def key_pem() -> bytes:
    """A new Ed25519 private key, PKCS 8, PEM."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _private_key(folder: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key((folder / KEY_FILE).read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def public_jwk(key: Ed25519PublicKey) -> dict[str, str]:
    """The public key as a JWK; `kid` is its RFC 7638 thumbprint."""
    x = _base64url(key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    members = {"crv": "Ed25519", "kty": "OKP", "x": x}
    thumbprint = hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
    return {**members, "kid": _base64url(thumbprint), "alg": "EdDSA", "use": "sig"}


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def issue(folder: Path, *, account: str, unit: str, roles: Sequence[str], days: float) -> str:
    """A token signed with the folder's private key. Raises FileNotFoundError where there is none, ValueError for
    a role that does not exist."""
    if unknown := [role for role in roles if role not in ROLES]:
        raise ValueError(f"unknown role {unknown[0]!r}; one of {', '.join(ROLES)}")
    key = _private_key(folder)
    now = int(time.time())
    claims = {"sub": account, "unit": unit, "roles": list(roles), "iat": now, "exp": now + int(days * _DAY)}
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": public_jwk(key.public_key())["kid"]})
