"""Alerts of obstacles: the coordinator learns that one was raised, the unit what was answered and what came of it.

All that happens to an obstacle lies in one stream, so that it is heard in order; each step makes the alerts of the step
before it moot, for whoever has not read them yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chungtay_kernel.events import StoredEvent
from chungtay_notify.domain import Mootness
from chungtay_notify.events import AlertRaised, Rule, Wording
from chungtay_notify.heard import FINAL, CampaignPublished, ObstacleMoved

if TYPE_CHECKING:
    from chungtay_notify.handlers import Board

ANSWERED = Mootness("Khó khăn, vướng mắc đã được trả lời.", "The obstacle has been answered.")
CLOSED = Mootness("Khó khăn, vướng mắc đã được tháo gỡ.", "The obstacle has been removed.")
REOPENED = Mootness("Khó khăn, vướng mắc đã được mở lại.", "The obstacle has been reopened.")

_TO_COORDINATOR: tuple[Rule, ...] = ("obstacle_raised",)
_TO_UNIT: tuple[Rule, ...] = ("obstacle_answered", "obstacle_closed")

_STEPS: Mapping[str, tuple[Rule, Mootness | None, tuple[Rule, ...]]] = {
    "obstacle.raised": ("obstacle_raised", None, ()),
    "obstacle.answered": ("obstacle_answered", ANSWERED, _TO_COORDINATOR),
    "obstacle.closed": ("obstacle_closed", CLOSED, (*_TO_COORDINATOR, "obstacle_answered")),
    "obstacle.reopened": ("obstacle_raised", REOPENED, _TO_UNIT),
}
"""By event: the rule that tells of it, and which alerts it makes moot, and why."""


def moved(board: Board, event: StoredEvent, data: ObstacleMoved) -> None:
    """Withdraws what the event makes moot, and tells whoever has to know and did not do it himself."""
    campaign = board.campaigns[data.campaign]
    rule, reason, moot = _STEPS[event.type]
    if reason:
        board.take_back_about((data.campaign, data.unit, FINAL), moot, data.obstacle, reason, event)
    recipient = campaign.coordinator if rule == "obstacle_raised" else data.unit
    if recipient == event.actor.split(":")[1]:
        return
    vi, en = _words(rule, campaign, data, again=event.type == "obstacle.reopened")
    stream = f"alert/{rule}/{data.campaign}/{recipient}/{data.obstacle}-{event.version}"
    raised = AlertRaised(
        campaign=data.campaign, rule=rule, unit=recipient, subject_unit=data.unit, cause=event.name,
        report_version=None, vi=vi, en=en,
    )  # fmt: skip
    board.tell(stream, raised, event)


def _words(rule: Rule, campaign: CampaignPublished, data: ObstacleMoved, *, again: bool) -> tuple[Wording, Wording]:
    if rule == "obstacle_raised":
        return _raised_vi(campaign, data, again=again), _raised_en(campaign, data, again=again)
    closed = rule == "obstacle_closed"
    return _answered_vi(campaign, data, closed=closed), _answered_en(campaign, data, closed=closed)


def _raised_vi(campaign: CampaignPublished, data: ObstacleMoved, *, again: bool) -> Wording:
    unit = campaign.name(data.unit)
    did = "mở lại" if again else "nêu"
    return Wording(
        title=f"{unit} {did} khó khăn, vướng mắc",
        text=(
            f"Kính gửi: {campaign.name(campaign.coordinator)}.\n\n"
            f"{unit} {did} khó khăn, vướng mắc khi thực hiện nhiệm vụ {data.duty} của “{campaign.title_vi}”:\n"
            f"{data.words}\n\nĐề nghị trả lời và tháo gỡ kịp thời."
        ),
    )


def _raised_en(campaign: CampaignPublished, data: ObstacleMoved, *, again: bool) -> Wording:
    unit = campaign.name(data.unit, "en")
    did = "reopened" if again else "raised"
    return Wording(
        title=f"{unit} {did} an obstacle",
        text=(
            f"To {campaign.name(campaign.coordinator, 'en')}.\n\n"
            f"{unit} {did} an obstacle to the duty {data.duty} of “{campaign.title_en or campaign.title_vi}”:\n"
            f"{data.words}\n\nPlease answer it and help remove it."
        ),
    )


def _answered_vi(campaign: CampaignPublished, data: ObstacleMoved, *, closed: bool) -> Wording:
    by = campaign.name(campaign.coordinator)
    did = "tháo gỡ" if closed else "trả lời"
    after = "\n\nNếu vẫn còn vướng, đơn vị mở lại khó khăn, vướng mắc này." if closed else ""
    return Wording(
        title="Khó khăn, vướng mắc đã được tháo gỡ" if closed else "Khó khăn, vướng mắc đã được trả lời",
        text=(
            f"Kính gửi: {campaign.name(data.unit)}.\n\n"
            f"{by} đã {did} khó khăn, vướng mắc của đơn vị khi thực hiện nhiệm vụ {data.duty} của "
            f"“{campaign.title_vi}”:\n{data.words}{after}"
        ),
    )


def _answered_en(campaign: CampaignPublished, data: ObstacleMoved, *, closed: bool) -> Wording:
    by = campaign.name(campaign.coordinator, "en")
    did = "closed as removed" if closed else "answered"
    after = "\n\nIf it still stands in the way, please reopen it." if closed else ""
    return Wording(
        title="Obstacle removed" if closed else "Obstacle answered",
        text=(
            f"To {campaign.name(data.unit, 'en')}.\n\n{by} {did} your obstacle to the duty {data.duty} of "
            f"“{campaign.title_en or campaign.title_vi}”:\n{data.words}{after}"
        ),
    )
