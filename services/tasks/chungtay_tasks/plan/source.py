"""Why a plan is not read at all, and plain text out of its bytes; Word and PDF files: `chungtay_tasks.documents`."""

from dataclasses import dataclass

MAX_BYTES = 8 * 1024 * 1024
_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "DOCX, XLSX hoặc ZIP",
    b"\xd0\xcf\x11\xe0": "DOC (Word 97–2003)",
    b"{\\rtf": "RTF",
}
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True)
class PlanRefused(Exception):
    """A plan that is not read at all: `code`, what is wrong and how to mend it, in Vietnamese and English."""

    code: str
    vi: str
    en: str
    remedy_vi: str
    remedy_en: str

    def __str__(self) -> str:
        return f"{self.vi} {self.remedy_vi}"


def text_of(data: bytes) -> str:
    """Decodes UTF-8 or UTF-16 text; raises PlanRefused for anything else (size, format, encoding)."""
    if len(data) > MAX_BYTES:
        raise too_large(len(data))
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise _not_text(name)
    text = _decode(data)
    if not any(c.isalnum() for c in text):
        raise empty()
    return text


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_unicode(encoding, error.start) from error
    if "\x00" in text:
        raise _not_unicode(encoding, text.index("\x00"))
    return text


def too_large(size: int) -> PlanRefused:
    return PlanRefused(
        "plan_too_large",
        f"Tệp có {size:,} byte, quá mức {MAX_BYTES:,} byte.",
        f"The file holds {size:,} bytes; at most {MAX_BYTES:,} are read.",
        "Tách phụ lục ra tệp riêng rồi đọc lại.",
        "Move annexes to files of their own and read again.",
    )


def _not_text(name: str) -> PlanRefused:
    return PlanRefused(
        "plan_not_text",
        f"Tệp này là {name}; cần tệp văn bản thuần (.txt, UTF-8).",
        f"This file is {name}; plain text (.txt, UTF-8) is expected.",
        "Mở văn bản, chọn “Lưu thành… Plain text, UTF-8”, rồi đọc lại.",
        'Open the document, "Save as… plain text, UTF-8", and read again.',
    )


def _not_unicode(encoding: str, place: int) -> PlanRefused:
    return PlanRefused(
        "plan_encoding",
        f"Tệp không phải văn bản {encoding.upper()}: byte thứ {place} không đọc được.",
        f"The file is not {encoding.upper()} text: byte {place} cannot be read.",
        "Văn bản gõ bằng TCVN3 hoặc VNI phải chuyển sang Unicode (UTF-8) trước.",
        "Text typed in TCVN3 or VNI must first be converted to Unicode (UTF-8).",
    )


def empty() -> PlanRefused:
    return PlanRefused(
        "plan_empty",
        "Tệp không có chữ nào.",
        "The file holds no letters.",
        "Mở tệp, soát xem văn bản còn đủ chữ không, rồi gửi lại; hoặc chọn tệp khác.",
        "Open the file, see whether its text is all there, and send it again; or choose another file.",
    )
