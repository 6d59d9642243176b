"""What the plan reader finds of annotated plans, as a table with every miss named below it.

    scores.py FOLDER…      reads each NAME.txt beside its NAME.gold.json

A gold file names, for each assignment, its clause, mode, agencies, partners (optional), the first words of its duties
and its deadlines: "before 2024-06-30 16:00", "by FREQ=WEEKLY;BYDAY=FR 14:00", "by P10D after kết thúc đợt kiểm tra".
A gold file with "kind": "own" annotates its plan whole, so that whatever else is found counts against precision.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chungtay_tasks.plan import PlanReading, read_plan
from chungtay_tasks.plan.reading import Assignment, DueRule, Duty

COLUMNS = ("head", "agencies", "no others", "duties", "no more", "clauses", "modes", "deadlines", "none else", "report")
Gold = dict[str, Any]


def fold(text: str) -> str:
    """Words without case, marks and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w/]+", " ", plain.replace("đ", "d").replace("Đ", "d").lower()).split())


@dataclass
class Score:
    hits: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in COLUMNS})
    misses: list[str] = field(default_factory=list[str])
    coverage: float = 0.0

    def mark(self, column: str, ok: object, what: str) -> None:
        self.hits[column][0] += bool(ok)
        self.hits[column][1] += 1
        if not ok:
            self.misses.append(f"{column}: {what}")

    def share(self, column: str) -> float:
        hit, of = self.hits[column]
        return hit / of if of else 1.0


def score(reading: PlanReading, gold: Gold) -> Score:
    result = Score(coverage=_coverage(reading))
    _head(reading, gold, result)
    found = [(a, d) for a in reading.assignments for d in a.duties]
    placed = _placed(gold, found)
    for index, want in enumerate(gold["assignments"]):
        _assignment(want, [found[place] for place in placed[index] if place is not None], placed[index], result)
        _deadlines(want, reading, [found[place] for place in placed[index] if place is not None], result)
    if gold["kind"] == "own":
        _nothing_else(reading, gold, found, placed, result)
    else:
        _no_other_names(reading, gold, result)
    return result


def _same(one: str, other: str) -> bool:
    one, other = fold(one), fold(other)
    return one == other or (min(len(one), len(other)) > 5 and (one in other or other in one))


def _head(reading: PlanReading, gold: Gold, result: Score) -> None:
    got: dict[str, object] = {"issuer": reading.issuer, "number": reading.number, "issue_date": reading.issue_date}
    got |= {"period_start": reading.period.start, "period_end": reading.period.end}
    if gold["kind"] == "own":
        got["title"] = reading.title
    for name, value in got.items():
        want = gold.get(name)
        ok = fold(str(want)) in fold(str(value)) if want else not value
        result.mark("head", ok, f"{name}: want {want!r}, got {str(value)!r}")
    if day := gold.get("report_deadline"):
        how = "by" if gold.get("report_comparison") == "not_later_than" else "before"
        dues = [report.due for report in reading.reports if report.due]
        result.mark("report", any(str(d.date) == day and d.comparison == how for d in dues), f"due {how} {day}")
    if to := gold.get("report_to"):
        whom, _, via = to.partition(" (qua ")
        ok = any(
            fold(whom) in fold(report.to or report.via or "") and fold(via) in fold(f"{report.via} {report.to}")
            for report in reading.reports
        )
        result.mark("report", ok, f"to {to}, got {[(r.to, r.via) for r in reading.reports]}")


def _placed(gold: Gold, found: Sequence[tuple[Assignment, Duty]]) -> list[list[int | None]]:
    """For each gold assignment, where its duties were found: each found duty serves one annotation only."""
    used: set[int] = set()
    texts = [fold(duty.text) for _, duty in found]
    placed: list[list[int | None]] = []
    for want in gold["assignments"]:
        mine = [i for i, (a, _) in enumerate(found) if any(_same(n, g) for n in a.holders for g in want["agencies"])]
        places: list[int | None] = []
        for words in want["first_words"]:
            free = [i for i in mine if i not in used and fold(words) in texts[i]]
            place = min(free, key=lambda i: len(texts[i]), default=None)
            used |= {place} if place is not None else set()
            places.append(place)
        placed.append(places)
    return placed


def _assignment(want: Gold, mine: Sequence[tuple[Assignment, Duty]], places: Sequence[object], result: Score) -> None:
    label = f"{want['clause']} {want['agencies'][0]}"
    for words, place in zip(want["first_words"], places, strict=True):
        result.mark("duties", place is not None, f"{label}: {words}")
    whole = "partners" in want  # the gold file tells who leads from who helps, so the names must be the very same
    for agency in want["agencies"]:
        names = [name for a, _ in mine for name in (a.holders if whole else [*a.holders, *a.partners])]
        ok = any(fold(agency) == fold(name) if whole else _same(agency, name) for name in names)
        result.mark("agencies", ok, f"{label}: {agency}")
    for partner in want.get("partners", []):
        names = [name for a, d in mine for name in [*a.partners, *d.partners]]
        result.mark("agencies", any(fold(partner) == fold(name) for name in names), f"{label}: with {partner}")
    if mine:
        result.mark("modes", all(a.mode == want["mode"] for a, _ in mine), f"{label}: {want['mode']}")
        clauses = sorted({a.clause for a, _ in mine})
        result.mark("clauses", want["clause"] in clauses, f"{label}: got {clauses}")


def _deadlines(want: Gold, reading: PlanReading, mine: Sequence[tuple[Assignment, Duty]], result: Score) -> None:
    rules = [rule for _, duty in mine for rule in duty.due]
    rules += [report.due for report in reading.reports if report.due and report.start in {d.start for _, d in mine}]
    for deadline in want.get("deadlines", []):
        if re.match(r"(?:before|by|during)(?!\w)", deadline):
            ok = any(_meets(rule, deadline) for rule in rules)
            result.mark("deadlines", ok, f"{want['clause']} {want['agencies'][0]}: {deadline}, got {_few(rules)}")


def _meets(rule: DueRule, deadline: str) -> bool:
    stated, _, after = deadline.partition(" after ")
    how, *parts = stated.split()
    said = {str(rule.date), rule.time, rule.recurrence, rule.within}
    return rule.comparison == how and set(parts) <= said and fold(after) in fold(rule.after or "")


def _few(rules: Sequence[DueRule]) -> list[str]:
    return [
        " ".join(str(part) for part in (r.comparison, r.date, r.time, r.recurrence, r.within, r.after) if part)
        for r in rules
    ]


def _nothing_else(
    reading: PlanReading,
    gold: Gold,
    found: Sequence[tuple[Assignment, Duty]],
    placed: list[list[int | None]],
    result: Score,
) -> None:
    owner = {place: want for want, places in zip(gold["assignments"], placed, strict=True) for place in places}
    for index, (assignment, duty) in enumerate(found):
        want = owner.get(index)
        result.mark("no more", want, f"{assignment.clause} {assignment.holders[0]}: {duty.text[:70]}")
        if want is None:
            continue
        known = [*want["agencies"], *want.get("partners", [])]
        for name in [*assignment.holders, *assignment.partners]:
            ok = any(fold(name) == fold(one) for one in known)
            result.mark("no others", ok, f"{assignment.clause}: {name}")
        for rule in duty.due:
            ok = any(_meets(rule, deadline) for deadline in want["deadlines"])
            result.mark("none else", ok, f"{assignment.clause} {assignment.holders[0]}: {_few([rule])[0]}")
    for lost in reading.unassigned:
        ok = any(fold(words) in fold(lost.text) for words in gold.get("unassigned", []))
        result.mark("no more", ok, f"unassigned: {lost.text[:70]}")


def _no_other_names(reading: PlanReading, gold: Gold, result: Score) -> None:
    known = [name for want in gold["assignments"] for name in want["agencies"]]
    names = {fold(n): n for a in reading.assignments for n in [*a.holders, *a.partners] if len(n.split()) <= 40}
    for _, name in sorted(names.items()):
        result.mark("no others", any(_same(name, one) for one in known), f"not annotated: {name}")


def _coverage(reading: PlanReading) -> float:
    seen = bytearray(len(reading.text))
    duties = [duty for assignment in reading.assignments for duty in assignment.duties]
    for span in [*duties, *reading.context, *reading.unassigned]:
        seen[span.start : span.end] = b"\x01" * (span.end - span.start)
    words = [index for index, c in enumerate(reading.text) if c.isalnum()]
    return sum(seen[index] for index in words) / len(words) if words else 1.0


def scored(text: Path) -> Score:
    gold = json.loads(text.with_name(f"{text.stem}.gold.json").read_text(encoding="utf-8"))
    return score(read_plan(text.read_text(encoding="utf-8")), gold)


def table(scores: dict[str, Score]) -> Iterator[str]:
    width = max(map(len, [*scores, "all plans"]))
    yield " ".join([" " * width, *(f"{name:>9}" for name in COLUMNS), " coverage"])
    for name, one in scores.items():
        cells = (f"{hit}/{of}" if of else "-" for hit, of in one.hits.values())
        yield " ".join([f"{name:{width}}", *(f"{cell:>9}" for cell in cells), f"{one.coverage:9.2%}"])
    totals = {c: [sum(s.hits[c][i] for s in scores.values()) for i in (0, 1)] for c in COLUMNS}
    shares = (f"{hit / of:.1%}" if of else "-" for hit, of in totals.values())
    yield " ".join([f"{'all plans':{width}}", *(f"{share:>9}" for share in shares)])
    for name, one in scores.items():
        if one.misses:
            yield f"{name}:"
        yield from (f"  miss {miss}" for miss in one.misses)


def main(folders: Sequence[str]) -> None:
    texts = [text for folder in folders for text in sorted(Path(folder).glob("*.txt"))]
    print("\n".join(table({text.stem: scored(text) for text in texts})))


if __name__ == "__main__":
    main(sys.argv[1:])
