"""A paragraph's text as the page shows it: tracked changes taken, fields by their result, hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from chungtay_tasks.documents.word.markup import Element, attribute, child, chosen, local, switch, value
from chungtay_tasks.documents.word.styles import Styles

_DESCENDED = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "dir", "bdo",
                        "customXml", "oMath", "oMathPara", "ruby", "rubyBase"})  # fmt: skip
_LEFT_OUT = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PICTURES = frozenset({"blip", "imagedata"})
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(slots=True)
class Tally:
    """What was met on the way and is not plain text: counted for notices, or kept to be told elsewhere."""

    inserted: int = 0
    deleted: int = 0
    hidden: list[str] = field(default_factory=list[str])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    pictures: int = 0
    embedded: int = 0
    old_fonts: int = 0


@dataclass(slots=True)
class Inline:
    """Reads the runs of paragraphs; text boxes that hang on them are left in `boxes` for the caller to place."""

    styles: Styles
    tally: Tally = field(default_factory=Tally)
    boxes: list[Element] = field(default_factory=list[Element])

    def text(self, paragraph: Element, style: str | None) -> str:
        return "".join(self._pieces(paragraph, style))

    def _pieces(self, element: Element, style: str | None) -> Iterator[str]:
        for one in element:
            name = local(one)
            if name == "r":
                yield from self._run(one, style)
            elif name in _DESCENDED:
                self.tally.inserted += name in ("ins", "moveTo")
                yield from self._pieces(one, style)
            elif name == "AlternateContent":
                for choice in chosen(one):
                    yield from self._pieces(choice, style)
            elif name in _LEFT_OUT:
                self.tally.deleted += 1
            elif name == "t":  # of a formula
                yield one.text or ""

    def _run(self, run: Element, style: str | None) -> Iterator[str]:
        properties = child(run, "rPr")
        text = "".join(self._signs(run))
        if not text:
            return
        if self._is_on("vanish", properties, style):
            self.tally.hidden.append(text)
            return
        fonts = child(properties, "rFonts")
        font = "" if fonts is None else attribute(fonts, "ascii") or ""
        self.tally.old_fonts += len(text) if font.startswith((".Vn", "VNI-")) else 0
        yield text.upper() if self._is_on("caps", properties, style) else text

    def _signs(self, run: Element) -> Iterator[str]:
        for one in run:
            name = local(one)
            if name == "t":
                yield one.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield "•"
            elif name in _NOTES:
                self.tally.notes.append((_NOTES[name], attribute(one, "id") or ""))
            elif name == "AlternateContent":
                for choice in chosen(one):
                    self._shape(choice)
            elif name in ("drawing", "pict", "object"):
                self._shape(one)

    def _shape(self, shape: Element) -> None:
        """A drawing: its text boxes are kept, a picture without any is counted."""
        boxes = list(_boxes(shape))
        self.boxes += boxes
        self.tally.embedded += local(shape) == "object"
        self.tally.pictures += not boxes and any(local(one) in _PICTURES for one in shape.iter())

    def _is_on(self, name: str, properties: Element | None, style: str | None) -> bool:
        own = switch(properties, name)
        return own if own is not None else self.styles.is_on(name, value(properties, "rStyle"), style)


def _boxes(shape: Element) -> Iterator[Element]:
    """Contents of text boxes, each once although old and new drawing forms stand side by side."""
    for one in [shape] if local(shape) == "txbxContent" else shape:
        if local(one) == "txbxContent":
            yield one
        elif local(one) == "AlternateContent":
            for choice in chosen(one):
                yield from _boxes(choice)
        else:
            yield from _boxes(one)
