"""What can be wrong with the rule by which units report: each of its deadlines must come to an instant."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.cycles import cycle_of
from chungtay_tasks.domain import deadline_refusals, refusals
from chungtay_tasks.events import DueRule
from chungtay_tasks.report_periods import MOST, owed


def report_rule_problems(command: PublishCampaign) -> Iterator[Refusal]:
    rule = command.unit_report
    once, recurring = rule.due, rule.recurring
    if not (once.date or once.recurrence or recurring):
        yield refusals.due_rule_invalid(
            "unit_report.due.date", once.text,
            expected_vi="một ngày hoặc một chu kỳ: báo cáo phải có hạn rõ ràng",
            expected_en="a date or a recurrence: a report needs a clear deadline",
        )  # fmt: skip
    if recurring and once.recurrence:
        yield refusals.due_rule_invalid(
            "unit_report.recurring", recurring.text, expected_vi="chu kỳ nêu một lần, ở due hoặc ở recurring",
            expected_en="the recurrence once, in due or in recurring",
        )  # fmt: skip
    for field, named in (("due", once if once.recurrence else None), ("recurring", recurring)):
        if named:
            yield from _cycle(f"unit_report.{field}.recurrence", named)
    yield from _number(command)
    if rule.terms.lock is not None and rule.terms.lock < rule.terms.grace:
        yield deadline_refusals.lock_before_grace(rule.terms.lock, rule.terms.grace)


def _cycle(field: str, rule: DueRule) -> Iterator[Refusal]:
    if cycle_of(rule.recurrence or "") is None:
        yield refusals.due_rule_invalid(
            field, rule.text,
            expected_vi="mỗi tuần, tháng, quý, nửa năm hoặc năm một báo cáo, ví dụ FREQ=MONTHLY;BYMONTHDAY=25",
            expected_en="a report a week, month, quarter, half-year or year, such as FREQ=MONTHLY;BYMONTHDAY=25",
        )  # fmt: skip


def _number(command: PublishCampaign) -> Iterator[Refusal]:
    """Only of a campaign whose days make sense: others are refused for those."""
    period = command.period
    try:
        zone = ZoneInfo(command.timezone)
    except (KeyError, ValueError, OSError):
        return
    due = command.unit_report.due.date or period.end
    if not 0 <= (max(due, period.end) - period.start).days <= _LONGEST:
        return
    found = owed(command.unit_report, period, zone)
    if found and len(found.periods) > MOST:
        yield refusals.due_rule_invalid(
            "unit_report", command.unit_report.due.text, expected_vi=f"nhiều nhất {MOST} kỳ báo cáo",
            expected_en=f"at most {MOST} recurring reports",
        )  # fmt: skip


_LONGEST = 366 * 200
