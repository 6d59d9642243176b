"""Which duty of an amended plan goes on with which duty of the campaign: by their words first, then by their clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from chungtay_kernel.text import fold

SURE = 0.72
"""From this likeness on, nobody is asked."""
POSSIBLE = 0.42
"""Below it, two duties have nothing to do with each other."""
LEAST_SHARED = 0.35
"""Of their words, for two duties to be looked at more closely."""
SAME_CLAUSE = 0.08
"""What standing in the same clause adds."""
CLOSE = 0.06
"""Two candidates nearer to each other than this: whoever matches them must say which is meant."""


@dataclass(frozen=True, slots=True)
class Words:
    """A duty to be matched: its clause and what it says."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """`likeness` from 0 to 1; `same`: word for word; not `sure`: people are asked."""

    name: str
    likeness: float
    sure: bool
    same: bool = False


def match(new: Sequence[Words], standing: Mapping[str, Words]) -> list[Match | None]:
    """For each new duty the standing one that it goes on with; each standing one at most once, the likest first."""
    left = dict(standing)
    found: list[Match | None] = [None] * len(new)
    for index, words in enumerate(new):
        same = [name for name, other in left.items() if _plain(other.text) == _plain(words.text)]
        same.sort(key=lambda name: left[name].clause != words.clause)
        if same:
            found[index] = Match(same[0], 1.0, sure=True, same=True)
            del left[same[0]]
    scores = {
        (index, name): _likeness(words, other)
        for index, words in enumerate(new)
        if found[index] is None
        for name, other in left.items()
    }
    for (index, name), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < POSSIBLE:
            break
        if found[index] is None and name in left:
            rivals = [s for (i, n), s in scores.items() if (i == index) != (n == name) and (i == index or n in left)]
            clear = score - max(rivals, default=0.0) >= CLOSE
            found[index] = Match(name, round(score, 2), sure=score >= SURE and clear)
            del left[name]
    return found


def _likeness(one: Words, other: Words) -> float:
    """Of the words in their order, and of the words alone: an amendment adds, drops or moves some."""
    first, second = _plain(one.text).split(), _plain(other.text).split()
    if not first or not second:
        return 0.0
    shared = len(set(first) & set(second)) / min(len(set(first)), len(set(second)))
    if shared < LEAST_SHARED:
        return 0.0
    order = SequenceMatcher(None, first, second, autojunk=False).ratio()
    likeness = 0.7 * order + 0.3 * shared
    return min(1.0, likeness + (SAME_CLAUSE if one.clause == other.clause else 0.0))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
