"""Last year's campaign as a draft of this year's: its dates moved, its indicators kept, its units looked up anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from chungtay_tasks.directory import Directory, resolve
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.checks import EARLIEST, LATEST
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.lines import note
from chungtay_tasks.domain.drafts.moving import Move
from chungtay_tasks.domain.drafts.standing import Standing, as_content
from chungtay_tasks.domain.drafts.starting import Read
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings, Note, Party
from chungtay_tasks.events.parts import DueRule, ExpectedReport, Group

_LAST_YEARS: dict[str, Any] = {"number": None, "issue_date": None, "based_on": ()}
"""What belongs to last year's paper alone."""


def cloned(standing: Standing, start: date, directory: Directory) -> Read:
    """The campaign as it would be, were its first day `start`; raises Refusal for a day far off."""
    if not EARLIEST <= start <= LATEST:
        raise refusals.date_far_off("period_start", start, EARLIEST, LATEST)
    whole = as_content(standing)
    move = Move(standing.campaign.period.start, start)
    check = Check(directory, start, standing)
    settings = check.settings(_settings(whole.settings, move))
    duties = tuple(check.duty(_duty(duty, move)) for duty in whole.duties)
    notes = [*move.notes, *_papers(whole.settings), *check.notes(), *_past(duties, move)]
    return Read(Content(settings, duties), tuple(notes), {})


def _settings(settings: DraftSettings, move: Move) -> DraftSettings:
    told = {name: move.told(name, getattr(settings, name)) for name in ("period_start", "period_end")}
    named = {name: getattr(settings, name) for name in ("title_vi", "title_en", "slogan_vi")}
    rules = {name: getattr(settings, name) for name in ("report_due", "consolidated_due")}
    return settings.model_copy(
        update={
            **_LAST_YEARS,
            **told,
            **{name: move.title(text) for name, text in named.items() if text},
            **{name: move.rule(name, rule) for name, rule in rules.items() if rule},
            "issue_month": move.month(settings.issue_month) if settings.issue_month else None,
            "key_dates": tuple(
                key.model_copy(update={"date": move.told("key_dates", key.date)}) for key in settings.key_dates
            ),
            "goals_vi": tuple(map(move.title, settings.goals_vi)),
            "more": {name: _moved_rule(name, value, move) for name, value in settings.more.items()},
        }
    )


def _moved_rule(name: str, value: Any, move: Move) -> Any:
    if not name.endswith("recurring") or value is None:
        return value
    return move.rule(name, DueRule.model_validate(value)).model_dump(mode="json")


def _duty(duty: DraftDuty, move: Move) -> DraftDuty:
    """Without its place in a plan: there is none yet."""
    due = move.rule(f"duties.{duty.duty}.due", duty.due) if duty.due else None
    return duty.model_copy(update={"spans": (), "due": due, "title_vi": move.title(duty.title_vi or "") or None})


def _papers(settings: DraftSettings) -> Iterator[Note]:
    if settings.number or settings.issue_date or settings.based_on:
        yield Note(
            field="number", vi="Số, ngày ban hành và căn cứ của năm trước đã bỏ trống; điền theo văn bản mới.",
            en="Number, day of issue and basis were last year's and are left open.",
        )  # fmt: skip


def _past(duties: Iterable[DraftDuty], move: Move) -> Iterator[Note]:
    for duty in duties:
        if move.names_the_past(duty.text or ""):
            yield Note(
                field=f"duties.{duty.duty}.text", vi=f"Nội dung {duty.duty} còn nhắc năm {move.start.year}; xem lại.",
                en=f"The text of {duty.duty} still names {move.start.year}; look at it.",
            )  # fmt: skip


class Check:
    """The units of last year's campaign in the directory of the new first day: who is not there is asked about."""

    def __init__(self, directory: Directory, at: date, standing: Standing) -> None:
        self.directory, self.at, self.standing = directory, at, standing
        self.groups = {group.code for group in standing.campaign.groups}
        self.gone: dict[str, None] = {}

    def stands(self, code: str) -> bool:
        before, now = self.directory.unit(code, self.standing.campaign.period.start), self.directory.unit(code, self.at)
        if code in self.groups or (now is not None and (before is None or before.key == now.key)):
            return True
        self.gone[code] = None
        return False

    def party(self, party: Party) -> Party:
        """A unit that is gone keeps its name alone: the directory is asked what it means now."""
        return party if party.code is None or self.stands(party.code) else Party(name=party.name)

    def settings(self, settings: DraftSettings) -> DraftSettings:
        named = {name: getattr(settings, name) for name in ("issuer", "report_to", "report_via")}
        codes = {name: getattr(settings, name) for name in ("coordinator", "consolidated_by", "consolidated_to")}
        return settings.model_copy(
            update={
                **{name: self.party(party) for name, party in named.items() if party},
                **{name: code if code and self.stands(code) else None for name, code in codes.items()},
                "units": (),
                "groups": tuple(self._group(group) for group in settings.groups),
                "indicators": tuple(
                    one.model_copy(
                        update={"reporters": self._reporters(one.reporters), "owners": self._standing(one.owners)}
                    )
                    for one in settings.indicators
                ),
                "expected_reports": self._expected(settings.expected_reports),
            }
        )

    def duty(self, duty: DraftDuty) -> DraftDuty:
        holders, partners = tuple(map(self.party, duty.holders)), tuple(map(self.party, duty.partners))
        return duty.model_copy(update={"holders": holders, "partners": partners})

    def notes(self) -> Iterator[Note]:
        for code in self.gone:
            name = self.standing.party(code).name
            found = resolve([name], self.directory, self.at)[name]
            after = ", ".join(f"{c.code} {c.name_vi}" for c in found.candidates)
            yield note(
                f"units.{code}",
                f"{code} “{name}” không còn vào ngày {self.at:%d/%m/%Y}." + (f" Kế thừa: {after}." if after else ""),
                f"{code} is not there on {self.at}." + (f" After it: {after}." if after else ""),
            )

    def _group(self, group: Group) -> Group:
        return group.model_copy(update={"members": self._standing(group.members) if group.members else group.members})

    def _standing(self, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if self.stands(code)]

    def _reporters(self, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if code in ("ALL", "XP", "SYSTEM") or self.stands(code)]

    def _expected(self, expected: tuple[ExpectedReport, ...] | None) -> tuple[ExpectedReport, ...] | None:
        """As last year, while all are there; proposed anew from the holders otherwise."""
        if expected is None or not all(self.stands(one.unit) for one in expected):
            return None
        return expected
