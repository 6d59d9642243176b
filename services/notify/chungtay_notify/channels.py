"""Where alerts go: mail over SMTP, and files in a folder. Each takes the same message."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import aiosmtplib
from pydantic_settings import BaseSettings, SettingsConfigDict

from chungtay_notify.events import Channel, Wording


class ChannelSettings(BaseSettings):
    """CHUNGTAY_NOTIFY_SMTP (smtp://host:port; none: no mail) and CHUNGTAY_NOTIFY_SENDER; `outbox` is the folder of
    the file channel, in the service's data."""

    model_config = SettingsConfigDict(env_prefix="CHUNGTAY_NOTIFY_", extra="ignore")

    outbox: Path
    smtp: str | None = None
    sender: str = "Chung Tay <chungtay@localhost>"


class DeliveryError(Exception):
    """The channel did not take the message; the text is what the ledger keeps."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An alert on its way: its id, the unit it goes to and that unit's mailboxes, and what it says."""

    alert: str
    unit: str
    mail: Sequence[str]
    vi: Wording
    en: Wording


def recipient_of(channel: Channel, letter: Letter, settings: ChannelSettings) -> str | None:
    """Who or what the channel reaches; None where it cannot reach anybody and nothing is to be tried."""
    if channel == "file":
        return str(settings.outbox / file_name(letter))
    return ", ".join(letter.mail) if settings.smtp and letter.mail else None


def message(letter: Letter, settings: ChannelSettings) -> EmailMessage:
    """Vietnamese first, English under it; the id is the alert's, so that a repeated mail is seen as one."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.sender
    mail["To"] = ", ".join(letter.mail) or f"{letter.unit} <{letter.unit.lower()}@localhost>"
    mail["Subject"] = letter.vi.title
    mail["Message-ID"] = f"<{digest(letter)}@chungtay>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = "vi, en"
    mail.set_content(f"{letter.vi.text}\n\n-- \n{letter.en.title}\n\n{letter.en.text}\n")
    return mail


def digest(letter: Letter) -> str:
    return sha256(letter.alert.encode()).hexdigest()[:32]


def file_name(letter: Letter) -> str:
    return f"{letter.unit}-{letter.alert.split('/')[1]}-{digest(letter)[:12]}.eml"


async def deliver(channel: Channel, letter: Letter, settings: ChannelSettings) -> str:
    """Hands the letter over and returns the channel's answer; raises DeliveryError."""
    return _write(letter, settings) if channel == "file" else await _send(letter, settings)


def _write(letter: Letter, settings: ChannelSettings) -> str:
    """Writing the same letter again gives the same file: an attempt of unknown outcome may be repeated."""
    path = settings.outbox / file_name(letter)
    partial = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(bytes(message(letter, settings)))
        os.replace(partial, path)
    except OSError as error:
        raise DeliveryError(f"{path}: {error.strerror}") from error
    return f"written {path.name}"


async def _send(letter: Letter, settings: ChannelSettings) -> str:
    server = urlsplit(settings.smtp or "")
    try:
        _, answer = await aiosmtplib.send(
            message(letter, settings), recipients=list(letter.mail), hostname=server.hostname,
            port=server.port or 25, timeout=20,
        )  # fmt: skip
    except (aiosmtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"{type(error).__name__}: {error}"[:500]) from error
    return answer[:500]
