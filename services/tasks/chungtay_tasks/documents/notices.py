"""What a person is told of a file that was read, in both languages; one function a notice."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_tasks.documents.document import Notice
from chungtay_tasks.shortening import shortened

_SHOWN = 200


def tracked_changes(inserted: int, deleted: int) -> Notice:
    return Notice(
        "tracked_changes",
        f"Văn bản còn dấu sửa: đã lấy {inserted} chỗ thêm, bỏ {deleted} chỗ xóa.",
        f"The document holds tracked changes: {inserted} insertions were taken, {deleted} deletions left out.",
    )


def hidden_text(text: str) -> Notice:
    return Notice(
        "hidden_text",
        f"Có chữ ẩn không in ra, không đọc: “{shortened(text, _SHOWN)}”.",
        f'Hidden text, which is not printed, was not read: "{shortened(text, _SHOWN)}".',
    )


def page_margins(lines: Sequence[str]) -> Notice:
    shown = shortened(" / ".join(" ".join(line.split()) for line in dict.fromkeys(lines)), _SHOWN)
    return Notice(
        "page_margins",
        f"Chữ ở đầu, chân trang không thuộc nội dung: “{shown}”.",
        f'Text at the head or foot of pages was not taken as content: "{shown}".',
    )


def pictures(count: int) -> Notice:
    return Notice(
        "pictures",
        f"Có {count} hình; chữ trong hình không đọc được.",
        f"There are {count} pictures; text inside them is not read.",
    )


def embedded(count: int) -> Notice:
    return Notice(
        "embedded",
        f"Có {count} tệp nhúng, không được mở.",
        f"There are {count} embedded files, which were not opened.",
    )


def comments() -> Notice:
    return Notice(
        "comments", "Văn bản có lời nhận xét, không đọc.", "The document holds comments, which were not read."
    )


def pages_without_text(pages: Sequence[int]) -> Notice:
    shown = ", ".join(map(str, pages[:20])) + ("…" if len(pages) > 20 else "")
    return Notice(
        "pages_without_text",
        f"Trang {shown} chỉ có hình, không đọc được; nhận dạng chữ (OCR) các trang này nếu có nhiệm vụ.",
        f"Pages {shown} hold pictures only and were not read; run OCR on them if duties stand there.",
    )


def recognised(pages: Sequence[int]) -> Notice:
    return Notice(
        "recognised_text",
        f"{len(pages)} trang là bản chụp đã nhận dạng chữ (OCR); soát lại với bản gốc.",
        f"{len(pages)} pages are scans with recognised text (OCR); compare it with the original.",
    )
