"""What the walk through a plan gathers: duties waiting for a holder, and what every paragraph turned out to be."""

from dataclasses import dataclass, field

from chungtay_tasks.plan.dues import Due
from chungtay_tasks.plan.reading import Clause, Confidence, Doubt, KeyDate, Period, Span
from chungtay_tasks.plan.sections import Section
from chungtay_tasks.plan.subjects import Mode


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds what follows, said at `clause`; `place` tells one saying from another."""

    names: tuple[str, ...]
    partners: tuple[str, ...]
    mode: Mode
    clause: str
    place: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What a paragraph inherits from the headings above it."""

    holder: Holder | None = None
    section: Section = "work"
    first_clause: int = 0  # where the document's first clause begins
    assigns: bool = False  # bodies are named beside the paragraph, so that its place may tell one


@dataclass(slots=True)
class Draft:
    start: int
    end: int
    paragraph_start: int
    clause: str
    holder: Holder | None
    has_verb: bool
    dues: list[Due] = field(default_factory=list[Due])
    partners: list[str] = field(default_factory=list[str])
    product: str | None = None
    confidence: Confidence = "high"


@dataclass(slots=True)
class Findings:
    """`kinds` says of each paragraph (by its start) what the rest of it is, when its duties are taken out."""

    drafts: list[Draft] = field(default_factory=list[Draft])
    clauses: list[Clause] = field(default_factory=list[Clause])
    goals: list[Span] = field(default_factory=list[Span])
    key_dates: list[KeyDate] = field(default_factory=list[KeyDate])
    doubts: list[Doubt] = field(default_factory=list[Doubt])
    kinds: dict[int, str] = field(default_factory=dict[int, str])
    period: Period | None = None
