"""What a model expected of a value, said in two languages: pydantic's errors as refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from chungtay_kernel.patterns import in_words
from chungtay_kernel.problems import Refusal

# By pydantic's error type; {placeholders} are filled from the error's context.
_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("một chuỗi ký tự", "a string"),
    "string_too_short": ("ít nhất {min_length} ký tự", "at least {min_length} characters"),
    "string_too_long": ("nhiều nhất {max_length} ký tự", "at most {max_length} characters"),
    "int_type": ("một số nguyên", "a whole number"),
    "int_parsing": ("một số nguyên", "a whole number"),
    "int_from_float": ("một số nguyên", "a whole number"),
    "float_type": ("một số", "a number"),
    "float_parsing": ("một số", "a number"),
    "decimal_type": ("một số, ví dụ 1127 hoặc \"12.5\"", 'a number, such as 1127 or "12.5"'),
    "decimal_parsing": ("một số, ví dụ 1127 hoặc \"12.5\"", 'a number, such as 1127 or "12.5"'),
    "decimal_max_digits": ("nhiều nhất {max_digits} chữ số", "at most {max_digits} digits"),
    "decimal_max_places": (
        "nhiều nhất {decimal_places} chữ số thập phân", "at most {decimal_places} decimal places"),
    "decimal_whole_digits": (
        "nhiều nhất {whole_digits} chữ số phần nguyên", "at most {whole_digits} digits before the point"),
    "finite_number": ("một số hữu hạn", "a finite number"),
    "greater_than": ("một số lớn hơn {gt}", "a number greater than {gt}"),
    "greater_than_equal": ("một số không nhỏ hơn {ge}", "a number not less than {ge}"),
    "less_than": ("một số nhỏ hơn {lt}", "a number less than {lt}"),
    "less_than_equal": ("một số không lớn hơn {le}", "a number not greater than {le}"),
    "bool_type": ("true hoặc false", "true or false"),
    "bool_parsing": ("true hoặc false", "true or false"),
    "literal_error": ("một trong: {expected}", "one of: {expected}"),
    "enum": ("một trong: {expected}", "one of: {expected}"),
    "list_type": ("một danh sách", "a list"),
    "too_long": ("nhiều nhất {max_length} mục", "at most {max_length} items"),
    "too_short": ("ít nhất {min_length} mục", "at least {min_length} items"),
    "model_type": ("một đối tượng JSON", "a JSON object"),
    "dict_type": ("một đối tượng JSON", "a JSON object"),
    "timezone_aware": ("thời điểm có múi giờ, ví dụ 2024-06-30T17:00:00+07:00",
                       "a moment with its offset, such as 2024-06-30T17:00:00+07:00"),
}  # fmt: skip

# By the beginning of the type, where a family of errors means one thing.
_FAMILIES: Mapping[str, tuple[str, str]] = {
    "date_": ("một ngày có thật, dạng 2024-06-30", "a real date, as 2024-06-30"),
    "datetime_": (_EXPECTED["timezone_aware"]),
    "time_": ("giờ dạng 17:00", "a time, as 17:00"),
    "uuid_": ("một UUID", "a UUID"),
    "url_": ("một địa chỉ URL", "a URL"),
}


def refusal(error: ValidationError, *, within: str = "") -> Refusal:
    """The first error leads, all of them are listed; `within` names where the validated value stood."""
    first, *others = refusals(error.errors(include_url=False), within=within)
    first.others = tuple(others)
    return first


def refusals(errors: Sequence[ErrorDetails] | Sequence[Any], *, within: str = "") -> list[Refusal]:
    return [_refusal(e, _path(e["loc"], within)) for e in errors]


def _refusal(error: ErrorDetails, field: str) -> Refusal:
    kind, context = error["type"], error.get("ctx", {})
    if "vi" in context:
        return _own_words(error, field)
    if kind == "missing":
        return Refusal(
            "field_missing", 422, field=field, vi=f"Thiếu trường {field}.", en=f"The field {field} is missing.",
            expected_vi="trường bắt buộc phải có mặt", expected_en="a field that must be present",
            remedy_vi=f"Thêm {field} rồi gửi lại.", remedy_en=f"Add {field} and send it again.",
        )  # fmt: skip
    if kind == "extra_forbidden":
        return Refusal(
            "field_unknown", 422, field=field, value=error["input"],
            vi=f"Trường {field} không có trong mẫu.", en=f"The field {field} is not part of the form.",
            expected_vi="chỉ các trường đã mô tả", expected_en="only the documented fields",
            remedy_vi=f"Bỏ {field} hoặc sửa tên cho đúng; xem /docs.",
            remedy_en=f"Leave out {field} or correct its name; see /docs.",
        )  # fmt: skip
    expected_vi, expected_en = _expected(kind, context, error["msg"])
    return Refusal(
        "value_invalid", 422, field=field, value=error["input"],
        vi=f"Giá trị của {field} không hợp lệ.", en=f"The value of {field} is not valid.",
        expected_vi=expected_vi, expected_en=expected_en,
        remedy_vi=f"Sửa {field} thành {expected_vi} rồi gửi lại.",
        remedy_en=f"Change {field} to {expected_en} and send it again.",
    )  # fmt: skip


def _own_words(error: ErrorDetails, field: str) -> Refusal:
    """An error our own validators raised as PydanticCustomError, with both languages in its context."""
    context = error.get("ctx", {})
    word = {k: str(context.get(k, "")) for k in ("vi", "en", "expected_vi", "expected_en", "remedy_vi", "remedy_en")}
    return Refusal(
        error["type"], 422, field=field, value=context.get("value", error["input"]), vi=word["vi"], en=word["en"],
        expected_vi=word["expected_vi"], expected_en=word["expected_en"],
        remedy_vi=word["remedy_vi"], remedy_en=word["remedy_en"],
    )  # fmt: skip


def _expected(kind: str, context: Mapping[str, Any], message: str) -> tuple[str, str]:
    if kind == "string_pattern_mismatch":
        return in_words(str(context.get("pattern", "")))
    if kind in _EXPECTED:
        vi, en = _EXPECTED[kind]
        return vi.format_map(context), en.format_map(context)
    for family, texts in _FAMILIES.items():
        if kind.startswith(family):
            return texts
    return message, message


def _path(location: Sequence[str | int], within: str) -> str:
    """("figures", 0, "value") as figures[0].value."""
    path = within
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path or "body"
