"""A draft as its events leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal

from chungtay_kernel.events import Event
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.operations import apply
from chungtay_tasks.events.drafts import DraftDiscarded, DraftEdited, DraftPublished, DraftStarted, Set

Standing = Literal["none", "open", "published", "discarded"]
Past = Mapping[int, tuple[Content, Content]]
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DraftState:
    """One stream holds a campaign's drafts one after the other; `past` are the edits of the last, before and after;
    `said` are settings that somebody gave a word about, if only that they stand."""

    version: int = 0
    started: DraftStarted | None = None
    standing: Standing = "none"
    content: Content = field(default_factory=Content)
    past: Past = field(default_factory=dict[int, tuple[Content, Content]])
    said: frozenset[str] = _NOTHING

    @property
    def is_open(self) -> bool:
        return self.standing == "open"

    @property
    def first(self) -> Content:
        """As it was started."""
        return content_of(self.started) if self.started else Content()

    @property
    def duty_names(self) -> frozenset[str]:
        """Every name a duty of this draft ever had: none is given twice."""
        contents = [self.first, *(after for _, after in self.past.values())]
        return frozenset(duty.duty for content in contents for duty in content.duties)


def evolve(state: DraftState, event: Event) -> DraftState:
    version = state.version + 1
    match event:
        case DraftStarted():
            return DraftState(version, event, "open", content_of(event))
        case DraftEdited():
            after = reduce(lambda content, op: apply(content, op, state.past), event.operations, state.content)
            past = {**state.past, version: (state.content, after)}
            said = state.said | {op.field for op in event.operations if isinstance(op, Set)}
            return replace(state, version=version, content=after, past=past, said=said)
        case DraftPublished():
            return replace(state, version=version, standing="published")
        case DraftDiscarded():
            return replace(state, version=version, standing="discarded")
        case _:
            return state


def content_of(started: DraftStarted) -> Content:
    return Content(started.settings, started.duties, started.unassigned)
