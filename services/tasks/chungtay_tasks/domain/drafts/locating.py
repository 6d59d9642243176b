"""Words that somebody quotes, found in the text they are quoted from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from chungtay_tasks.domain.drafts import refused, stretches
from chungtay_tasks.domain.drafts.content import Content, text_of
from chungtay_tasks.events.drafts import DraftDuty, Piece, Stretch

_EDGES = " \t\n;,–-+•"


def cut(duty: DraftDuty, text: str, before: Sequence[str], names: Iterable[tuple[str, str]]) -> tuple[Piece, ...]:
    """A duty's pieces; `names` are (duty, label) of each. Where people rewrote a duty, its own words are cut; what the
    plan says is cut at the same words, or, where it does not have them, stays with the first piece.

    Raises Refusal.
    """
    words = _in_pieces(text_of(duty, text), before)
    spans = _spans(duty, text, before)
    return tuple(
        Piece(duty=name, label=label, spans=span, text=said if duty.text or not span else None)
        for (name, label), said, span in zip(names, words, spans, strict=True)
    )


def _in_pieces(whole: str, before: Sequence[str]) -> list[str]:
    places = [0]
    for words in before:
        found = _quoted(words).search(whole, places[-1])
        if found is None or found.start() == 0:
            raise refused.words_not_found("before", words, "nhiệm vụ", "the duty")
        places.append(found.start())
    ends = [*places[1:], len(whole)]
    pieces = [whole[start:end].strip(_EDGES) for start, end in zip(places, ends, strict=True)]
    if not all(any(c.isalnum() for c in piece) for piece in pieces):
        raise refused.words_not_found("before", before[0], "giữa nhiệm vụ", "the middle of the duty")
    return pieces


def _spans(duty: DraftDuty, text: str, before: Sequence[str]) -> list[tuple[Stretch, ...]]:
    cuts, start = list[int](), 0
    for words in before:
        hits = (
            m.start() for span in duty.spans for m in _quoted(words).finditer(text, max(span.start, start), span.end)
        )
        place = next(hits, None)
        if place is None:
            return [duty.spans, *(() for _ in before)]
        cuts.append(place)
        start = place + 1
    edges = [0, *cuts, len(text) + 1]
    return [stretches.common(duty.spans, [Stretch(start=left, end=right)]) for left, right in pairwise(edges)]


def quoted(content: Content, text: str, words: str) -> tuple[Stretch, ...]:
    """Where words stand that no duty holds; nothing where the plan does not say them. Raises Refusal (text_held)."""
    found = [Stretch(start=m.start(), end=m.end()) for m in _quoted(words).finditer(text)] if text else []
    free = [piece for piece in found if not stretches.touch(content.held, [piece])]
    if free:
        unassigned = [piece for piece in free if stretches.touch(content.unassigned, [piece])]
        return ((unassigned or free)[0],)
    for piece in found:
        for duty in content.duties:
            if stretches.touch(duty.spans, [piece]):
                raise refused.text_held("words", duty.duty)
    return ()


def _quoted(words: str) -> re.Pattern[str]:
    """The words with any space between them, in capitals or not."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
