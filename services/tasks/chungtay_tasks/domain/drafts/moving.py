"""Dates moved with a campaign's first day: by whole months where the day of the month stays, by days otherwise."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chungtay_tasks.domain.drafts.lines import note
from chungtay_tasks.events.drafts import Note
from chungtay_tasks.events.parts import DueRule

_DATE = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_MONTH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?!\d)")
_UNTIL = re.compile(r"UNTIL=(\d{4})(\d\d)(\d\d)")


@dataclass(slots=True)
class Move:
    """From one first day to another; `notes` tell what became of each date."""

    start: date
    to: date
    notes: list[Note] = field(default_factory=list[Note])

    @property
    def by_months(self) -> int | None:
        """Whole months, where both first days are the same day of their month."""
        if self.start.day != self.to.day:
            return None
        return (self.to.year - self.start.year) * 12 + self.to.month - self.start.month

    def day(self, day: date) -> date:
        """A month's last day stays its month's last day: 30/6 a month later is 31/7, 29/02 a year later 28/02; a day
        that would leave the calendar stays."""
        try:
            return self._by_days(day) if self.by_months is None else self._by_months(day, self.by_months)
        except (ValueError, OverflowError):
            return day

    def _by_days(self, day: date) -> date:
        return day + (self.to - self.start)

    def _by_months(self, day: date, months: int) -> date:
        index = day.year * 12 + day.month - 1 + months
        year, month = index // 12, index % 12 + 1
        last = monthrange(year, month)[1]
        was_last = day.day == monthrange(day.year, day.month)[1]
        return date(year, month, last if was_last else min(day.day, last))

    def told(self, field_name: str, day: date | None) -> date | None:
        """A day moved, and a note of it."""
        if day is None:
            return None
        moved = self.day(day)
        vi, en = self._why(day, moved)
        self.notes.append(note(field_name, f"{day:%d/%m/%Y} → {moved:%d/%m/%Y}: {vi}", f"{day} → {moved}: {en}"))
        return moved

    def _why(self, day: date, moved: date) -> tuple[str, str]:
        months = self.by_months
        if months is None:
            days = (self.to - self.start).days
            return f"dời {days:+} ngày như ngày bắt đầu.", f"moved by {days:+} days, as the first day was."
        if moved.day != day.day or _is_last(day):
            return (
                f"ngày cuối tháng vẫn là ngày cuối tháng, {months:+} tháng.",
                f"a month's last day stays a month's last day, {months:+} months.",
            )
        return f"giữ ngày {day.day} của tháng, {months:+} tháng.", f"the day of the month stays, {months:+} months."

    def month(self, month: str) -> str:
        """2024-06."""
        year, _, number = month.partition("-")
        moved = self._on(year, number, "1")
        return moved.isoformat()[:7] if moved else month

    def rule(self, field_name: str, rule: DueRule) -> DueRule:
        """A due rule with its date moved, and its words after it; what repeats on a day of the week or of the month
        repeats on."""
        recurrence = _UNTIL.sub(self._until, rule.recurrence) if rule.recurrence else None
        if recurrence and recurrence == rule.recurrence:
            self.notes.append(
                note(
                    field_name,
                    f"“{rule.text}”: chu kỳ theo ngày trong tuần, trong tháng giữ nguyên.",
                    f"“{rule.text}” repeats by the day of the week or month and stays.",
                )
            )  # fmt: skip
        return rule.model_copy(
            update={
                "date": self.told(field_name, rule.date),
                "recurrence": recurrence,
                "text": self.words(rule.text),
            }
        )

    def _until(self, match: re.Match[str]) -> str:
        moved = self._on(*match.groups())
        return f"UNTIL={moved.isoformat().replace('-', '')}" if moved else match[0]

    def _on(self, year: str, month: str, day: str) -> date | None:
        """The day of these numbers moved; None where there is no such day."""
        try:
            return self.day(date(int(year), int(month), int(day)))
        except ValueError:
            return None

    def words(self, text: str) -> str:
        """A text with its dates moved, full ones and months ("6/2024")."""
        return _MONTH.sub(self._month_in_words, _DATE.sub(self._in_words, text))

    def _in_words(self, match: re.Match[str]) -> str:
        day, mark, month, year = match.groups()
        moved = self._on(year, month, day)
        if moved is None:
            return match[0]
        return f"{moved.day:0{len(day)}}{mark}{moved.month:0{len(month)}}{mark}{moved.year}"

    def _month_in_words(self, match: re.Match[str]) -> str:
        moved = self._on(match[2], match[1], "1")
        return f"{moved.month:0{len(match[1])}}/{moved.year}" if moved else match[0]

    def title(self, text: str) -> str:
        """A title with its dates moved, and the year it names as well."""
        years: Mapping[str, str] = {str(self.start.year): str(self.to.year)}
        return _YEAR.sub(lambda m: years.get(m[0], m[0]), self.words(text))

    def names_the_past(self, text: str) -> bool:
        """Whether a text names a year that the campaign has left."""
        return self.to.year != self.start.year and str(self.start.year) in _YEAR.findall(text)


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
