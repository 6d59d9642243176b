"""A PDF written line by line, for a machine without a word processor: Unicode text at given places, drawn rules.

Its font is not embedded, since only its widths matter to a reader of text; a ToUnicode map says what the codes mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
_LETTER = 0.5  # of the font's size: every letter's width


@dataclass(slots=True)
class Sheet:
    """One page; places are points from the lower left corner."""

    marks: list[str] = field(default_factory=list[str])

    def write(self, x: float, y: float, text: str, size: float = 12) -> None:
        codes = text.encode("utf-16-be").hex().upper()
        self.marks.append(f"BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET")

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.marks.append(f"{x1} {y1} m {x2} {y2} l S")


def width(text: str, size: float = 12) -> float:
    return len(text) * size * _LETTER


def pdf(sheets: Sequence[Sheet]) -> bytes:
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode(),
        _FONT,
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tinos /DW {int(_LETTER * 1000)} /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor "
        "/FontName /Tinos /Flags 4 /FontBBox [0 -220 1000 900] /Ascent 900 /Descent -220 /ItalicAngle 0 "
        "/CapHeight 660 /StemV 80 >> >>".encode(),
        _stream(_TO_UNICODE.encode()),
    ]
    for place, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {7 + 2 * place} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream("\n".join(sheet.marks).encode()))
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects, the first of them the catalogue, with its table of places."""
    data = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(data)


_FONT = b"""<< /Type /Font /Subtype /Type0 /BaseFont /Tinos /Encoding /Identity-H
/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"""


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
100 beginbfrange
""" + "\n".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(100)) + """
endbfrange endcmap CMapName currentdict /CMap defineresource pop end end"""  # fmt: skip
