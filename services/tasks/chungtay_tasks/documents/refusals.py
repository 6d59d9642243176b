"""Files that are not read, what is wrong with them and how to mend it; one function a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chungtay_tasks.plan.secrecy import secret
from chungtay_tasks.plan.source import PlanRefused, empty

_SAVE_VI = "Mở tệp bằng Word hoặc LibreOffice, chọn “Lưu thành… Word (.docx)”, rồi gửi tệp mới."
_SAVE_EN = 'Open it in Word or LibreOffice, "Save as… Word (.docx)", and send the new file.'


def unknown_kind(what: str) -> PlanRefused:
    return PlanRefused(
        "plan_kind",
        f"Không đọc được loại tệp này ({what}).",
        f"Files of this kind ({what}) are not read.",
        "Cần tệp .docx, .pdf có chữ, hoặc .txt (UTF-8). Mở văn bản rồi lưu lại dưới một trong ba dạng đó.",
        "Send .docx, a .pdf that holds text, or .txt (UTF-8): open the document and save it as one of these.",
    )


def wrong_extension(extension: str, kind: str) -> PlanRefused:
    return PlanRefused(
        "plan_extension",
        f"Tệp có đuôi .{extension} nhưng nội dung là {kind.upper()}.",
        f"The file is named .{extension} but holds {kind.upper()}.",
        f"Kiểm tra có đúng tệp cần gửi không; nếu đúng, đổi đuôi thành .{kind}.",
        f"Check that it is the file you mean; if so, name it .{kind}.",
    )


def legacy_word() -> PlanRefused:
    return PlanRefused(
        "plan_legacy_word",
        "Tệp Word kiểu cũ (.doc, Word 97–2003) không được đọc.",
        "Word's old format (.doc, Word 97–2003) is not read.",
        _SAVE_VI,
        _SAVE_EN,
    )


def encrypted() -> PlanRefused:
    return PlanRefused(
        "plan_encrypted",
        "Tệp được đặt mật khẩu.",
        "The file is protected by a password.",
        "Mở tệp, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ tài liệu), lưu lại rồi gửi.",
        "Open it, remove the password (File › Info › Protect document), save and send it again.",
    )


def macros() -> PlanRefused:
    return PlanRefused(
        "plan_macros",
        "Tệp Word có chứa macro (chương trình).",
        "The Word file holds macros.",
        "Lưu thành “Word Document (.docx)” không có macro, rồi gửi lại.",
        'Save it as "Word Document (.docx)", which holds no macros, and send it again.',
    )


def damaged(what: str) -> PlanRefused:
    return PlanRefused(
        "plan_damaged",
        f"Tệp {what.upper()} bị hỏng hoặc sai cấu trúc, không đọc được.",
        f"The {what.upper()} file is damaged or malformed and cannot be read.",
        "Mở tệp trên máy của bạn; nếu mở được, lưu thành bản mới rồi gửi lại; nếu không, xin lại bản gốc.",
        "Open it on your machine: if that works, save a new copy and send it; if not, ask for the original.",
    )


def too_heavy() -> PlanRefused:
    return PlanRefused(
        "plan_too_heavy",
        "Đọc tệp này cần quá nhiều thời gian hoặc bộ nhớ so với một kế hoạch.",
        "Reading this file takes more time or memory than any plan does.",
        "Bỏ hình ảnh, tách phụ lục ra tệp riêng, hoặc gửi phần chữ dưới dạng .txt (UTF-8).",
        "Remove pictures, move annexes to files of their own, or send the text as .txt (UTF-8).",
    )


def scanned() -> PlanRefused:
    return PlanRefused(
        "plan_scanned",
        "Tệp là bản chụp (scan): chỉ có hình, không có chữ để đọc.",
        "The file is a scan: it holds pictures and no text.",
        "Xin tệp văn bản gốc (.docx), xuất PDF từ Word, hoặc nhận dạng chữ (OCR) rồi soát lại trước khi gửi.",
        "Ask for the original text file (.docx), export the PDF from Word, or run OCR and check it before sending.",
    )


def legacy_letters() -> PlanRefused:
    return PlanRefused(
        "plan_legacy_letters",
        "Chữ trong tệp gõ bằng bảng mã cũ (TCVN3/ABC hoặc VNI), không phải Unicode.",
        "The text was typed in an old encoding (TCVN3/ABC or VNI), not in Unicode.",
        "Chuyển sang Unicode (ví dụ bằng công cụ của UniKey), đổi phông thành Times New Roman, rồi gửi lại.",
        "Convert it to Unicode (UniKey's toolkit does it), set the font to Times New Roman, and send it again.",
    )


BY_NAME: Mapping[str, Callable[..., PlanRefused]] = {
    refusal.__name__: refusal
    for refusal in (unknown_kind, encrypted, macros, damaged, too_heavy, scanned, legacy_letters, secret, empty)
}
"""How a refusal found in the fenced process is told here: by the function's name and its words."""


class Refuse(Exception):
    """Raised in the fenced process: the name of a refusal, and what it is called with."""

    def __init__(self, refusal: Callable[..., PlanRefused], *words: str) -> None:
        super().__init__(refusal.__name__)
        self.name = refusal.__name__
        self.words = words
