"""When an alert is due and when it is moot: pure, one question asked before raising and after every event."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chungtay_notify.events import Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """What notify knows of one unit's report: versions are those of the unit-report stream, 0 where none."""

    filed: int = 0
    latest: int = 0
    reviewed: int = 0
    due_soon: bool = False
    overdue: bool = False

    def after_filing(self, version: int) -> Standing:
        return replace(self, filed=version, latest=version) if version > self.latest else self

    def after_withdrawal(self, version: int) -> Standing:
        return replace(self, filed=0, latest=version) if version > self.latest else self

    def after_review(self, report_version: int) -> Standing:
        return replace(self, reviewed=max(self.reviewed, report_version))

    def after_notice(self) -> Standing:
        """The moment from which the unit is reminded has come."""
        return replace(self, due_soon=True)

    def after_deadline(self) -> Standing:
        return replace(self, overdue=True)

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
