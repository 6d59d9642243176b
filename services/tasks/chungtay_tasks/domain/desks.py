"""At whose desk a unit's report is reviewed, in what steps, and where it lies.

Who coordinates a campaign reviews what units report, and never its own report: that is the issuer's to accept. Where
a campaign asks for two steps, the issuer's leader accepts what the coordinator has checked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from chungtay_tasks.events import CampaignContent

Step = Literal["only", "first", "last"]


@dataclass(frozen=True, slots=True)
class Seat:
    """Who takes a step of a review: accounts of a unit in a role."""

    unit: str
    role: Literal["coordinator", "leader"]
    step: Step


@dataclass(frozen=True, slots=True)
class Desks:
    """What a campaign says of its reviews."""

    campaign: str
    coordinator: str
    issuer: str
    two_steps: bool
    named: tuple[str, ...]
    """Desks that a report may be sent to: who is reported to, through whom, who coordinates, who issued the plan."""

    def right_for(self, unit: str) -> str:
        """The desk that reviews a unit's report first."""
        return self.issuer if unit == self.coordinator else self.coordinator

    def seats(self, unit: str) -> Sequence[Seat]:
        """Who reviews a unit's report, step by step."""
        if unit == self.coordinator:
            return (Seat(self.issuer, "leader", "only"),)
        if not self.two_steps:
            return (Seat(self.coordinator, "coordinator", "only"),)
        return Seat(self.coordinator, "coordinator", "first"), Seat(self.issuer, "leader", "last")


def desks_of(campaign: CampaignContent) -> Desks:
    reports = campaign.unit_report
    named = dict.fromkeys(u for u in (campaign.coordinator, campaign.issuer, reports.to, reports.via) if u)
    return Desks(
        campaign.campaign, campaign.coordinator, campaign.issuer, campaign.acceptance == "two_step", tuple(named)
    )  # fmt: skip


def seat_of(seats: Sequence[Seat], unit: str, roles: Collection[str], verdict: str) -> Seat | None:
    """The seat that an account of a unit may take; of two, the one its verdict belongs to."""
    open_to = [seat for seat in seats if seat.unit == unit and seat.role in roles]
    last = [seat for seat in open_to if seat.step != "first"]
    return next(iter(last if verdict == "accepted" and last else open_to), None)
