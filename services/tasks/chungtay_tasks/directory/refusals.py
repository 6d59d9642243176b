"""What the directory refuses, in both languages; one function a code."""

from __future__ import annotations

from datetime import date

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory.model import Unit


def unit_overlaps(field: str, code: str, standing: Unit) -> Refusal:
    since, until = _day(standing.valid_from), _day(standing.valid_to)
    return Refusal(
        "unit_overlaps", 409, field=field, value=code,
        vi=f"Mã {code} trong thời gian này là của {standing.name_vi} ({since} – {until}).",
        en=f"In this time {code} is the code of {standing.name_vi} ({since} – {until}).",
        expected_vi="mỗi ngày một mã chỉ của một đơn vị", expected_en="a code belongs to one unit on any day",
        remedy_vi="Kết thúc đơn vị cũ trước (hiệu lực đến, đơn vị kế thừa), hoặc sửa ngày hiệu lực.",
        remedy_en="End the older unit first (its last day and its successors), or mend the days of validity.",
    )  # fmt: skip


def _day(day: date | None) -> str:
    return "…" if day is None else day.isoformat()


def unit_in_circle(field: str, code: str) -> Refusal:
    return Refusal(
        "unit_in_circle", 422, field=field, value=code,
        vi=f"{code} nằm dưới chính nó.", en=f"{code} lies below itself.",
        expected_vi="một cấp trên không thuộc đơn vị này", expected_en="a unit above that does not belong to this one",
        remedy_vi="Sửa mã cấp trên.", remedy_en="Mend the code of the unit above.",
    )  # fmt: skip


def own_successor(field: str, code: str) -> Refusal:
    return Refusal(
        "own_successor", 422, field=field, value=code,
        vi=f"{code} không thể kế thừa chính nó.", en=f"{code} cannot succeed itself.",
        expected_vi="một đơn vị khác, hoặc cùng mã với ngày hiệu lực khác (mã@ngày)",
        expected_en="another unit, or the same code with another first day (code@day)",
        remedy_vi="Sửa đơn vị kế thừa.", remedy_en="Mend the successor.",
    )  # fmt: skip


def effective_outside(field: str, day: date) -> Refusal:
    return Refusal(
        "effective_outside", 422, field=field, value=day.isoformat(),
        vi=f"Ngày {day} nằm ngoài thời gian hiệu lực của đơn vị, hoặc trước lần thay đổi gần nhất.",
        en=f"{day} lies outside the unit's validity, or before its latest change.",
        expected_vi="một ngày sau ngày bắt đầu và sau lần thay đổi gần nhất",
        expected_en="a day after its first day and after its latest change",
        remedy_vi="Sửa ngày, hoặc bỏ trống nếu đây là sửa lỗi.",
        remedy_en="Mend the day; leave it out for a correction.",
    )  # fmt: skip


def members_missing(field: str, code: str) -> Refusal:
    return Refusal(
        "members_missing", 422, field=field, value=code,
        vi=f"Nhóm {code} chưa có thành viên.", en=f"The group {code} has no members.",
        expected_vi="ít nhất một mã đơn vị hoặc nhóm", expected_en="at least one code of a unit or group",
        remedy_vi="Nêu thành viên của nhóm.", remedy_en="Name the group's members.",
    )  # fmt: skip


def code_taken(field: str, code: str, *, by_group: bool) -> Refusal:
    vi, en = ("một nhóm", "a group") if by_group else ("một đơn vị", "a unit")
    return Refusal(
        "code_taken", 409, field=field, value=code,
        vi=f"Mã {code} đã là của {vi}.", en=f"{code} is the code of {en} already.",
        expected_vi="mã chưa dùng", expected_en="a free code",
        remedy_vi="Chọn mã khác.", remedy_en="Choose another code.",
    )  # fmt: skip


def import_moved(digest: str) -> Refusal:
    return Refusal(
        "import_moved", 409, field="confirm", value=digest,
        vi="Danh mục hoặc tệp đã đổi sau khi xem trước; việc nhập sẽ làm khác điều đã xem.",
        en="The directory or the file has changed since the preview; the import would do something else.",
        expected_vi="digest của lần xem trước mới nhất", expected_en="the digest of the latest preview",
        remedy_vi="Xem trước lại rồi xác nhận.", remedy_en="Preview it again, then confirm.",
    )  # fmt: skip


def import_refused(errors: list[Refusal]) -> Refusal:
    first = errors[0]
    return Refusal(
        "import_refused", 422, field=first.field, value=first.value,
        vi=f"Tệp có {len(errors)} lỗi; chưa có gì được nhập. {first.field}: {first.detail['vi']}",
        en=f"The file has {len(errors)} errors; nothing was imported. {first.field}: {first.detail['en']}",
        expected_vi="một tệp không có lỗi", expected_en="a file without errors",
        remedy_vi="Sửa các ô nêu ở errors rồi nhập lại cả tệp.",
        remedy_en="Mend the cells named in errors and import the whole file again.",
        others=errors,
    )  # fmt: skip
