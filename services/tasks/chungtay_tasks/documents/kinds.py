"""What kind of file the bytes are, whatever the name says; and whether the name says the same."""

from __future__ import annotations

from pathlib import PurePath

from chungtay_tasks.documents import refusals
from chungtay_tasks.documents.document import FileKind
from chungtay_tasks.plan.source import MAX_BYTES, PlanRefused, empty, too_large

_NAMED: dict[str, FileKind] = {"txt": "txt", "text": "txt", "md": "txt", "docx": "docx", "pdf": "pdf"}
_WITH_MACROS = frozenset({"docm", "dotm"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"), (b"<!DOCTYPE html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"),
)  # fmt: skip


def kind_of(data: bytes, name: str) -> FileKind:
    """Raises PlanRefused for every file that is no plain text, DOCX or PDF, or pretends to be another one."""
    if len(data) > MAX_BYTES:
        raise too_large(len(data))
    if not data:
        raise empty()
    extension = PurePath(name).suffix.lower().lstrip(".")
    kind = _kind(data)
    if extension in _WITH_MACROS:
        raise refusals.macros()
    if _NAMED.get(extension, kind) != kind or (extension == "doc" and kind != "txt"):
        raise refusals.wrong_extension(extension, kind)
    return kind


def _kind(data: bytes) -> FileKind:
    if data.startswith(_OLE):
        raise _compound(data)
    if data.startswith(_PICTURES) and not data[:64].isascii():
        raise refusals.scanned()
    for signature, what in _FOREIGN:
        if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(signature.lower()):
            raise refusals.unknown_kind(what)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    return "pdf" if b"%PDF-" in data[:1024] else "txt"


def _compound(data: bytes) -> PlanRefused:
    """Word wraps what it encrypts in the same container that its old format is."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusals.encrypted()
    return refusals.legacy_word()
