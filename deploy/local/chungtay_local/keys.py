"""Secrets of the one-machine system, made once, kept in its data folder for this account alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from chungtay_kernel.tokens import issue, make_key_pair
from chungtay_local.databases import ROLES

_YEARS = 10


def make_keys(folder: Path) -> None:
    """The key that tokens are signed with, and the token with which the services read each other's feeds."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_key_pair(folder)
    if not (folder / "service.token").exists():
        token = issue(folder, account="chungtay", unit="-", roles=["service"], days=365 * _YEARS)
        _write(folder / "service.token", token)


def passwords(folder: Path) -> dict[str, str]:
    """A password by database role, for a server outside; ours trusts whoever reaches its private socket."""
    for role in ROLES:
        if not (folder / f"{role}.password").exists():
            _write(folder / f"{role}.password", secrets.token_urlsafe(24))
    return {role: (folder / f"{role}.password").read_text("ascii") for role in ROLES}


def _write(file: Path, secret: str) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.write(secret)
