"""What is refused of a draft; one function a code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory import Unit, UnitGroup


def draft_unknown(campaign: str) -> Refusal:
    return Refusal(
        "draft_unknown", 404, field="campaign", value=campaign,
        vi=f"Không có dự thảo của đợt {campaign}.", en=f"There is no draft of the campaign {campaign}.",
        expected_vi="mã đợt có dự thảo", expected_en="a campaign that has a draft",
        remedy_vi=f"Lập dự thảo: chungtay plan draft TỆP --id {campaign}.",
        remedy_en=f"Make one: chungtay plan draft FILE --id {campaign}.",
    )  # fmt: skip


def draft_open(campaign: str, version: int) -> Refusal:
    return Refusal(
        "draft_open", 409, field="campaign", value=campaign,
        vi=f"Đợt {campaign} đang có một dự thảo (bản {version}).",
        en=f"The campaign {campaign} has an open draft (version {version}).",
        expected_vi="đợt chưa có dự thảo đang mở", expected_en="a campaign without an open draft",
        remedy_vi=f"Sửa tiếp dự thảo ấy, hoặc bỏ nó: chungtay draft discard {campaign} --reason ….",
        remedy_en=f"Go on with that draft, or give it up: chungtay draft discard {campaign} --reason ….",
    )  # fmt: skip


def draft_closed(campaign: str, standing: str) -> Refusal:
    vi = {"published": "đã ban hành", "discarded": "đã bỏ"}.get(standing, standing)
    return Refusal(
        "draft_closed", 409, field="campaign", value=campaign,
        vi=f"Dự thảo của đợt {campaign} {vi}, không sửa được nữa.",
        en=f"The draft of the campaign {campaign} is {standing} and cannot be changed.",
        expected_vi="một dự thảo đang mở", expected_en="an open draft",
        remedy_vi="Đợt đã ban hành thì lập dự thảo sửa đổi: chungtay plan draft TỆP --id … cho cùng mã đợt.",
        remedy_en="Amend what is published by a new draft under the same campaign: chungtay plan draft FILE --id ….",
    )  # fmt: skip


def draft_incomplete(campaign: str, subject: str, vi: str, en: str) -> Refusal:
    return Refusal(
        "draft_incomplete", 422, field=subject, vi=vi, en=en,
        expected_vi="mọi câu hỏi chặn ban hành đã được trả lời", expected_en="no open question that blocks publishing",
        remedy_vi=f"Xem còn thiếu gì và cách bổ sung: chungtay draft missing {campaign}.",
        remedy_en=f"See what is missing and how to mend it: chungtay draft missing {campaign}.",
    )  # fmt: skip


def plan_read_again(plan: str, drafted: int, latest: int) -> Refusal:
    return Refusal(
        "plan_read_again", 409, field="plan", value=plan,
        vi=f"Kế hoạch {plan} đã được đọc lại (bản {latest}) sau khi lập dự thảo (từ bản {drafted}).",
        en=f"The plan {plan} was read again (version {latest}) after this draft was made (of version {drafted}).",
        expected_vi=f"dự thảo từ bản {latest}", expected_en=f"a draft of version {latest}",
        remedy_vi="Bỏ dự thảo này và lập lại từ bản đọc mới.",
        remedy_en="Give this draft up and make it again from the new reading.",
    )  # fmt: skip


def campaign_moved(campaign: str) -> Refusal:
    return Refusal(
        "campaign_moved", 409, field="campaign", value=campaign,
        vi=f"Đợt {campaign} đã được sửa đổi sau khi lập dự thảo này.",
        en=f"The campaign {campaign} was amended after this draft was made.",
        expected_vi="dự thảo từ bản đang có hiệu lực", expected_en="a draft of what stands now",
        remedy_vi="Bỏ dự thảo này và lập lại.", remedy_en="Give this draft up and make it again.",
    )  # fmt: skip


def nothing_changed(field: str = "operations") -> Refusal:
    return Refusal(
        "nothing_changed", 422, field=field, vi="Không có gì thay đổi.", en="Nothing would change.",
        expected_vi="ít nhất một thay đổi", expected_en="at least one change",
        remedy_vi="Xem nội dung hiện tại: chungtay draft show.",
        remedy_en="Look at what stands: chungtay draft show.",
    )  # fmt: skip


def reason_required(what_vi: str, what_en: str) -> Refusal:
    return Refusal(
        "reason_required", 422, field="reason", vi=f"{what_vi} phải nêu lý do.", en=f"{what_en} needs a reason.",
        expected_vi="lý do", expected_en="a reason", remedy_vi="Thêm reason.", remedy_en="Add reason.",
    )  # fmt: skip


def changed_since(subject: str) -> Refusal:
    return Refusal(
        "changed_since", 409, field=subject, value=subject,
        vi=f"{subject} đã được sửa tiếp sau thay đổi ấy nên không hoàn tác được.",
        en=f"{subject} was changed again after that edit, so it cannot be undone.",
        expected_vi="một thay đổi mà chưa sửa đổi nào sau đó động đến",
        expected_en="an edit that no later one rests on",
        remedy_vi="Hoàn tác các thay đổi sau trước (chungtay draft history), hoặc sửa trực tiếp.",
        remedy_en="Undo the later edits first (chungtay draft history), or edit it directly.",
    )  # fmt: skip


def edit_unknown(version: int, known: Sequence[int]) -> Refusal:
    versions = ", ".join(map(str, known)) or "—"
    return Refusal(
        "edit_unknown", 422, field="version", value=version,
        vi=f"Dự thảo không có thay đổi nào ở bản {version}.", en=f"The draft has no edit of version {version}.",
        expected_vi=f"một trong các bản: {versions}", expected_en=f"one of the versions: {versions}",
        remedy_vi="Xem chungtay draft history.", remedy_en="See chungtay draft history.",
    )  # fmt: skip


def words_not_found(field: str, words: str, where_vi: str, where_en: str) -> Refusal:
    return Refusal(
        "words_not_found", 422, field=field, value=words,
        vi=f"Không thấy “{words}” trong {where_vi}.", en=f"“{words}” does not stand in {where_en}.",
        expected_vi="vài chữ nguyên văn, theo thứ tự", expected_en="some words as they stand, in their order",
        remedy_vi="Chép lại từ văn bản: chungtay draft show … --text.",
        remedy_en="Copy them from the text: chungtay draft show … --text.",
    )  # fmt: skip


def text_held(field: str, duty: str) -> Refusal:
    return Refusal(
        "text_held", 422, field=field, value=duty,
        vi=f"Đoạn này đã thuộc nhiệm vụ {duty}.", en=f"This text belongs to the duty {duty}.",
        expected_vi="đoạn chưa thuộc nhiệm vụ nào", expected_en="text that no duty holds",
        remedy_vi=f"Tách nó khỏi {duty}: chungtay draft split … {duty} --before “…”.",
        remedy_en=f"Split it off {duty}: chungtay draft split … {duty} --before “…”.",
    )  # fmt: skip


def field_unknown(field: str, value: str, known: Sequence[str]) -> Refusal:
    names = ", ".join(known)
    return Refusal(
        "field_unknown", 422, field=field, value=value, vi=f"Không có mục {value}.", en=f"There is no field {value}.",
        expected_vi=f"một trong: {names}", expected_en=f"one of: {names}",
        remedy_vi="Sửa tên mục.", remedy_en="Correct the field's name.",
    )  # fmt: skip


def not_an_amendment(field: str) -> Refusal:
    return Refusal(
        "not_an_amendment", 422, field=field, vi="Thao tác này chỉ dùng khi sửa đổi một đợt đã ban hành.",
        en="This is done only when a published campaign is amended.",
        expected_vi="dự thảo sửa đổi", expected_en="the draft of an amendment",
        remedy_vi="Dùng split, merge, assign hoặc drop.", remedy_en="Use split, merge, assign or drop.",
    )  # fmt: skip


def due_not_understood(field: str, words: str) -> Refusal:
    return Refusal(
        "due_rule_invalid", 422, field=field, value=words,
        vi=f"Không đọc được thời hạn “{words}”.", en=f"The deadline “{words}” cannot be read.",
        expected_vi="lời như trong kế hoạch, có năm: trước ngày 01/7/2024; chậm nhất 17 giờ ngày 30/6/2024",
        expected_en="words as in a plan, with the year: trước ngày 01/7/2024; chậm nhất 17 giờ ngày 30/6/2024",
        remedy_vi="Viết lại thời hạn.", remedy_en="Write it otherwise.",
    )  # fmt: skip


def plan_required(campaign: str) -> Refusal:
    return Refusal(
        "plan_required", 422, field="plan", vi=f"Đợt {campaign} chưa có; dự thảo mới cần một kế hoạch đã đọc.",
        en=f"There is no campaign {campaign} yet; a new draft needs a plan that was read.",
        expected_vi="plan, hoặc clone_of", expected_en="plan, or clone_of",
        remedy_vi="Đọc kế hoạch trước (POST /tasks/plans), hoặc sao chép một đợt cũ bằng clone_of.",
        remedy_en="Read the plan first (POST /tasks/plans), or take over an earlier campaign by clone_of.",
    )  # fmt: skip


def unit_not_there(field: str, lives: Sequence[Unit | UnitGroup], at: date) -> Refusal:
    last = lives[-1]
    time = f"{last.valid_from or '…'} – {last.valid_to or '…'}"
    after = ", ".join(ref.code for ref in last.successors) if isinstance(last, Unit) else ""
    return Refusal(
        "unit_not_valid", 422, field=field, value=last.code,
        vi=f"{last.name_vi} ({last.code}) không có trong thời gian của đợt ({time}).",
        en=f"{last.name_vi} ({last.code}) is not there in the campaign's time ({time}).",
        expected_vi=f"một đơn vị có hiệu lực từ {at}", expected_en=f"a unit that is valid from {at} on",
        remedy_vi=f"Thay bằng {after or 'một đơn vị còn hiệu lực'}, hoặc sửa hiệu lực trong danh mục đơn vị.",
        remedy_en=f"Take {after or 'a unit that is valid'} instead, or mend its validity in the directory.",
    )  # fmt: skip


def unit_meant(field: str, code: str, meant: str) -> Refusal:
    return Refusal(
        "unit_unknown", 422, field=field, value=code, vi=f"Đơn vị {code} không có.", en=f"There is no unit {code}.",
        expected_vi="mã đơn vị đã có trong danh mục đơn vị, đúng chữ hoa, chữ thường",
        expected_en="a code of the directory of units, in its capitals and small letters",
        remedy_vi=f"Viết {meant}.", remedy_en=f"Write {meant}.",
    )  # fmt: skip
