"""The head of a document: issuer and superior, number, symbol, place, date, kind, title, basis, addressees."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chungtay_tasks.plan.agencies import agency_names, begins_agency
from chungtay_tasks.plan.basis import citations, slogan_in
from chungtay_tasks.plan.cells import Cell, cells_of
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.folded import Folded, key
from chungtay_tasks.plan.issuer import IssuerLines, customary, issuer_lines, issuer_who_acts, seated, with_place
from chungtay_tasks.plan.reading import Basis, Doubt
from chungtay_tasks.plan.zones import ADDRESSED, Zones, is_kind

_NUMBER = re.compile(
    r"[*\s]*số\s*:?\s*(?P<number>\d{1,5})?[\s.…_]*(?P<slash>[/-])\s*"
    r"(?P<symbol>[^\W\d_][\w&.]*(?:\s*[-/]\s*[^\W_][\w&.]*)*)"
)
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,|;:]{0,60}?)"
    r"\s*,\s*ngày\s*(?P<day>\d{1,2})?[\s.…_]*tháng\s*(?P<month>\d{1,2})?[\s.…_]*năm\s*(?P<year>\d{4})?"
)
_ABOUT = re.compile(r"(?:v/v|về việc)\s*:?\s*")
_WIRES = re.compile(r"\s+điện\s*:?$")
_OF_A_TITLE = re.compile(r"(?<!\w)(?:năm \d{4}|giai đoạn|trên địa bàn|lần thứ)(?!\w)")
_ANNEXED = re.compile(r"\(?(?:ban hành )?kèm theo")


@dataclass(slots=True)
class Header:
    kind: str | None = None
    title: str | None = None
    issuer: str | None = None
    superior: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issue_date: dt.date | None = None
    issue_month: str | None = None
    slogan: str | None = None
    basis: list[Basis] = field(default_factory=list[Basis])
    addressees: list[str] = field(default_factory=list[str])
    doubts: list[Doubt] = field(default_factory=list[Doubt])

    @property
    def years(self) -> Years:
        """The year for dates that write none: that of issue, else the one in the title."""
        if self.issue_month:
            return Years(int(self.issue_month[:4]), self.issue_date)
        written = re.search(r"(?<!\d)(20\d{2})(?!\d)", self.title or "")
        return Years(int(written[1]) if written else None)


def header_of(doc: Folded, zones: Zones) -> Header:
    header = Header()
    lines = [cell for p in zones.header for cell in cells_of(doc, *p) if cell[0] < cell[1]]
    _number(doc, lines, header)
    _place_and_date(doc, lines, header)
    title_end = _kind_and_title(doc, lines, header)
    _issuer(doc, lines, title_end, header, zones)
    for start, end in lines[title_end:] if header.kind else lines:
        header.basis += citations(doc, start, end)
        header.slogan = header.slogan or slogan_in(doc, start, end)
    _addressees(doc, lines, header)
    return header


def _number(doc: Folded, lines: Sequence[Cell], header: Header) -> None:
    for start, end in lines:
        if match := _NUMBER.match(doc.key, start, end):
            symbol = re.sub(r"\s*-\s*", "-", doc.text[slice(*match.span("symbol"))]).strip(" .-")
            header.symbol = symbol
            if match["number"]:
                header.number = f"{match['number']}{match['slash']}{symbol}"
            else:
                header.doubts.append(doubt("number_blank", doc, start, end))
            return


def _place_and_date(doc: Folded, lines: Sequence[Cell], header: Header) -> None:
    for start, end in lines:
        number = _NUMBER.match(doc.key, start, end)
        place = doc.trim(number.end(), end)[0] if number else start  # the two may share a line
        match = _PLACE_DATE.match(doc.key, place, end)
        if match is None or end - match.end() > 40:
            continue
        header.place = doc.text[slice(*match.span("place"))].strip()
        _date(match, header)
        if header.issue_date is None:
            header.doubts.append(doubt("day_blank", doc, start, end))
        return


def _date(match: re.Match[str], header: Header) -> None:
    year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
    if year and month and 1 <= month <= 12:
        header.issue_month = f"{year}-{month:02}"
        try:
            header.issue_date = dt.date(year, month, day) if day else None
        except ValueError:
            header.issue_date = None


def _kind_and_title(doc: Folded, lines: Sequence[Cell], header: Header) -> int:
    """Fills in kind and title; the index of the first line after the title."""
    index = next((i for i, line in enumerate(lines) if is_kind(doc, *line)), None)
    if index is None:
        header.title = _letters_subject(doc, lines)
        return 0
    header.kind = doc.text[slice(*lines[index])].strip(" :.").upper()
    if index and _ABOUT.match(doc.key, *lines[0]):
        header.doubts.append(doubt("foreign_title", doc, *lines[0]))
    stop = index + 1
    while stop < len(lines) and _goes_on_title(doc, lines, index, stop):
        stop += 1
    title = " ".join(doc.text[slice(*line)] for line in lines[index + 1 : stop])
    header.title = title.strip(" .") or None
    return stop


def _goes_on_title(doc: Folded, lines: Sequence[Cell], kind: int, index: int) -> bool:
    start, end = lines[index]
    if index == kind + 1:
        return not re.match(r"căn cứ ", doc.key[start:end])
    capitals = doc.text[start:end].isupper() and doc.text[slice(*lines[kind + 1])].isupper()
    names = begins_agency(doc, start, end) and not _OF_A_TITLE.search(doc.key, start, end)
    return index < kind + 5 and capitals and not names and end - start < 200


def _letters_subject(doc: Folded, lines: Sequence[Cell]) -> str | None:
    for start, end in lines:
        if match := _ABOUT.match(doc.key, start, end):
            return doc.text[match.end() : end].strip(" .")
        inner = re.search(r"\sv/v\s+", doc.key[start:end])
        if inner:
            return doc.text[start + inner.end() : end].strip(" .")
    return None


def _issuer(doc: Folded, lines: Sequence[Cell], title_end: int, header: Header, zones: Zones) -> None:
    above = issuer_lines(doc, lines)
    authority = _authority(doc, lines[title_end:]) if header.kind else None
    acts = issuer_who_acts(doc, [*lines[title_end:], *zones.body[:1]])
    named = authority and with_place(authority, above.issuer)
    found = IssuerLines(issuer=named or above.issuer or acts, superior=above.superior)
    header.superior = customary(doc, found.superior) if found.superior else None
    header.issuer = seated(customary(doc, found.issuer), header.superior, header.place) if found.issuer else None
    if header.issuer is None and lines:
        header.doubts.append(doubt("issuer_unknown", doc, *lines[0]))


def _authority(doc: Folded, lines: Sequence[Cell]) -> str | None:
    """A decision names whoever decides in capitals between its title and its basis."""
    for start, end in lines[:2]:
        text = _WIRES.sub("", doc.text[start:end])
        names = text.isupper() and begins_agency(doc, start, end) and not _OF_A_TITLE.search(key(text))
        if names and not _ANNEXED.match(key(text)):
            return text.strip(" :,")
    return None


def _addressees(doc: Folded, lines: Sequence[Cell], header: Header) -> None:
    begun = False
    for start, end in lines:
        match = ADDRESSED.match(doc.key, start, end)
        begun = begun or match is not None
        if begun:
            place, _ = doc.trim(match.end() if match else start, end, "-+•*")
            header.addressees += agency_names(doc, place, end)
