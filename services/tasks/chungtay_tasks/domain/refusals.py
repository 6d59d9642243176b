"""What tasks refuses, in both languages; one function a code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from chungtay_kernel.problems import Refusal
from chungtay_tasks.plan.source import PlanRefused

_THINGS: Mapping[str, tuple[str, str, str, str]] = {
    "unit": ("đơn vị mang mã", "unit", "mã đơn vị đã có trong danh mục đơn vị", "a code of the directory of units"),
    "holder": ("đơn vị hoặc nhóm mang mã", "unit or group", "mã đơn vị hoặc nhóm của đợt",
               "a unit or group of the campaign"),
    "campaign_unit": ("đơn vị mang mã", "unit", "mã đơn vị nêu ở units", "a code listed in units"),
    "reporter": ("đơn vị báo cáo mang mã", "reporter", "đơn vị, nhóm của đợt, ALL, XP hoặc SYSTEM",
                 "a unit or group of the campaign, ALL, XP or SYSTEM"),
    "indicator": ("chỉ tiêu mang mã", "indicator", "mã chỉ tiêu nêu ở indicators", "a code listed in indicators"),
    "plan": ("kế hoạch mang mã", "plan", "mã của một kế hoạch đã đọc", "the id of a plan that was read"),
    "campaign": ("đợt mang mã", "campaign", "mã của một đợt đã ban hành", "the id of a published campaign"),
    "assignment": ("phần việc", "assignment", "nhiệm vụ mà đơn vị được giao hoặc phối hợp",
                   "a duty that the unit holds or partners in"),
    "duty": ("nhiệm vụ mang mã", "duty", "mã nhiệm vụ của đợt", "a duty of the campaign"),
    "timezone": ("múi giờ", "time zone", "tên múi giờ IANA, ví dụ Asia/Ho_Chi_Minh",
                 "an IANA time zone, such as Asia/Ho_Chi_Minh"),
}  # fmt: skip


def raise_all(problems: Iterable[Refusal]) -> None:
    """Raises the first, with the others beside it, so that a form is mended in one go; nothing where all is well."""
    found = list(problems)
    if found:
        found[0].others = tuple(found[1:])
        raise found[0]


def unknown(thing: str, field: str, value: str, *, status: int = 422) -> Refusal:
    name_vi, name_en, expected_vi, expected_en = _THINGS[thing]
    again = ("Kiểm tra lại mã.", "Check the code.")
    added = (f"Sửa {field}, hoặc thêm “{value}” trước.", f"Mend {field}, or add {value} first.")
    remedy_vi, remedy_en = again if status == 404 else added
    return Refusal(
        f"{thing}_unknown", status, field=field, value=value,
        vi=f"Không có {name_vi} “{value}”.", en=f"There is no {name_en} {value}.",
        expected_vi=expected_vi, expected_en=expected_en,
        remedy_vi=remedy_vi, remedy_en=remedy_en,
    )  # fmt: skip


def doubled(field: str, value: str) -> Refusal:
    return Refusal(
        "named_twice", 422, field=field, value=value, vi=f"{value} được nêu hai lần.", en=f"{value} is named twice.",
        expected_vi="mỗi mã một lần", expected_en="each code once",
        remedy_vi="Bỏ một trong hai.", remedy_en="Leave one of the two out.",
    )  # fmt: skip


def ends_before_start(field: str, end: str, start: str) -> Refusal:
    return Refusal(
        "ends_before_start", 422, field=field, value=end,
        vi=f"Ngày kết thúc {end} trước ngày bắt đầu {start}.", en=f"The end, {end}, lies before the start, {start}.",
        expected_vi=f"ngày {start} hoặc sau đó", expected_en=f"{start} or a later day",
        remedy_vi="Sửa một trong hai ngày.", remedy_en="Mend one of the two days.",
    )  # fmt: skip


def unit_stands_otherwise(field: str, code: str, name: str) -> Refusal:
    return Refusal(
        "unit_registered", 409, field=field, value=code,
        vi=f"Mã {code} đã là của {name}, với nội dung khác.", en=f"{code} is {name} already, with other content.",
        expected_vi="mã chưa dùng, hoặc nội dung y như đã đăng ký", expected_en="a free code, or the very same content",
        remedy_vi="Chọn mã khác, hoặc bỏ đơn vị này khỏi danh sách.",
        remedy_en="Choose another code, or leave this unit out of the list.",
    )  # fmt: skip


def plan_refused(refused: PlanRefused, field: str) -> Refusal:
    """A text or file that is not read at all, for the reason the reader gives."""
    return Refusal(
        refused.code, 422, field=field, vi=refused.vi, en=refused.en,
        remedy_vi=refused.remedy_vi, remedy_en=refused.remedy_en,
    )  # fmt: skip


def plan_in_use(plan: str, campaign: str) -> Refusal:
    return Refusal(
        "plan_in_use", 409, field="id", value=plan,
        vi=f"Đợt {campaign} đã ban hành từ kế hoạch này.", en=f"The campaign {campaign} rests on this plan.",
        expected_vi="mã kế hoạch chưa dùng", expected_en="the id of a plan that nothing rests on",
        remedy_vi="Đọc văn bản mới dưới một mã khác.", remedy_en="Read the new text under another id.",
    )  # fmt: skip


def campaign_published(campaign: str) -> Refusal:
    return Refusal(
        "campaign_published", 409, field="id", value=campaign,
        vi=f"Đợt {campaign} đã ban hành.", en=f"The campaign {campaign} is published already.",
        expected_vi="mã đợt chưa dùng", expected_en="the id of a campaign that does not exist yet",
        remedy_vi="Chọn mã khác.", remedy_en="Choose another id.",
    )  # fmt: skip


def due_rule_invalid(field: str, text: str, *, expected_vi: str, expected_en: str) -> Refusal:
    return Refusal(
        "due_rule_invalid", 422, field=field, value=text,
        vi=f"Thời hạn “{text}” chưa đủ hoặc chưa đúng.", en=f"The due rule “{text}” is incomplete or wrong.",
        expected_vi=expected_vi, expected_en=expected_en,
        remedy_vi=f"Sửa {field}.", remedy_en=f"Mend {field}.",
    )  # fmt: skip


def date_far_off(field: str, value: dt.date, earliest: dt.date, latest: dt.date) -> Refusal:
    return Refusal(
        "date_far_off", 422, field=field, value=value.isoformat(),
        vi=f"{value} nằm quá xa thời gian của đợt.", en=f"{value} lies far from the campaign's time.",
        expected_vi=f"từ {earliest} đến {latest}", expected_en=f"from {earliest} to {latest}",
        remedy_vi=f"Sửa {field}; năm có đủ bốn chữ số.", remedy_en=f"Mend {field}; a year has four digits.",
    )  # fmt: skip


def group_in_circle(field: str, code: str) -> Refusal:
    return Refusal(
        "group_in_circle", 422, field=field, value=code,
        vi=f"Nhóm {code} chứa chính nó.", en=f"The group {code} holds itself.",
        expected_vi="các nhóm không vòng lại nhau", expected_en="groups that do not lead back to themselves",
        remedy_vi="Bỏ một thành viên gây vòng.", remedy_en="Leave out the member that closes the circle.",
    )  # fmt: skip


def span_outside(field: str, length: int | None) -> Refusal:
    within = "không có kế hoạch" if length is None else f"0 ≤ paragraph_start ≤ start < end ≤ {length}"
    return Refusal(
        "span_outside", 422, field=field, vi="Vị trí không nằm trong văn bản kế hoạch.",
        en="The span does not lie in the plan's text.",
        expected_vi=within, expected_en="no span" if length is None else within,
        remedy_vi="Lấy vị trí từ kết quả đọc kế hoạch, hoặc bỏ span.",
        remedy_en="Take the span from the plan's reading, or leave it out.",
    )  # fmt: skip


def not_a_holder(duty: str, unit: str) -> Refusal:
    return Refusal(
        "not_a_holder", 422, field="unit", value=unit,
        vi=f"Nhiệm vụ {duty} không giao cho {unit}.", en=f"The duty {duty} is not assigned to {unit}.",
        expected_vi="một đơn vị được giao nhiệm vụ này", expected_en="a unit that holds this duty",
        remedy_vi=f"Xem đơn vị được giao: chungtay duty show ĐỢT {duty}.",
        remedy_en=f"See who holds it: chungtay duty show CAMPAIGN {duty}.",
    )  # fmt: skip


def partners_need_not_acknowledge(duty: str, unit: str) -> Refusal:
    return Refusal(
        "not_a_holder", 422, field="unit", value=unit,
        vi=f"{unit} phối hợp thực hiện {duty}: đơn vị phối hợp không phải nhận việc.",
        en=f"{unit} partners in {duty}: partners need not acknowledge.",
        expected_vi="một đơn vị được giao nhiệm vụ này", expected_en="a unit that holds this duty",
        remedy_vi="Không cần làm gì; hoạt động phối hợp vẫn ghi vào nhiệm vụ này.",
        remedy_en="Nothing is to be done; what a partner does is recorded on the duty all the same.",
    )  # fmt: skip


def already_acknowledged(duty: str, unit: str) -> Refusal:
    return Refusal(
        "already_acknowledged", 409, field="unit", value=unit,
        vi=f"{unit} đã nhận nhiệm vụ {duty}.", en=f"{unit} acknowledged {duty} before.",
        expected_vi="nhiệm vụ chưa nhận", expected_en="a duty not acknowledged yet",
        remedy_vi="Không cần làm gì thêm.", remedy_en="Nothing is left to do.",
    )  # fmt: skip


def report_not_expected(unit: str) -> Refusal:
    return Refusal(
        "report_not_expected", 422, field="unit", value=unit,
        vi=f"Đợt này không chờ báo cáo của {unit}.", en=f"The campaign expects no report of {unit}.",
        expected_vi="một đơn vị trong danh sách báo cáo", expected_en="a unit of the expected reports",
        remedy_vi="Xem các đơn vị phải báo cáo: chungtay report-review list ĐỢT.",
        remedy_en="See GET …/expected-reports.",
    )  # fmt: skip


def in_the_past(field: str, value: dt.datetime, now: dt.datetime) -> Refusal:
    return Refusal(
        "in_the_past", 422, field=field, value=value.isoformat(), vi="Thời điểm ấy đã qua.", en=f"{field} has passed.",
        expected_vi=f"sau {now:%d/%m/%Y %H:%M} (UTC)", expected_en=f"later than {now.isoformat()}",
        remedy_vi="Cho đơn vị một thời điểm ở phía trước.", remedy_en="Give the unit a time that lies ahead.",
    )  # fmt: skip


def not_one_of(field: str, value: str, allowed: Iterable[str]) -> Refusal:
    values = ", ".join(allowed)
    return Refusal(
        "value_invalid", 422, field=field, value=value,
        vi=f"Giá trị của {field} không hợp lệ.", en=f"The value of {field} is not valid.",
        expected_vi=f"một trong: {values}", expected_en=f"one of: {values}",
        remedy_vi=f"Sửa hoặc bỏ {field}.", remedy_en=f"Change {field} or leave it out.",
    )  # fmt: skip
