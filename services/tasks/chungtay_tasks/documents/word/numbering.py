"""The numbers and bullets that Word prints before paragraphs and keeps in no text (numbering.xml).

Counting follows ECMA-376 part 1, 17.9: lists of one abstract definition count on together; a list that overrides a
start begins anew at its first paragraph; a level begins anew after a paragraph of a higher one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chungtay_tasks.documents.word.markup import Element, W, attribute, child, local, number, switch, value
from chungtay_tasks.documents.word.numerals import custom_items, numeral
from chungtay_tasks.documents.word.styles import Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0fc": "•", "o": "◦", "\uf06f": "◦"}
_KNOWN_BULLETS = frozenset("-–—+•●▪■◦→*·")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it is printed, where it starts and after which level it begins anew (0: never)."""

    text: str
    style: str
    start: int
    restart: int | None
    legal: bool
    items: tuple[str, ...]
    paragraph_style: str | None

    def printed(self, count: int, *, legal: bool) -> str:
        return numeral(count, "decimal") if legal else numeral(count, self.style, self.items)


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict[int, int])


class Numbering:
    """Labels of paragraphs in the order they stand; every call counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        abstracts = {attribute(one, "abstractNumId") or "": one for one in _all(root, "abstractNum")}
        self._lists: dict[int, _List] = {}
        for one in _all(root, "num"):
            self._lists[int(attribute(one, "numId") or "0")] = self._list(one, abstracts)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[int] = set()

    def label(self, properties: Element | None, style: str | None) -> str:
        """What is printed before a paragraph with these w:pPr in this style; empty where nothing is."""
        found = self._place(properties, style)
        if found is None:
            return ""
        list_id, level = found
        one = self._lists.get(list_id)
        if one is None or level not in one.levels:
            return ""
        counts = self._count(list_id, one, level)
        definition = one.levels[level]
        if definition.style == "bullet":
            return _bullet(definition.text)
        return _PLACE.sub(lambda place: _part(one, counts, int(place[1]) - 1, definition), definition.text).strip()

    def _place(self, properties: Element | None, style: str | None) -> tuple[int, int] | None:
        own = child(properties, "numPr")
        list_id, level = number(own, "numId"), number(own, "ilvl")
        if list_id is None:
            inherited = self._styles.numbering(style)
            if inherited is None:
                return None
            list_id = inherited[0]
            level = level if level is not None else inherited[1]
            if level is None:
                level = self._level_of_style(list_id, style)
        return None if list_id == 0 else (list_id, level or 0)

    def _level_of_style(self, list_id: int, style: str | None) -> int:
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        return next((place for place, level in levels.items() if style and level.paragraph_style == style), 0)

    def _count(self, list_id: int, one: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(one.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place, start in one.starts.items():
                counts[place] = start - 1
        for above in range(level):
            if above in one.levels:
                counts.setdefault(above, one.levels[above].start)
        counts[level] = counts[level] + 1 if level in counts else one.levels[level].start
        for below in range(level + 1, LEVELS):
            definition = one.levels.get(below)
            if definition is None or definition.restart is None or level < definition.restart:
                counts.pop(below, None)
        return counts

    def _list(self, one: Element, abstracts: dict[str, Element]) -> _List:
        abstract_id = value(one, "abstractNumId") or ""
        abstract = abstracts.get(abstract_id)
        if (linked := value(abstract, "numStyleLink")) is not None:
            named = ((key, a) for key, a in abstracts.items() if value(a, "styleLink") == linked)
            abstract_id, abstract = next(named, (abstract_id, abstract))
        found = _List(abstract_id, {_place_of(level): _level(level) for level in _all(abstract, "lvl")})
        for override in one.findall(W + "lvlOverride"):
            place = _place_of(override)
            if (level := child(override, "lvl")) is not None:
                found.levels[place] = _level(level)
            if (start := number(override, "startOverride")) is not None:
                found.starts[place] = start
        return found


def _part(one: _List, counts: dict[int, int], place: int, of: Level) -> str:
    level = one.levels.get(place)
    return "" if level is None else level.printed(counts.get(place, level.start), legal=of.legal)


def _all(root: Element | None, name: str) -> list[Element]:
    return [] if root is None else root.findall(W + name)


def _place_of(level: Element) -> int:
    written = attribute(level, "ilvl") or "0"
    return int(written) if written.isdigit() else 0


def _level(level: Element) -> Level:
    start = number(level, "start")
    formats = [one for one in level.iter() if local(one) == "numFmt"]
    custom = next((written for one in formats if (written := attribute(one, "format"))), "")
    return Level(
        text=value(level, "lvlText") or "",
        style=next((written for one in formats if (written := attribute(one, "val"))), "decimal"),
        start=0 if start is None else start,
        restart=number(level, "lvlRestart"),
        legal=switch(level, "isLgl") or False,
        items=tuple(custom_items(custom)),
        paragraph_style=value(level, "pStyle"),
    )


def _bullet(text: str) -> str:
    mark = text.strip()[:1]
    return _BULLETS.get(mark, mark if mark in _KNOWN_BULLETS else "-") if mark else ""
