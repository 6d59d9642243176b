"""WordprocessingML's elements by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]  # lxml names its type so

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})


def local(element: Element) -> str:
    """The name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """A `w:` attribute, or one without a namespace."""
    return element.get(W + name, element.get(name))


def child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """`w:val` of the element at the path, None where it or its value is missing."""
    found = child(element, *path)
    return None if found is None else found.get(W + "val")


def number(element: Element | None, *path: str) -> int | None:
    text = value(element, *path) or ""
    return int(text) if text.lstrip("-").isdigit() and len(text) < 10 else None


def switch(properties: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not set here."""
    found = child(properties, name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


def chosen(element: Element) -> Iterator[Element]:
    """The children of an AlternateContent that count: those of its first choice, else of its fallback."""
    options = [one for one in element if local(one) in ("Choice", "Fallback")]
    yield from options[0] if options else ()
