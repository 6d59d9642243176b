"""The figures of a finished document by their ids, so that anyone can hold two documents against each other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from lxml import etree, html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_ZERO = "không phát sinh"

Pair = tuple[str, Decimal | None]


def extract_figures(document: bytes, document_format: str) -> dict[str, Decimal | None]:
    """Figure id -> value of a report in "json", "html" or "docx"; None where the report gives no number.

    Raises ValueError for another format, for an id that occurs twice and for a printed number that cannot be read.
    """
    if (pairs := _FORMATS.get(document_format)) is None:
        raise ValueError(f"no figures are read from {document_format!r}, only from {', '.join(_FORMATS)}")
    figures: dict[str, Decimal | None] = {}
    for figure, value in pairs(document):
        if figure in figures:
            raise ValueError(f"figure {figure} occurs twice")
        figures[figure] = value
    return figures


def printed_value(text: str) -> Decimal | None:
    """The number that a Vietnamese reader sees: "1.127" is 1127, "12,8" is 12.8, "chưa báo cáo" is none."""
    text = text.strip()
    if _PRINTED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if any(character.isdigit() for character in text):
        raise ValueError(f"{text!r} is not a number as a report prints it")
    return Decimal(0) if text == _ZERO else None


def _from_json(document: bytes) -> Iterator[Pair]:
    report = json.loads(document, parse_float=Decimal, parse_int=Decimal)
    return ((figure["id"], figure["value"]) for figure in report["figures"])


def _from_html(document: bytes) -> Iterator[Pair]:
    page = html.document_fromstring(document, parser=html.HTMLParser(encoding="utf-8"))
    for mark in page.iter("data"):
        if mark.get("class") == "figure":
            value = mark.get("value")
            yield mark.get("id", ""), Decimal(value) if value else None


def _from_docx(document: bytes) -> Iterator[Pair]:
    with ZipFile(BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for control in body.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        name = "" if tag is None else tag.get(f"{_W}val", "")
        if name.startswith("f-"):
            yield name, printed_value("".join(text.text or "" for text in control.iter(f"{_W}t")))


_FORMATS: Mapping[str, Callable[[bytes], Iterator[Pair]]] = {"json": _from_json, "html": _from_html, "docx": _from_docx}
