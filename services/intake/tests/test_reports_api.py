"""Unit reports over HTTP: drawn from the unit's own activities, frozen when filed, opened by withdrawal or return."""

from __future__ import annotations

from intake_clients import UNIT, Intake, Unit, keyed

from chungtay_intake.events import EVENTS, UnitReportFiled, hash_of
from chungtay_kernel.testing import until


async def test_a_draft_adds_up_the_units_own_activities_and_names_what_is_missing(unit: Unit) -> None:
    await unit.record(figures=[{"indicator": "PR02", "value": "1.127", "approximate": True}])
    await unit.record(figures=[{"indicator": "PR02", "value": 3}, {"indicator": "PR17", "members": ["Thôn Đông"]}])
    gone = await unit.record(figures=[{"indicator": "PR02", "value": 500}])
    await unit.void(gone)
    draft = (await unit.get(f"unit-reports/{UNIT}/draft")).json()
    assert (draft["state"], draft["activities"]) == ("not_filed", 2)
    assert [
        (f["indicator"], f["value"], f["members"], f["activities"], f["approximate"]) for f in draft["figures"]
    ] == [
        ("PR02", "1130", None, 2, True),
        ("PR17", None, ["Thôn Đông"], 1, False),
    ]
    assert [m["indicator"] for m in draft["missing"]] == ["PR01", "PR04", "EN12"]
    assert draft["figures"][0]["label_vi"] == "Số lượt người dự tuyên truyền"


async def test_a_filing_freezes_figures_activities_and_words(unit: Unit) -> None:
    first = await unit.record(figures=[{"indicator": "PR02", "value": 86}])
    second = await unit.record(figures=[{"indicator": "PR02", "value": 14}])
    await unit.correct(second, figures=[{"indicator": "PR02", "value": 13}])
    before = await unit.intake.position()
    filed = await unit.file(difficulties=["Kinh phí hạn hẹp."], zeros=["EN12"])
    body = filed.json()
    assert (filed.status_code, body["version"], body["report_version"], body["activities"]) == (201, 1, 1, 2)
    assert (body["unit"], body["drawn_at"]) == (UNIT, before)
    report = await unit.report()
    assert (report["state"], report["report_version"], report["review"]) == ("filed", 1, None)
    content = report["content"]
    assert content["figures"] == [{"indicator": "PR02", "value": "99", "members": None}]
    assert content["activities"] == [
        {"activity": first["stream"], "version": 1},
        {"activity": second["stream"], "version": 2},
    ]
    assert (content["zeros"], content["difficulties"]) == (["EN12"], ["Kinh phí hạn hẹp."])
    assert content["content_hash"] == body["content_hash"]
    (stored,) = await unit.intake.service.log.stream(body["stream"])
    event = EVENTS.load(stored)
    assert isinstance(event, UnitReportFiled)
    assert hash_of(event) == event.content_hash


async def test_what_was_filed_can_be_neither_corrected_nor_voided_until_it_is_withdrawn(unit: Unit) -> None:
    recorded = await unit.record()
    await unit.file()
    for answer in (await unit.correct(recorded, title="Khác"), await unit.void(recorded)):
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (409, "activity_in_filed_report")
        assert "Rút báo cáo" in problem["remedy"]["vi"]
        assert "Withdraw" in problem["remedy"]["en"]
    assert (await unit.withdraw()).status_code == 201
    assert (await unit.correct(recorded, title="Khác")).status_code == 201
    again = (await unit.file()).json()
    assert again["report_version"] == again["version"] == 3


async def test_an_activity_recorded_after_the_filing_is_free(unit: Unit) -> None:
    await unit.record()
    await unit.file()
    late = await unit.record(title="Bổ sung")
    assert (await unit.correct(late, title="Bổ sung, đã sửa")).status_code == 201
    assert (await unit.get(f"unit-reports/{UNIT}/draft")).json()["activities"] == 2


async def test_a_list_shows_which_filing_held_an_activity(unit: Unit) -> None:
    recorded = await unit.record()
    await unit.file()
    await unit.record(title="Sau khi gửi")
    items = (await unit.get("activities")).json()["items"]
    assert [item["filed_in"] for item in items] == [None, 1]
    assert items[1]["activity"] == recorded["activity"]


async def test_a_report_is_filed_once(unit: Unit) -> None:
    await unit.file()
    again = await unit.file()
    assert (again.status_code, again.json()["code"]) == (409, "report_already_filed")
    assert "withdraw" in again.json()["remedy"]["en"]


async def test_a_returned_report_is_opened_and_filed_again_as_the_next_version(unit: Unit) -> None:
    recorded = await unit.record()
    first = (await unit.file()).json()
    await unit.review("returned", first)
    report = await unit.report()
    assert report["review"]["reasons"] == [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}]
    assert (await unit.correct(recorded, title="Khác")).status_code == 201
    second = (await unit.file(narrative="Đã bổ sung nguyên nhân.")).json()
    assert second["report_version"] == 2
    assert second["content_hash"] != first["content_hash"]
    assert (await unit.report())["state"] == "filed"


async def test_an_accepted_report_is_opened_by_the_coordinators_return_alone(unit: Unit) -> None:
    recorded = await unit.record()
    filed = (await unit.file()).json()
    await unit.review("accepted", filed)
    for answer in (await unit.correct(recorded, title="Khác"), await unit.withdraw(), await unit.file()):
        assert answer.status_code == 409
        assert "CATX" in answer.json()["remedy"]["vi"]
    await unit.review("returned", filed)
    assert (await unit.correct(recorded, title="Khác")).status_code == 201


async def test_a_review_of_a_filing_that_was_withdrawn_is_void(unit: Unit) -> None:
    filed = (await unit.file()).json()
    await unit.withdraw()
    tasks = unit.intake.tasks
    await tasks.say("review.accepted", f"review/{unit.campaign}/{UNIT}/final", {
        "campaign": unit.campaign, "unit": UNIT, "report": filed["stream"], "report_version": 1,
        "content_hash": filed["content_hash"], "reasons": [], "note": None, "due_at": None,
    })  # fmt: skip
    pool = unit.intake.service.database.pool
    await until(lambda: pool.fetchval("SELECT EXISTS (SELECT FROM review WHERE campaign = $1)", unit.campaign))
    assert (await unit.report())["state"] == "withdrawn"
    assert (await unit.file()).json()["report_version"] == 3
    assert (await unit.report())["state"] == "filed"


async def test_what_was_not_filed_is_not_withdrawn(unit: Unit) -> None:
    answer = await unit.withdraw()
    assert (answer.status_code, answer.json()["code"]) == (409, "report_not_filed")
    assert (await unit.report())["state"] == "not_filed"


async def test_a_zero_that_contradicts_a_figure_is_refused(unit: Unit) -> None:
    await unit.record(figures=[{"indicator": "EN12", "value": 2}])
    answer = await unit.file(zeros=["EN12"])
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "zero_contradicted", "zeros[0]")
    assert (await unit.report())["state"] == "not_filed"


async def test_words_with_personal_data_are_refused(unit: Unit) -> None:
    answer = await unit.file(narrative="Đối tượng có số 001083012345")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "personal_data", "narrative")


async def test_the_coordinator_lists_who_has_filed(unit: Unit) -> None:
    filed = (await unit.file()).json()
    coordinator = await unit.intake.client("coordinator", "CATX")
    path = unit.path("unit-reports")
    items = (await coordinator.get(path)).json()["items"]
    assert [(i["unit"], i["state"], i["report_version"], i["content_hash"]) for i in items] == [
        (UNIT, "filed", 1, filed["content_hash"])
    ]
    await unit.review("accepted", filed)
    assert (await coordinator.get(path)).json()["items"][0]["state"] == "accepted"


async def test_a_report_of_a_unit_that_is_not_of_the_campaign_is_404(intake: Intake, unit: Unit) -> None:
    leader = await intake.client("leader", "UBTX")
    stranger = await intake.client("officer", "XP-99999")
    shown = await leader.get(unit.path("unit-reports/XP-99999"))
    filed = await stranger.post(unit.path("unit-reports/XP-99999"), json={"narrative": "Có."}, headers=keyed())
    assert [(a.status_code, a.json()["code"]) for a in (shown, filed)] == [(404, "unit_unknown")] * 2


async def test_a_neighbour_neither_reads_nor_files_the_report(intake: Intake, unit: Unit) -> None:
    neighbour = await intake.client("unit_head", "XP-07795")
    path = unit.path(f"unit-reports/{UNIT}")
    for answer in (
        await neighbour.get(path),
        await neighbour.get(f"{path}/draft"),
        await neighbour.post(path, json={"narrative": "Có."}, headers=keyed()),
        await neighbour.post(f"{path}/withdraw", json={"reason": "Rút."}, headers=keyed()),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_unit")
