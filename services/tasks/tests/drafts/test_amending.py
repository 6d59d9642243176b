"""An amended plan: what stands goes on, what is new is added, what is gone is dropped, what is unsure is asked."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pytest
from draft_scene import NAME, OPERATION, TODAY, directory, edited, plan, reading, registered, review, started

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.domain import amending
from chungtay_tasks.domain.drafts import amending as drafts
from chungtay_tasks.domain.drafts import deciding, matching
from chungtay_tasks.domain.drafts.editing import Ground
from chungtay_tasks.domain.drafts.matching import Words
from chungtay_tasks.domain.drafts.standing import Standing, as_content
from chungtay_tasks.domain.drafts.state import DraftState, evolve
from chungtay_tasks.events import CampaignAmended, DraftPublished, DutyAssigned, DutyChanged, DutyDropped
from chungtay_tasks.sample import plan_text

D02 = "triệt xóa điểm, tụ điểm ma túy và các nhóm bán lẻ; "
REVIEWED = [
    {"op": "split", "duty": "D41", "before": ["khu công nghiệp"]},
    {"op": "merge", "duties": ["D36", "D37"]},
    {"op": "edit", "duty": "D04", "field": "title_vi", "value": "Lập danh sách người nghiện"},
    {"op": "group", "group": "G-XP", "name_vi": "Các xã", "members": ["XP-07777", "XP-07795"]},
    {"op": "assign", "duties": ["D42", "D43"], "holders": ["G-XP"]},
]


def published() -> amending.Campaign:
    state = edited(started(), *REVIEWED)
    events = deciding.decide_publish(review(state), registered(), plan(), 1, amending.Campaign(), 0, None)
    return reduce(amending.evolve, events, amending.Campaign())


def amended(text: str, standing: amending.Campaign | None = None) -> DraftState:
    known = standing or published()
    assert known.content is not None
    read = drafts.amended(
        Standing(known.content, known.duties, reading()), reading(text), directory(), TODAY, known.ever
    )  # fmt: skip
    events = deciding.decide_start(
        DraftState(), NAME, "amendment", read.content, read.notes, plan=plan(text), plan_version=1, amends=1
    )
    return reduce(evolve, events, DraftState())


def answered(state: DraftState, text: str, *operations: dict[str, Any]) -> DraftState:
    known = published()
    ground = Ground(reading(text).text, directory(), TODAY, frozenset(known.duties), known.ever)
    events = deciding.decide_edit(state, NAME, [OPERATION.validate_python(o) for o in operations], ground, None)
    return reduce(evolve, events, state)


def publish(state: DraftState, text: str, reason: str | None = "Kế hoạch sửa đổi", *, at: int = 1) -> list[Event]:
    return deciding.decide_publish(review(state, text), registered(), plan(text), 1, published(), at, reason)


def duties(events: list[Event]) -> dict[str, str]:
    return {e.duty: e.TYPE for e in events if isinstance(e, DutyAssigned | DutyChanged | DutyDropped)}


def test_the_same_plan_changes_nothing() -> None:
    with pytest.raises(Refusal, match="nothing_changed"):
        publish(amended(plan_text()), plan_text())


def test_what_people_reviewed_stands_where_the_words_do() -> None:
    text = plan_text().replace("1. Mỗi cấp,", "1. Trong đợt này, mỗi cấp,")
    state = amended(text)
    assert {d.duty for d in state.content.duties} == set(published().duties)
    events = publish(state, text)
    assert duties(events) == {}
    (campaign, last) = events
    assert isinstance(campaign, CampaignAmended)
    assert isinstance(last, DraftPublished)
    assert {moved.duty for moved in campaign.moved} == set(published().duties)
    places = {d.duty: d.spans[0] for d in state.content.duties}
    found = reading(text).text[places["D49"].start : places["D49"].end]
    assert found.startswith("khu công nghiệp, lán trại")


def test_added_changed_and_dropped_duties_are_told_apart() -> None:
    text = plan_text().replace(D02, "").replace("4. Phòng Y tế, Trung tâm Y tế thị xã", "4. Trung tâm Y tế thị xã")
    text = text.replace("- Cung cấp, định", "- Tổ chức đường dây nóng tiếp nhận tin báo về ma túy.\n\n- Cung cấp, định")
    events = publish(amended(text), text)
    assert duties(events) == {
        "D50": "duty.assigned", "D15": "duty.changed", "D16": "duty.changed", "D17": "duty.changed",
        "D18": "duty.changed", "D02": "duty.dropped",
    }  # fmt: skip
    changed = next(e for e in events if isinstance(e, DutyChanged) and e.duty == "D15")
    assert (changed.units, changed.indicators) == (["TTYT"], ["HL03"])


def test_a_changed_wording_keeps_name_and_indicators() -> None:
    text = plan_text().replace("Nhân rộng mô hình điểm ở cơ sở.", "Xây dựng, nhân rộng mô hình điểm ở cơ sở.")
    events = publish(amended(text), text)
    (changed,) = [e for e in events if isinstance(e, DutyChanged)]
    assert (changed.duty, changed.indicators) == ("D42", ["MG10"])
    assert changed.text == "Xây dựng, nhân rộng mô hình điểm ở cơ sở."


def test_a_moved_deadline_is_taken_over_and_told() -> None:
    text = plan_text().replace("trước ngày 01/7/2024", "trước ngày 08/7/2024")
    state = amended(text)
    assert state.started is not None
    assert "report_due" in {note.field for note in state.started.notes}
    campaign = publish(state, text)[0]
    assert isinstance(campaign, CampaignAmended)
    assert str(campaign.unit_report.last_valid_day) == "2024-07-07"


UNSURE = plan_text().replace("Kiện toàn Ban Chỉ đạo cấp xã;", "Kiện toàn tổ công tác của thôn, khu phố và Ban Chỉ đạo;")


def test_what_is_only_somewhat_alike_is_asked_and_blocks() -> None:
    state = amended(UNSURE)
    (asked,) = [q for q in review(state, UNSURE).questions() if q.code == "match_unsure"]
    assert (asked.subject, asked.blocks) == ("D33", True)
    with pytest.raises(Refusal, match="draft_incomplete"):
        publish(state, UNSURE)


def test_it_is_the_same_duty_or_another_as_people_say() -> None:
    same = answered(amended(UNSURE), UNSURE, {"op": "confirm", "duty": "D33"})
    assert duties(publish(same, UNSURE)) == {"D33": "duty.changed"}
    other = answered(amended(UNSURE), UNSURE, {"op": "separate", "duty": "D33"})
    assert duties(publish(other, UNSURE)) == {"D50": "duty.assigned", "D33": "duty.dropped"}


def test_a_new_duty_is_said_to_go_on_with_one_that_seemed_dropped() -> None:
    text = plan_text().replace(D02, "mở đợt truy quét các nhóm tội phạm đường phố; ")
    state = amended(text)
    assert duties(publish(state, text)) == {"D50": "duty.assigned", "D02": "duty.dropped"}
    matched = answered(state, text, {"op": "match", "duty": "D50", "continues": "D02"})
    assert duties(publish(matched, text)) == {"D02": "duty.changed"}


def test_an_amendment_needs_a_reason_and_the_campaign_as_it_stands() -> None:
    text = plan_text().replace(D02, "")
    with pytest.raises(Refusal, match="reason_required"):
        publish(amended(text), text, None)
    with pytest.raises(Refusal, match="campaign_moved"):
        publish(amended(text), text, at=2)


def test_a_campaign_is_amended_without_a_new_paper() -> None:
    known = published()
    assert known.content is not None
    content = as_content(Standing(known.content, known.duties, reading()))
    events = deciding.decide_start(
        DraftState(), NAME, "amendment", content, (), plan=plan(), plan_version=1, amends=1
    )  # fmt: skip
    state = reduce(evolve, events, DraftState())
    state = edited(state, {"op": "drop", "duty": "D01"}, {"op": "set", "field": "place", "value": "Bắc Giang"})
    assert duties(publish(state, plan_text())) == {"D01": "duty.dropped"}


def test_units_and_names_of_dropped_duties_stay_known() -> None:
    text = plan_text().replace(D02, "")
    campaign = publish(amended(text), text)[0]
    known = published().content
    assert isinstance(campaign, CampaignAmended)
    assert known is not None
    assert [unit.code for unit in campaign.units] == [unit.code for unit in known.units]


def test_each_standing_duty_is_matched_once_the_likest_first() -> None:
    standing = {"A": Words("1", "rà soát người nghiện trên địa bàn"), "B": Words("2", "rà soát cơ sở kinh doanh")}
    new = [Words("2", "rà soát các cơ sở kinh doanh"), Words("1", "rà soát người nghiện trên địa bàn xã")]
    assert [m.name if m else None for m in matching.match(new, standing)] == ["B", "A"]


def test_duties_that_share_hardly_a_word_have_nothing_to_do_with_each_other() -> None:
    assert matching.match([Words("1", "tổ chức hội thi")], {"A": Words("1", "kiểm tra nhà thuốc")}) == [None]


class TestWhatPeopleTookUp:
    """Duties that the reader did not find, and what was answered."""

    CONTEXT = "người dân cùng vào cuộc vì một địa bàn không có ma túy"
    ADDED: tuple[dict[str, Any], ...] = (
        {"op": "add", "clause": "I.1", "words": CONTEXT, "holders": ["BCD"]},
        {"op": "add", "clause": "II.1", "words": "Lập đường dây nóng.", "holders": ["CATX"]},
    )

    def standing(self) -> amending.Campaign:
        state = edited(started(), *self.ADDED)
        events = deciding.decide_publish(review(state), registered(), plan(), 1, amending.Campaign(), 0, None)
        return reduce(amending.evolve, events, amending.Campaign())

    def test_a_duty_out_of_the_plans_words_goes_on_where_the_words_stand(self) -> None:
        text = plan_text().replace(D02, "").replace(self.CONTEXT, self.CONTEXT.replace(" vì ", "\n vì "))
        state = amended(text, self.standing())
        duty = state.content.duty("D49")
        assert [party.code for party in duty.holders] == ["BCD"]
        assert "BCD" in {one.unit for one in state.content.settings.expected_reports or ()}

    def test_a_duty_in_words_of_its_own_goes_on_and_is_told(self) -> None:
        state = amended(plan_text().replace(D02, ""), self.standing())
        assert state.content.duty("D50").text == "Lập đường dây nóng."
        assert state.started is not None
        assert "duties.D50" in {note.field for note in state.started.notes}

    def test_a_duty_whose_words_left_the_plan_is_dropped(self) -> None:
        assert amended(plan_text().replace(self.CONTEXT, ""), self.standing()).content.find("D49") is None


class TestWhatThePaperSaysNoMore:
    TEXT = plan_text().replace("trước ngày 01/7/2024", "ngay sau khi kết thúc đợt")

    def asked(self, state: DraftState) -> list[Any]:
        questions = review(state, self.TEXT, before=reading().text, standing=published().duties).questions()
        return [question for question in questions if question.code == "setting_left_paper"]

    def test_a_deadline_whose_words_left_the_plan_is_asked_about_and_blocks(self) -> None:
        (asked,) = self.asked(amended(self.TEXT))
        assert (asked.subject, asked.blocks, asked.choices[0].code) == ("report_due", True, "trước ngày 01/7/2024")

    @pytest.mark.parametrize("value", ["trước ngày 08/7/2024", "trước ngày 01/7/2024"])
    def test_it_is_moved_or_stands_as_people_say(self, value: str) -> None:
        answer = {"op": "set", "field": "report_due", "value": value}
        state = answered(amended(self.TEXT), self.TEXT, answer)
        assert self.asked(state) == []
        with pytest.raises(Refusal, match="nothing_changed"):
            answered(state, self.TEXT, answer)

    def test_what_was_answered_for_a_duty_that_stands_is_not_asked_again(self) -> None:
        text = plan_text().replace(D02, "")
        state, doubts = amended(text), lambda found: [q.subject for q in found.questions() if q.code == "doubt"]
        assert "no_lead_named" in doubts(review(state, text))
        assert "no_lead_named" not in doubts(review(state, text, standing=published().duties))

    def test_a_partner_whose_name_was_settled_is_not_asked_about_in_a_new_duty(self) -> None:
        body = "Đội Trật tự đô thị"
        old = plan_text().replace("Phối hợp chặt chẽ với lực lượng Công an", f"Phối hợp chặt chẽ với {body}")
        state = edited(started(old), {"op": "name", "name": body, "code": "VHTT"}, text=old)
        events = deciding.decide_publish(review(state, old), registered(), plan(old), 1, amending.Campaign(), 0, None)
        known = reduce(amending.evolve, events, amending.Campaign())
        assert known.content is not None
        new = old.replace(
            "- Hướng dẫn, đôn đốc", f"- Phối hợp với {body} tuyên truyền văn minh vỉa hè.\n\n- Hướng dẫn, đôn đốc"
        )
        standing = Standing(known.content, known.duties, reading(old))
        read = drafts.amended(standing, reading(new), directory(), TODAY, known.ever)
        (fresh,) = [duty for duty in read.content.duties if duty.duty not in known.duties]
        assert [(party.name, party.code) for party in fresh.partners] == [(body, "VHTT")]
