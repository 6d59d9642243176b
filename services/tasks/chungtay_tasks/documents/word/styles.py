"""Styles as far as they decide what is read: numbering, capitals and hiding, inherited along `basedOn`."""

from __future__ import annotations

from collections.abc import Iterator

from chungtay_tasks.documents.word.markup import Element, W, attribute, child, number, switch, value

_DEEPEST = 20  # styles are based on each other a few levels deep; a circle ends here


class Styles:
    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._by_id = {attribute(style, "styleId") or "": style for style in found}
        self.paragraph = next((attribute(s, "styleId") for s in found if _is_default(s, "paragraph")), None)
        self._runs = child(root, "docDefaults", "rPrDefault", "rPr")

    def numbering(self, style: str | None) -> tuple[int, int | None] | None:
        """(w:numId, w:ilvl or None) of the nearest style that sets a number."""
        for one in self._line(style):
            properties = child(one, "pPr", "numPr")
            if properties is not None and (found := number(properties, "numId")) is not None:
                return found, number(properties, "ilvl")
        return None

    def is_on(self, name: str, *styles: str | None) -> bool:
        """An on/off property of text (caps, vanish), from the first style that sets it."""
        for style in styles:
            for one in self._line(style):
                if (found := switch(child(one, "rPr"), name)) is not None:
                    return found
        return switch(self._runs, name) or False

    def _line(self, style: str | None) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            found = self._by_id.get(style or "")
            if found is None:
                return
            yield found
            style = value(found, "basedOn")


def _is_default(style: Element, kind: str) -> bool:
    return attribute(style, "type") == kind and attribute(style, "default") in ("1", "true", "on")
