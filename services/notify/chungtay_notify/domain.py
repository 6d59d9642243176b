"""When an alert is due and when it is moot: pure, one question asked before raising and after every event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chungtay_notify.events import Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """What notify knows of one unit's report: versions are those of the unit-report stream, 0 where none.

    `told_for` is the latest deadline that a reminder was told for: a later one makes it moot.
    """

    filed: int = 0
    latest: int = 0
    reviewed: int = 0
    due_soon: bool = False
    overdue: bool = False
    told_for: datetime | None = None

    def after_filing(self, version: int) -> Standing:
        return replace(self, filed=version, latest=version) if version > self.latest else self

    def after_withdrawal(self, version: int) -> Standing:
        return replace(self, filed=0, latest=version) if version > self.latest else self

    def after_review(self, report_version: int) -> Standing:
        return replace(self, reviewed=max(self.reviewed, report_version))

    def after_notice(self, due_at: datetime | None = None) -> Standing:
        """The moment from which the unit is reminded has come."""
        return replace(self, due_soon=True, told_for=self._told(due_at))

    def after_deadline(self, due_at: datetime | None = None) -> Standing:
        return replace(self, overdue=True, told_for=self._told(due_at))

    def _told(self, due_at: datetime | None) -> datetime | None:
        return max((told for told in (self.told_for, due_at) if told), default=None)

    def after_move(self, due_at: datetime | None) -> Standing:
        """The deadline is another, or none: what was told for an earlier one holds no more."""
        if due_at is not None and (self.told_for is None or self.told_for >= due_at):
            return self
        return replace(self, due_soon=False, overdue=False, told_for=None)

    @property
    def is_reminded(self) -> bool:
        return self.due_soon or self.overdue

    def reminder(self) -> Rule | None:
        """The reminder that the unit should have now: a report taken back is owed again."""
        if self.filed:
            return None
        return "overdue" if self.overdue else "due_soon" if self.due_soon else None


@dataclass(frozen=True, slots=True)
class Mootness:
    """Why an alert is not, or no longer, needed."""

    vi: str
    en: str


RECEIVED = Mootness("Đã nhận được báo cáo của đơn vị.", "The unit's report has been received.")
PAST_DUE = Mootness("Đã quá hạn; có thông báo quá hạn riêng.", "The deadline has passed; that has an alert of its own.")
MOVED = Mootness("Hạn báo cáo đã được dời.", "The deadline has been moved.")
NOT_EXPECTED = Mootness(
    "Đơn vị không còn phải gửi báo cáo của đợt này.", "The campaign expects no report of the unit any more."
)
REFILED = Mootness("Đơn vị đã gửi lại hoặc rút báo cáo.", "The unit has refiled or withdrawn the report.")
REVIEWED = Mootness("Báo cáo đã được xem xét.", "The report has been reviewed.")


def moot(rule: Rule, report_version: int | None, standing: Standing) -> Mootness | None:
    """Why an alert of a rule, about a version of the report where it has one, is moot; None while it is not.

    The order in which events of different services arrive is unknown: asked of what stands, not of what came last.
    """
    version = report_version or 0
    match rule:
        case "due_soon" if standing.filed:
            return RECEIVED
        case "due_soon" if standing.overdue:
            return PAST_DUE
        case "overdue" if standing.filed:
            return RECEIVED
        case "returned" | "report_received" if standing.latest > version:
            return REFILED
        case "report_received" if standing.reviewed >= version:
            return REVIEWED
        case _:
            return None
