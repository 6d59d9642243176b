"""The secrets of an installation: made once, in one folder, never overwritten.

token.key, jwks.json   tokens are signed with the one and checked with the other
service.token          with which the services read each other's feeds
seal.key               with which the office signs sealed reports
<role>.password        of the database roles, and postgres.password
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from chungtay_kernel.tokens import issue, key_pem, make_key_pair

SERVICE_TOKEN_DAYS = 3650

OWNER_ONLY = 0o600
CONTAINERS_READ = 0o644
"""Compose mounts each secret into the container that needs it, whose account is no owner here; the folder itself
is closed to everybody else."""


def make_keys(folder: Path, *, mode: int = OWNER_ONLY) -> None:
    """The keys that are missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_key_pair(folder)
    if not (folder / "service.token").exists():
        token = issue(folder, account="chungtay", unit="-", roles=["service"], days=SERVICE_TOKEN_DAYS)
        _write(folder / "service.token", token.encode(), mode)
    if not (folder / "seal.key").exists():
        _write(folder / "seal.key", key_pem(), mode)


def make_passwords(folder: Path, roles: Iterable[str], *, mode: int = OWNER_ONLY) -> dict[str, str]:
    """A password by role: the one that stands there, or a new one."""
    files = {role: folder / f"{role}.password" for role in roles}
    for file in files.values():
        if not file.exists():
            _write(file, secrets.token_urlsafe(24).encode(), mode)
    return {role: file.read_text("ascii") for role, file in files.items()}


def _write(file: Path, secret: bytes, mode: int) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as opened:
        opened.write(secret)
