"""Pieces of a text as sets of characters: sorted, apart from each other, none empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chungtay_tasks.events.drafts import Stretch

Stretches = tuple[Stretch, ...]


def together(*several: Iterable[Stretch]) -> Stretches:
    """All that stands in any of them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for stretches in several for s in stretches if s.start < s.end):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _of(merged)


def without(whole: Iterable[Stretch], taken: Iterable[Stretch]) -> Stretches:
    """What stands in `whole` and not in `taken`."""
    out, left = list(together(taken)), list[tuple[int, int]]()
    for piece in together(whole):
        start = piece.start
        for hole in out:
            if hole.end <= start or hole.start >= piece.end:
                continue
            left.append((start, hole.start))
            start = hole.end
        left.append((start, piece.end))
    return _of((start, end) for start, end in left if start < end)


def touch(one: Sequence[Stretch], other: Sequence[Stretch]) -> bool:
    """Whether anything stands in both."""
    return any(a.start < b.end and b.start < a.end for a in one for b in other)


def common(one: Sequence[Stretch], other: Sequence[Stretch]) -> Stretches:
    """What stands in both."""
    if not touch(one, other):
        return ()
    first = together(one)
    return without(first, without(first, other))


def said(text: str, stretches: Iterable[Stretch]) -> str:
    """The words of the stretches, one after the other."""
    return " ".join(filter(None, (" ".join(text[s.start : s.end].split()) for s in stretches)))


def letters(text: str, stretches: Iterable[Stretch]) -> int:
    """How many letters and digits stand in them."""
    return sum(c.isalnum() for s in stretches for c in text[s.start : s.end])


def rest(text: str, taken: Iterable[Stretch]) -> Stretches:
    """The whole text but for what is taken."""
    return without([Stretch(start=0, end=len(text))], taken) if text else ()


def _of(pairs: Iterable[tuple[int, int]]) -> Stretches:
    return tuple(_stretches(pairs))


def _stretches(pairs: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    for start, end in pairs:
        yield Stretch(start=start, end=end)
