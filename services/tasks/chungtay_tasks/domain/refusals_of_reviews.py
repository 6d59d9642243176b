"""What tasks refuses of reviews and of the way of reports between desks; one function a code."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.problems import Refusal

_LOOK_VI = "Đọc lại báo cáo của đơn vị rồi duyệt bản đang có hiệu lực."
_LOOK_EN = "Read the unit's report again and review the version that stands."


def report_not_filed(unit: str) -> Refusal:
    return Refusal(
        "report_not_filed", 409, field="unit", value=unit,
        vi=f"{unit} chưa nộp báo cáo.", en=f"{unit} has not filed its report.",
        expected_vi="một báo cáo đã nộp", expected_en="a report that was filed",
        remedy_vi="Chờ đơn vị nộp; nếu vừa nộp, gửi lại sau vài giây.",
        remedy_en="Wait for the filing; if it was made just now, send it again in a few seconds.",
    )  # fmt: skip


def report_version_unknown(named: int, latest: int) -> Refusal:
    return Refusal(
        "report_version_unknown", 409, field="report_version", value=named,
        vi=f"Chưa nhận được bản {named} của báo cáo.", en=f"Version {named} of the report has not arrived here.",
        expected_vi=f"bản {latest}", expected_en=f"version {latest}",
        remedy_vi="Nếu đơn vị vừa nộp, gửi lại sau vài giây; nếu không, đọc lại báo cáo.",
        remedy_en="If it was filed just now, send it again in a few seconds; otherwise read the report again.",
    )  # fmt: skip


def report_withdrawn(named: int) -> Refusal:
    return Refusal(
        "report_withdrawn", 409, field="report_version", value=named,
        vi="Đơn vị đã rút báo cáo này.", en="The unit has withdrawn this report.",
        expected_vi="một báo cáo đang có hiệu lực", expected_en="a report that stands",
        remedy_vi="Chờ đơn vị nộp lại.", remedy_en="Wait until the unit files it again.",
    )  # fmt: skip


def report_superseded(named: int, latest: int) -> Refusal:
    return Refusal(
        "report_superseded", 409, field="report_version", value=named,
        vi=f"Sau bản {named} đã có bản {latest}.", en=f"Version {latest} has come after version {named}.",
        expected_vi=f"bản {latest}", expected_en=f"version {latest}", remedy_vi=_LOOK_VI, remedy_en=_LOOK_EN,
    )  # fmt: skip


def content_differs(value: str, named: int) -> Refusal:
    return Refusal(
        "content_differs", 409, field="content_hash", value=value,
        vi=f"Nội dung được duyệt không phải nội dung của bản {named}.",
        en=f"The content reviewed is not the content of version {named}.",
        expected_vi=f"content_hash của bản {named}", expected_en=f"the content_hash of version {named}",
        remedy_vi=_LOOK_VI, remedy_en=_LOOK_EN,
    )  # fmt: skip


def already_reviewed(version: int, *, accepted: bool) -> Refusal:
    vi, en = ("duyệt", "accepted") if accepted else ("trả lại", "returned")
    return Refusal(
        "already_reviewed", 409, field="report_version", value=version,
        vi=f"Bản {version} đã được {vi}.", en=f"Version {version} was {en} before.",
        expected_vi="một bản chưa duyệt", expected_en="a version not reviewed yet",
        remedy_vi="Bản đã trả lại thì chờ đơn vị nộp lại; bản đã duyệt chỉ có thể trả lại.",
        remedy_en="What was returned must be filed again; what was accepted can only be returned.",
    )  # fmt: skip


def reasons_required() -> Refusal:
    return Refusal(
        "reasons_required", 422, field="reasons", vi="Trả lại báo cáo phải nêu lý do.",
        en="A return needs a reason.", expected_vi="ít nhất một lý do", expected_en="at least one reason",
        remedy_vi="Nêu phần cần sửa và vì sao.", remedy_en="Say which part is to be mended and why.",
    )  # fmt: skip


def only_for_a_return(field: str) -> Refusal:
    return Refusal(
        "only_for_a_return", 422, field=field, vi=f"{field} chỉ dùng khi trả lại.",
        en=f"{field} belongs to a return.", expected_vi=f"không có {field}", expected_en=f"no {field}",
        remedy_vi="Dùng note cho ý kiến khi duyệt.", remedy_en="Use note for remarks on an acceptance.",
    )  # fmt: skip


def already_checked(version: int) -> Refusal:
    return Refusal(
        "already_reviewed", 409, field="report_version", value=version,
        vi=f"Bản {version} đã được kiểm tra, đang chờ lãnh đạo duyệt.",
        en=f"Version {version} was checked before and waits for its acceptance.",
        expected_vi="một bản chưa kiểm tra", expected_en="a version not checked yet",
        remedy_vi="Chờ lãnh đạo cơ quan ban hành duyệt; nếu cần sửa thì trả lại (returned).",
        remedy_en="Wait for the issuer's leader; if something must be mended, return it.",
    )  # fmt: skip


def own_report(unit: str, issuer: str) -> Refusal:
    return Refusal(
        "own_report", 403, field="unit", value=unit,
        vi=f"{unit} không tự duyệt báo cáo của chính mình.", en=f"{unit} does not review its own report.",
        expected_vi=f"lãnh đạo {issuer} (vai trò leader)", expected_en=f"a leader of {issuer}",
        remedy_vi=f"Đề nghị lãnh đạo {issuer} duyệt: POST …/reviews bằng tài khoản vai trò leader của {issuer}.",
        remedy_en=f"Ask a leader of {issuer} for the review: POST …/reviews with an account in the role leader there.",
    )  # fmt: skip


def not_the_reviewer(unit: str, seats: str) -> Refusal:
    return Refusal(
        "not_the_reviewer", 403, field="unit", value=unit,
        vi=f"Tài khoản này không duyệt báo cáo của {unit}.", en=f"This account does not review the report of {unit}.",
        expected_vi=seats, expected_en=seats,
        remedy_vi="Dùng tài khoản có vai trò ấy ở đơn vị ấy.", remedy_en="Use an account in that role of that unit.",
    )  # fmt: skip


def no_first_step(*, two_steps: bool) -> Refusal:
    why_vi, why_en = (
        ("Bước này là bước duyệt.", "This step is the acceptance.")
        if two_steps
        else ("Đợt này duyệt một bước.", "The campaign accepts in one step.")
    )
    return Refusal(
        "no_first_step", 422, field="verdict", value="checked", vi=why_vi, en=why_en,
        expected_vi="accepted hoặc returned", expected_en="accepted or returned",
        remedy_vi="Duyệt (accepted) hoặc trả lại (returned).", remedy_en="Accept it or return it.",
    )  # fmt: skip


def check_first(issuer: str) -> Refusal:
    return Refusal(
        "check_first", 409, field="verdict", value="accepted",
        vi=f"Đợt này duyệt hai bước: đơn vị tổng hợp kiểm tra, lãnh đạo {issuer} duyệt.",
        en=f"The campaign accepts in two steps: the coordinator checks, a leader of {issuer} accepts.",
        expected_vi="checked hoặc returned", expected_en="checked or returned",
        remedy_vi="Gửi verdict: checked; sau đó lãnh đạo duyệt.",
        remedy_en="Send verdict: checked; the leader accepts it afterwards.",
    )  # fmt: skip


def not_checked(coordinator: str) -> Refusal:
    return Refusal(
        "not_checked", 409, field="verdict", value="accepted",
        vi=f"{coordinator} chưa kiểm tra bản này.", en=f"{coordinator} has not checked this version.",
        expected_vi="một bản đã kiểm tra", expected_en="a version that was checked",
        remedy_vi=f"Chờ {coordinator} kiểm tra (checked), rồi duyệt.",
        remedy_en=f"Wait until {coordinator} has checked it, then accept.",
    )  # fmt: skip


def at_another_desk(unit: str, lies: str, right: str) -> Refusal:
    return Refusal(
        "at_another_desk", 409, field="unit", value=unit,
        vi=f"Báo cáo của {unit} đã gửi đến {lies}, chưa chuyển về {right}.",
        en=f"The report of {unit} was sent to {lies} and has not been passed on to {right}.",
        expected_vi=f"một báo cáo ở {right}", expected_en=f"a report that lies at {right}",
        remedy_vi=f"{lies} chuyển, hoặc {right} nhận về, có lý do (chungtay report-review reroute); rồi duyệt.",
        remedy_en=f"{lies} passes it on, or {right} takes it over, with a reason: POST …/reroutes; then review it.",
    )  # fmt: skip


def at_the_right_desk(unit: str, desk: str) -> Refusal:
    return Refusal(
        "at_the_right_desk", 409, field="unit", value=unit,
        vi=f"Báo cáo của {unit} đang ở đúng nơi xem xét: {desk}.",
        en=f"The report of {unit} lies where it is reviewed: {desk}.",
        expected_vi="một báo cáo gửi nhầm nơi", expected_en="a report that came to the wrong desk",
        remedy_vi="Không cần chuyển; xem xét tại đó.", remedy_en="Nothing needs to be passed on; review it there.",
    )  # fmt: skip


def desk_wrong(unit: str, to: str | None, right: str) -> Refusal:
    return Refusal(
        "desk_wrong", 422, field="to", value=to,
        vi=f"{to} không xem xét báo cáo của {unit}.", en=f"{to} does not review the report of {unit}.",
        expected_vi=right, expected_en=right,
        remedy_vi=f"Chuyển đến {right}, hoặc bỏ trống to.", remedy_en=f"Pass it on to {right}, or leave `to` out.",
    )  # fmt: skip


def not_at_your_desk(by: str, lies: str, right: str) -> Refusal:
    return Refusal(
        "not_at_your_desk", 403, field="unit", value=by,
        vi=f"Báo cáo không ở {by}.", en=f"The report does not lie at {by}.",
        expected_vi=f"{lies} (chuyển đi) hoặc {right} (nhận về)",
        expected_en=f"{lies} (to pass it on) or {right} (to take it over)",
        remedy_vi=f"Đề nghị {lies} chuyển báo cáo.", remedy_en=f"Ask {lies} to pass it on.",
    )  # fmt: skip


def period_unknown(key: str, known: Sequence[str]) -> Refusal:
    listed = ", ".join(known)
    return Refusal(
        "period_unknown", 422, field="period", value=key,
        vi=f"Đợt này không có kỳ báo cáo {key}.", en=f"The campaign has no report period {key}.",
        expected_vi=f"một trong: {listed}", expected_en=f"one of: {listed}",
        remedy_vi="Sửa kỳ; các kỳ xem ở chungtay report-review list ĐỢT.",
        remedy_en="Mend period; the periods stand at GET …/expected-reports.",
    )  # fmt: skip
