"""When an alert is due and when it is moot: pure, one question asked before raising and after every event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chungtay_notify.events import Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """What notify knows of one unit's report: versions are those of the unit-report stream, 0 where none.

    `told_for` is the latest deadline that a reminder was told for: a later one makes it moot. `notice` is the version
    of the stream that told of the deadline last; `closed`: the time is over in which an independent body was asked.
    `reviewed` was checked, accepted or returned, `decided` accepted or returned; `desk` is where version `at_desk` was
    passed on to.
    """

    filed: int = 0
    latest: int = 0
    reviewed: int = 0
    due_soon: bool = False
    overdue: bool = False
    told_for: datetime | None = None
    notice: int = 0
    closed: bool = False
    decided: int = 0
    desk: str | None = None
    at_desk: int = 0

    def after_filing(self, version: int) -> Standing:
        return replace(self, filed=version, latest=version) if version > self.latest else self

    def after_withdrawal(self, version: int) -> Standing:
        return replace(self, filed=0, latest=version) if version > self.latest else self

    def after_check(self, report_version: int) -> Standing:
        """The first of two steps was taken."""
        return replace(self, reviewed=max(self.reviewed, report_version))

    def after_review(self, report_version: int) -> Standing:
        reviewed, decided = (max(before, report_version) for before in (self.reviewed, self.decided))
        return replace(self, reviewed=reviewed, decided=decided)

    def after_reroute(self, report_version: int, desk: str) -> Standing:
        return replace(self, desk=desk, at_desk=report_version)

    def desk_of(self, report_version: int) -> str | None:
        """Where a version was passed on to, if it was."""
        return self.desk if self.at_desk == report_version else None

    def after_notice(self, due_at: datetime | None = None, notice: int = 0) -> Standing:
        """The moment from which the unit is reminded has come, or one at which it is reminded again."""
        return replace(self, due_soon=True, told_for=self._told(due_at), notice=notice)

    def after_deadline(self, due_at: datetime | None = None, notice: int = 0) -> Standing:
        return replace(self, overdue=True, told_for=self._told(due_at), notice=notice)

    def after_request(self, due_at: datetime | None = None, notice: int = 0) -> Standing:
        """The time is over in which a body was asked; it is reminded no more."""
        return replace(self, closed=True, told_for=self._told(due_at), notice=notice)

    def after_extension(self, notice: int) -> Standing:
        """The unit has more time: it is reminded anew."""
        return replace(self, due_soon=False, overdue=False, closed=False, told_for=None, notice=notice)

    def _told(self, due_at: datetime | None) -> datetime | None:
        return max((told for told in (self.told_for, due_at) if told), default=None)

    def after_move(self, due_at: datetime | None) -> Standing:
        """The deadline is another, or none: what was told for an earlier one holds no more."""
        if due_at is not None and (self.told_for is None or self.told_for >= due_at):
            return self
        return replace(self, due_soon=False, overdue=False, closed=False, told_for=None)

    @property
    def is_reminded(self) -> bool:
        return self.due_soon or self.overdue or self.closed

    def reminder(self) -> Rule | None:
        """The reminder that the unit should have now: a report taken back is owed again."""
        if self.filed or self.closed:
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
CLOSED = Mootness("Đã hết thời gian đề nghị.", "The time in which the report was asked for is over.")
TOLD_AGAIN = Mootness("Đã có thông báo sau.", "A later alert says so.")
REFILED = Mootness("Đơn vị đã gửi lại hoặc rút báo cáo.", "The unit has refiled or withdrawn the report.")
PASSED_ON = Mootness("Báo cáo đã được chuyển đến nơi xem xét.", "The report was passed on to where it is reviewed.")
REVIEWED = Mootness("Báo cáo đã được xem xét.", "The report has been reviewed.")


def moot(rule: Rule, report_version: int | None, standing: Standing, notice: int | None = None) -> Mootness | None:
    """Why an alert of a rule, about a version of the report where it has one, is moot; None while it is not.

    The order in which events of different services arrive is unknown: asked of what stands, not of what came last.
    """
    version = report_version or 0
    match rule:
        case "due_soon" | "extended" if standing.filed:
            return RECEIVED
        case "due_soon" if standing.closed:
            return CLOSED
        case "due_soon" if standing.overdue:
            return PAST_DUE
        case "due_soon" | "extended" if notice is not None and notice < standing.notice:
            return TOLD_AGAIN
        case "overdue" if standing.filed:
            return RECEIVED
        case "returned" | "return_lying" | "report_received" | "report_checked" | "review_due" if (
            standing.latest > version
        ):
            return REFILED
        case "report_checked" if standing.decided >= version:
            return REVIEWED
        case "report_received" | "review_due" if standing.reviewed >= version:
            return REVIEWED
        case _:
            return None
