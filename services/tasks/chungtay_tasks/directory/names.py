"""A body's name taken apart: what it is ("Công an") and of which places ("thị xã Việt Yên", "tỉnh Bắc Giang")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chungtay_tasks.directory.words import Word, bare, same, words

_LEVELS: dict[tuple[str, ...], str] = {
    ("thi", "xa"): "thị xã", ("thanh", "pho"): "thành phố", ("thi", "tran"): "thị trấn", ("dac", "khu"): "đặc khu",
    ("phuong",): "phường", ("xa",): "xã", ("huyen",): "huyện", ("quan",): "quận", ("tinh",): "tỉnh",
}  # fmt: skip
_SHORT_LEVELS = {"p": "phường", "x": "xã", "h": "huyện", "q": "quận", "t": "tỉnh", "tt": "thị trấn"}
_NO_LEVEL_BEFORE = {"xa": {"hoi"}, "quan": {"li", "su", "doi", "y"}}
_NO_LEVEL_AFTER = {"xa": {"tac"}, "quan": {"co", "hai"}}
PEOPLES_COMMITTEE = words("Ủy ban nhân dân")

_HEADS = [
    words(title)
    for title in (
        "phó chủ tịch", "chủ tịch", "phó giám đốc", "giám đốc", "chi cục trưởng", "chỉ huy trưởng", "viện trưởng",
        "chánh án", "hiệu trưởng", "thủ trưởng", "phó trưởng", "trưởng", "bí thư", "lãnh đạo", "đồng chí",
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its level and proper name; no words: the level alone was said."""

    level: str
    proper: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """`whole` is every word; `core` those before the places, the body's own place first."""

    whole: tuple[Word, ...]
    core: tuple[Word, ...]
    places: tuple[Place, ...] = ()

    @property
    def is_territory(self) -> bool:
        """Whether the body speaks for its place as such: its People's Committee, or the place's name alone."""
        return bool(self.places) and (not self.core or same(self.core, PEOPLES_COMMITTEE))


@lru_cache(maxsize=65536)
def readings(text: str) -> tuple[Name, ...]:
    """A name's possible readings, the likeliest first: "P. Nếnh" is a phường, "P. Y tế" is none."""
    whole = words(text.split("(")[0])
    found = [_read(whole, shorthand=False)]
    if any(word.short and word.bare in _SHORT_LEVELS for word in whole):
        found.append(_read(whole, shorthand=True))
    if found[0].places:
        found.append(Name(whole, whole))
    return tuple(found)


def reading(text: str) -> Name:
    return readings(text)[0]


def without_head(text: str) -> Name | None:
    """The body behind the office of its head ("Chủ tịch UBND xã …"); None where no head is named."""
    whole = words(text.split("(")[0])
    for title in _HEADS:
        if len(whole) > len(title) and same(whole[: len(title)], title):
            return _read(whole[len(title) :], shorthand=False)
    return None


def _read(whole: tuple[Word, ...], *, shorthand: bool) -> Name:
    starts = list(_levels(whole, shorthand=shorthand))
    if not starts:
        return Name(whole, whole)
    ends = [start for start, _, _ in starts[1:]] + [len(whole)]
    places = [Place(level, whole[first:end]) for (_, first, level), end in zip(starts, ends, strict=True)]
    return Name(whole, whole[: starts[0][0]], tuple(places))


def _levels(whole: Sequence[Word], *, shorthand: bool) -> Iterator[tuple[int, int, str]]:
    """(where the level's words begin, where what follows them begins, level)."""
    place = 0
    while place < len(whole):
        length, level = _level_at(whole, place, shorthand=shorthand)
        if level:
            yield place, place + length, level
        place += length


def _level_at(whole: Sequence[Word], place: int, *, shorthand: bool) -> tuple[int, str | None]:
    word = whole[place]
    if shorthand and word.short and word.bare in _SHORT_LEVELS:
        return 1, _SHORT_LEVELS[word.bare]
    for length in (2, 1):
        said = bare(whole[place : place + length])
        level = _LEVELS.get(said)
        if level and all(map(Word.means, whole[place : place + length], words(level))) and not _other(whole, place):
            return length, level
    return 1, None


def _other(whole: Sequence[Word], place: int) -> bool:
    """Whether the word belongs to another one: xã hội, hợp tác xã, quân sự."""
    word = whole[place].bare
    after = whole[place + 1].bare if place + 1 < len(whole) else ""
    before = whole[place - 1].bare if place else ""
    return after in _NO_LEVEL_BEFORE.get(word, ()) or before in _NO_LEVEL_AFTER.get(word, ())
