"""How much of a plan's text became duties, how much is context, and what nobody could be found for.

Shares are of letters and digits; duty, context and unassigned together are the whole text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chungtay_tasks.plan.reading import PlanReading, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch to look at: which line of the text it stands on (from 1), under which clause, and why."""

    line: int
    clause: str
    start: int
    end: int
    text: str
    why: str
    vi: str
    en: str
    unassigned: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Letters and digits by what they were taken for; `missed` is what was taken for nothing and always 0."""

    letters: int
    duty: int
    context: int
    unassigned: int
    missed: int
    pieces: Sequence[Piece]

    def share(self, letters: int) -> float:
        return letters / self.letters if self.letters else 0.0


_NOBODY = ("Không tìm thấy cơ quan thực hiện.", "Nobody was found to do it.")
_UNSURE = ("Chưa chắc đây là nhiệm vụ.", "It is not sure that this is a duty.")


def coverage(reading: PlanReading) -> Coverage:
    duties = [duty for assignment in reading.assignments for duty in assignment.duties]
    taken = bytearray(len(reading.text))
    for rank, spans in ((1, reading.context), (2, reading.unassigned), (3, duties)):
        for span in spans:
            taken[span.start : span.end] = bytes([rank]) * (span.end - span.start)
    counts = [0, 0, 0, 0]
    for character, rank in zip(reading.text, taken, strict=True):
        counts[rank] += character.isalnum()
    missed, context, unassigned, duty = counts
    pieces = sorted(_pieces(reading), key=lambda piece: (piece.start, not piece.unassigned, piece.why))
    return Coverage(sum(counts), duty, context, unassigned, missed, pieces)


def _pieces(reading: PlanReading) -> Iterator[Piece]:
    for one in reading.unassigned:
        yield _piece(reading, one, one.why, *_NOBODY, unassigned=True)
    for one in reading.doubts:
        yield _piece(reading, one, one.why, one.vi, one.en)
    doubted = [(one.start, one.end) for one in reading.doubts]
    for duty in (duty for assignment in reading.assignments for duty in assignment.duties):
        if duty.confidence == "low" and not _touches(duty, doubted):
            yield _piece(reading, duty, "low_confidence", *_UNSURE)


def _touches(span: Span, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in stretches)


def _piece(reading: PlanReading, span: Span, why: str, vi: str, en: str, *, unassigned: bool = False) -> Piece:
    line = reading.text.count("\n", 0, span.start) + 1
    before = [clause for clause in reading.clauses if clause.start <= span.start]
    clause = max(before, key=lambda one: one.start).clause if before else ""
    return Piece(line, clause, span.start, span.end, span.text, why, vi, en, unassigned)
