"""The office's key: seals are signed with it (Ed25519), and checked against it."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from chungtay_kernel.problems import Refusal
from chungtay_kernel.settings import Settings
from chungtay_kernel.tokens import public_jwk
from chungtay_reporting.events import ReportSealed
from chungtay_reporting.report import canonical

KEY_FILE = "seal.key"


def sealing_key(settings: Settings) -> Ed25519PrivateKey:
    """The key in `<secrets>/seal.key` (PEM, PKCS 8). Outside production a missing one is made.

    Raises Refusal (503) where there is none.
    """
    folder = settings.secrets
    if folder is None or (settings.production and not (folder / KEY_FILE).exists()):
        raise _no_key()
    if not (folder / KEY_FILE).exists():
        _make(folder / KEY_FILE)
    key = load_pem_private_key((folder / KEY_FILE).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key()
    return key


def _make(file: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(pem)


def key_id(key: Ed25519PublicKey) -> str:
    return public_jwk(key)["kid"]


def signed(unsigned: ReportSealed, key: Ed25519PrivateKey) -> ReportSealed:
    return unsigned.model_copy(update={"signature": key.sign(_signed_bytes(unsigned)).hex()})


def is_genuine(sealed: ReportSealed, key: Ed25519PublicKey) -> bool:
    """Whether a seal was signed with this key, and says what was signed."""
    try:
        key.verify(bytes.fromhex(sealed.signature), _signed_bytes(sealed))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(sealed: ReportSealed) -> bytes:
    """What the seal itself says: a field that was added to seals later is no part of an earlier one's signature."""
    return canonical(sealed.model_dump(exclude={"signature"}, exclude_unset=True))


def _no_key() -> Refusal:
    return Refusal(
        "seal_key_missing", 503, vi="Chưa có khóa niêm phong.", en="There is no key to seal with.",
        expected_vi="khóa Ed25519 dạng PEM trong <secrets>/seal.key",
        expected_en="an Ed25519 key as PEM in <secrets>/seal.key",
        remedy_vi="Đội vận hành đặt khóa của cơ quan vào thư mục bí mật.",
        remedy_en="The operations team puts the office's key into the folder of secrets.",
    )  # fmt: skip
