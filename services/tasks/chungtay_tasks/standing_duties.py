"""When a duty that names no single day is due next, in words: at its next occurrence, or once an event has come."""

from __future__ import annotations

from chungtay_tasks.board import Board
from chungtay_tasks.domain.days_left import NO_DEADLINE, Said
from chungtay_tasks.events import DueRule
from chungtay_tasks.explaining.words import each
from chungtay_tasks.recurrences import days_of


def next_due(board: Board, rule: DueRule) -> Said:
    """Of a rule that comes to no single instant."""
    if rule.recurrence:
        return _recurring(board, rule, *each(rule.recurrence))
    if rule.after:
        return f"chờ sự kiện: {rule.after}", f"waits for: {rule.after}"
    return NO_DEADLINE


def _recurring(board: Board, rule: DueRule, vi: str, en: str) -> Said:
    days = days_of(rule.recurrence or "", board.campaign.period)
    if days is None:
        return vi, en
    occurrences = (board.deadline(rule.model_copy(update={"date": day, "recurrence": None})) for day in days)
    coming = next((due for due in occurrences if due and due.due_at > board.now), None)
    if coming is None:
        return f"đã qua kỳ cuối ({vi})", f"the last occurrence has passed ({en})"
    day = f"{coming.last_valid_day:%d/%m/%Y}"
    return f"kỳ tới {day} ({vi})", f"next on {day} ({en})"
