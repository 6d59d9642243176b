"""Plan files on the command line: opened and read, or refused with what is wrong with which file."""

from __future__ import annotations

from pathlib import Path

import click

from chungtay_kernel.cli import Refused
from chungtay_tasks.documents import Document, open_document
from chungtay_tasks.plan import PlanReading, PlanRefused, read_plan


def bytes_of(file: Path) -> bytes:
    """Raises Refused (exit code 3) where it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(
            f"{file}: không mở được ({error.strerror}). Kiểm tra đường dẫn và quyền đọc.",
            f"{file}: cannot be opened ({error.strerror}). Check the path and the permission to read it.",
        ) from None


def reading_of(file: Path) -> PlanReading:
    """The reading of a file; notices of what did not become text go to stderr. Raises Refused (exit code 3)."""
    data = bytes_of(file)
    try:
        document = open_document(data, file.name)
        _tell(document)
        return read_plan(document.text)
    except PlanRefused as refused:
        raise Refused(
            f"{file}: {refused.vi} {refused.remedy_vi}", f"{file}: {refused.en} {refused.remedy_en}"
        ) from None


def _tell(document: Document) -> None:
    for notice in document.notices:
        click.echo(f"Lưu ý: {notice.vi}\nNote: {notice.en}", err=True)
