"""A draft from a plan's reading: settings and duties as the plan says them, and whom its names mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungtay_tasks.directory import Directory, resolve
from chungtay_tasks.domain.drafts import stretches
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.found import Assignment, Duty, Reading, Report
from chungtay_tasks.domain.drafts.lines import line
from chungtay_tasks.domain.drafts.naming import Naming
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings, Note, Party, Stretch
from chungtay_tasks.events.parts import Basis, DueRule, KeyDate

NO_CLAUSE = "VB"
"""Văn bản: the clause of what stands in none."""

_LEADING_VERB = re.compile(r"^(?:tổ chức|triển khai(?: thực hiện)?|thực hiện|về việc|v/v)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """A draft's content as it was read, what was proposed beyond the plan's own words, and whom its names mean."""

    content: Content
    notes: tuple[Note, ...]
    names: Mapping[str, str | None]


def read(
    reading: Reading, directory: Directory, today: date, coordinator: str | None, known: Mapping[str, str] | None = None
) -> Read:
    """`today` is the day units are looked up for where the plan tells no day; `known` are names that people settled."""
    at = reading.period.start or reading.issue_date or today
    issuer = _issuer(reading, directory, at)
    naming = Naming(directory, at, issuer.code if issuer else None, dict(known or {}))
    report = _report(reading)
    partners = [name for a in reading.assignments for d in a.duties for name in (*a.partners, *d.partners)]
    naming.learn([name for a in reading.assignments for name in a.holders], partners)
    naming.learn([], [name for name in (report.to, report.via) if name])
    settings = _settings(reading, report, naming).model_copy(
        update={"issuer": issuer, "coordinator": coordinator, "groups": tuple(naming.groups.values())}
    )
    duties = tuple(_duties(reading, naming))
    loose = [Stretch(start=p.start, end=p.end) for p in reading.unassigned if p.start < p.end]
    held = [span for duty in duties for span in duty.spans]
    return Read(
        Content(settings, duties, stretches.without(loose, held)), tuple(naming.notes), dict(naming.codes)
    )  # fmt: skip


def _issuer(reading: Reading, directory: Directory, at: date) -> Party | None:
    if reading.issuer is None:
        return None
    name = line(reading.issuer)
    return Party(name=name, code=resolve([name], directory, at)[name].code)


def _report(reading: Reading) -> Report:
    """The report that units owe: rather one that says until when and to whom than one that does not."""
    told = sorted(reading.reports, key=lambda r: (not (r.due and r.due.date), r.to is None))
    return told[0] if told else Report()


def _settings(reading: Reading, report: Report, naming: Naming) -> DraftSettings:
    titles = [line(title) for title in reading.signer.title_lines if title.strip()]
    return DraftSettings(
        title_vi=_title(reading.title),
        slogan_vi=line(reading.slogan) if reading.slogan else None,
        document_kind=_sentence(reading.kind),
        number=reading.number,
        symbol=reading.symbol or (reading.number or "").partition("/")[2] or None,
        issue_date=reading.issue_date,
        issue_month=reading.issue_month,
        place=reading.place,
        period_start=reading.period.start,
        period_end=reading.period.end,
        based_on=tuple(
            Basis(number=b.number, date=b.date, issuer_vi=line(b.issuer))
            for b in reading.basis
            if b.number and b.date and b.issuer
        ),
        goals_vi=tuple(line(goal.text) for goal in reading.goals),
        key_dates=tuple(KeyDate(date=k.date, title_vi=line(k.title)) for k in reading.key_dates),
        signer_authority=" ".join(titles[:-1]) or None,
        signer_position=_sentence(titles[-1]) if titles else None,
        recipients=tuple(line(recipient) for recipient in reading.recipients if recipient.strip()),
        report_to=naming.party(report.to) if report.to else None,
        report_via=naming.party(report.via) if report.via else None,
        report_due=report.due.rule if report.due and (report.due.date or report.due.recurrence) else None,
        more=_recurring(reading, report),
    )


def _recurring(reading: Reading, report: Report) -> dict[str, Any]:
    """A report that recurs beside the final one."""
    rules = [r.due.rule for r in reading.reports if r is not report and r.due and r.due.recurrence]
    return {"unit_report.recurring": rules[0].model_dump(mode="json")} if rules and report.due else {}


def _title(title: str | None) -> str | None:
    """What the campaign is called: the plan's subject without the verb before it."""
    if not title or not title.strip():
        return None
    bare = _LEADING_VERB.sub("", line(title))
    return bare[:1].upper() + bare[1:]


def _sentence(shouted: str | None) -> str | None:
    """PHÓ CHỦ TỊCH as Phó Chủ tịch: what is printed in capitals is a title, not a cry."""
    if shouted is None or not shouted.strip():
        return None
    words = line(shouted)
    return words.capitalize().replace("chủ tịch", "Chủ tịch") if words.isupper() else words


def _duties(reading: Reading, naming: Naming) -> Iterator[DraftDuty]:
    inside: Counter[str] = Counter()
    for number, (assignment, duty) in enumerate(_in_order(reading), 1):
        clause = assignment.clause or NO_CLAUSE
        inside[clause] += 1
        yield DraftDuty(
            duty=name_of(number),
            clause=clause,
            label=f"{clause}.{letter(inside[clause])}",
            spans=(Stretch(start=duty.start, end=duty.end),),
            mode=assignment.mode,
            holders=naming.parties(assignment.holders),
            partners=naming.parties(n for n in (*assignment.partners, *duty.partners) if n not in assignment.holders),
            due=_due(duty),
        )


def _in_order(reading: Reading) -> list[tuple[Assignment, Duty]]:
    found = [(a, d) for a in reading.assignments for d in a.duties if d.start < d.end]
    return sorted(found, key=lambda pair: pair[1].start)


def _due(duty: Duty) -> DueRule | None:
    """The first deadline with a date, or else the first that repeats or follows an event."""
    told = sorted(duty.due, key=lambda due: due.date is None)
    return told[0].rule if told else None


def name_of(number: int) -> str:
    return f"D{number:02}"


def letter(number: int) -> str:
    """a, b … z, aa, ab …"""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("a") + left) + letters
    return letters
