"""The whole way from a plan's text to its reading."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from chungtay_tasks.plan.addressed import is_everybody
from chungtay_tasks.plan.agencies import is_group
from chungtay_tasks.plan.basis import citations
from chungtay_tasks.plan.closing import closing_of
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.drafts import Draft, Findings, Holder
from chungtay_tasks.plan.dues import impossible_days, ranges_in
from chungtay_tasks.plan.duties import is_pointer
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.header import Header, header_of
from chungtay_tasks.plan.keydates import key_dates
from chungtay_tasks.plan.outline import outline
from chungtay_tasks.plan.periods import announced_period
from chungtay_tasks.plan.reading import (
    Assignment,
    Context,
    Doubt,
    DueRule,
    Duty,
    Group,
    Period,
    PlanReading,
    Removed,
    Unassigned,
)
from chungtay_tasks.plan.reports import reports_in
from chungtay_tasks.plan.secrecy import refuse_secrets
from chungtay_tasks.plan.text import paragraphs_of, repair
from chungtay_tasks.plan.walk import walk
from chungtay_tasks.plan.zones import Zones, zones_of


def read_plan(text: str) -> PlanReading:
    """Reads a plan's text. Any text gives a reading; one marked as a State secret raises PlanRefused.

    Duties, context and unassigned together cover every letter and digit of `PlanReading.text`.
    """
    repaired = repair(text)
    doc = Folded.of(repaired.text)
    paragraphs = list(paragraphs_of(repaired.text))
    zones = zones_of(doc, paragraphs)
    refuse_secrets(doc, zones)
    header = header_of(doc, zones)
    found = walk(doc, outline(doc, zones.body, zones.annexes), header.years, header.addressees, header.issuer)
    recipients, signer = closing_of(doc, zones.closing)
    assignments = _assignments(doc, found.drafts)
    unassigned = _unassigned(doc, found.drafts)
    return PlanReading(
        text=doc.text,
        kind=header.kind,
        title=header.title,
        issuer=header.issuer,
        superior=header.superior,
        number=header.number,
        symbol=header.symbol,
        place=header.place,
        issue_date=header.issue_date,
        issue_month=header.issue_month,
        period=found.period or announced_period(doc, zones.header, header.years) or Period(start=None, end=None),
        slogan=header.slogan,
        basis=header.basis,
        goals=found.goals,
        clauses=found.clauses,
        assignments=assignments,
        reports=list(reports_in(doc, found.drafts)),
        groups=list(_groups(assignments, header.addressees)),
        key_dates=list(key_dates(doc, zones.body, _taken(doc, zones, found, header.years), header.years)),
        addressees=header.addressees,
        recipients=recipients,
        signer=signer,
        context=list(_context(doc, paragraphs, zones, found)),
        unassigned=unassigned,
        doubts=sorted(_doubts(doc, header, found), key=lambda d: (d.start, d.why)),
        removed=[Removed(text=removed.text, why=removed.why) for removed in repaired.removed],
    )


def _assignments(doc: Folded, drafts: Sequence[Draft]) -> list[Assignment]:
    """Drafts of one saying of a holder, in the order they stand."""
    gathered: dict[Holder, list[Duty]] = {}
    for draft in drafts:
        if draft.holder:
            gathered.setdefault(draft.holder, []).append(_duty(doc, draft))
    return [
        Assignment(
            clause=holder.clause,
            mode=holder.mode,
            holders=list(holder.names),
            partners=list(holder.partners),
            duties=duties,
        )
        for holder, duties in gathered.items()
    ]


def _duty(doc: Folded, draft: Draft) -> Duty:
    return Duty(
        text=doc.text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        paragraph_start=draft.paragraph_start,
        due=_rules(draft),
        partners=draft.partners,
        pointer=is_pointer(doc, draft.start, draft.end),
        product=draft.product,
        confidence=draft.confidence,
    )


def _rules(draft: Draft) -> list[DueRule]:
    return [due.rule for due in draft.dues]


def _unassigned(doc: Folded, drafts: Sequence[Draft]) -> list[Unassigned]:
    return [
        Unassigned(text=doc.text[d.start : d.end], start=d.start, end=d.end, why="no_agency", due=_rules(d))
        for d in drafts
        if d.holder is None
    ]


def _groups(assignments: Sequence[Assignment], addressees: Sequence[str]) -> Iterator[Group]:
    seen: set[str] = set()
    for assignment in assignments:
        for name in assignment.holders:
            if is_group(name) and name not in seen:
                seen.add(name)
                members = list(addressees) if addressees and is_everybody(name) else None
                yield Group(name=name, clause=assignment.clause, members=members)


def _taken(doc: Folded, zones: Zones, found: Findings, years: Years) -> list[tuple[int, int]]:
    dues = [(due.start, due.end) for draft in found.drafts for due in draft.dues]
    cited = [(basis.start, basis.end) for paragraph in zones.body for basis in citations(doc, *paragraph)]
    ranges = [(due.start, due.end) for paragraph in zones.body for due in ranges_in(doc, *paragraph, years)]
    return dues + cited + ranges


def _context(doc: Folded, paragraphs: Sequence[tuple[int, int]], zones: Zones, found: Findings) -> Iterator[Context]:
    """Every stretch with a letter or digit that is no duty, with what it is."""
    kinds = (
        found.kinds
        | dict.fromkeys((s for s, _ in zones.header), "header")
        | dict.fromkeys((s for s, _ in zones.closing), "closing")
    )
    spans = sorted((draft.start, draft.end) for draft in found.drafts)
    place = 0
    for start, end in paragraphs:
        inside: list[tuple[int, int]] = []
        while place < len(spans) and spans[place][0] < end:
            inside.append(spans[place])
            place += 1
        edges = [(start, start), *inside, (end, end)]
        for (_, left), (right, _) in pairwise(edges):
            begin, stop = doc.trim(left, right)
            if any(c.isalnum() for c in doc.text[begin:stop]):
                yield Context(text=doc.text[begin:stop], start=begin, end=stop, kind=kinds.get(start, "statement"))


def _doubts(doc: Folded, header: Header, found: Findings) -> Iterator[Doubt]:
    yield from header.doubts
    yield from found.doubts
    holders = {draft.holder: draft for draft in reversed(found.drafts) if draft.holder}
    for holder, draft in holders.items():
        if len(holder.names) > 1:
            yield doubt("no_lead_named", doc, draft.start, draft.end)
        if any(is_group(name) and not (header.addressees and is_everybody(name)) for name in holder.names):
            yield doubt("members_unlisted", doc, draft.start, draft.end)
    for draft in found.drafts:
        yield from _doubts_of(doc, draft, header)


def _doubts_of(doc: Folded, draft: Draft, header: Header) -> Iterator[Doubt]:
    if is_pointer(doc, draft.start, draft.end):
        yield doubt("pointer_duty", doc, draft.start, draft.end)
    for span in impossible_days(doc, draft.start, draft.end):
        yield doubt("impossible_date", doc, *span)
    for due in draft.dues:
        if due.inferred:
            yield doubt("year_inferred", doc, due.start, due.end)
        if due.rule.date and header.issue_date and due.rule.date < header.issue_date:
            yield doubt("due_before_issue", doc, due.start, due.end)
