"""A DOCX as a package of parts: bounds on what is unpacked, no macros, no entities, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from chungtay_tasks.documents import refusals
from chungtay_tasks.documents.refusals import Refuse
from chungtay_tasks.documents.word.markup import Element, attribute, local

LONGEST_PART = 24 * 1024 * 1024
LONGEST_WHOLE = 48 * 1024 * 1024
MOST_PARTS = 4000
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OTHERS = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint", "content.xml": "OpenDocument"}


class Package:
    """The parts of one file; what was unpacked is counted, whatever the archive says of itself."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            names = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, OverflowError, EOFError):
            raise Refuse(refusals.damaged, "docx") from None
        if len(names) > MOST_PARTS:
            raise Refuse(refusals.too_heavy)
        self._names = {name.lower(): name for name in names}
        self._unpacked = 0
        self._check()
        self.main = next((path for kind, path in self._related("") if kind == "officeDocument"), "word/document.xml")
        self._beside = list(self._related(self.main))

    def _check(self) -> None:
        if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in self._names):
            raise Refuse(refusals.macros)
        if b"macroEnabled" in (self._read("[Content_Types].xml") or b""):
            raise Refuse(refusals.macros)
        for name, what in _OTHERS.items():
            if name in self._names and "word/document.xml" not in self._names:
                raise Refuse(refusals.unknown_kind, what)
        if any(info.flag_bits & 1 for info in self._zip.infolist()):
            raise Refuse(refusals.encrypted)

    def document(self) -> Element:
        """The root of the main part; raises Refuse where there is none."""
        root = self._tree(self.main)
        if root is None:
            raise Refuse(refusals.unknown_kind, "ZIP") if "[content_types].xml" not in self._names else _damaged()
        if local(root) != "document":
            raise _damaged()
        return root

    def parts(self, kind: str) -> Iterator[Element]:
        """Roots of the parts beside the document of one kind: styles, numbering, header, footer, footnotes …"""
        for found, path in self._beside:
            if found == kind and (root := self._tree(path)) is not None:
                yield root

    def part(self, kind: str) -> Element | None:
        return next(self.parts(kind), None)

    def holds(self, kind: str) -> bool:
        return any(found == kind for found, _ in self._beside)

    def _related(self, source: str) -> Iterator[tuple[str, str]]:
        """(last word of the relationship's type, path) of what a part refers to inside the package."""
        folder, name = posixpath.split(source)
        root = self._tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for one in () if root is None else root:
            if attribute(one, "TargetMode") != "External":
                target = attribute(one, "Target") or ""
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield (attribute(one, "Type") or "").rpartition("/")[2], posixpath.normpath(path)

    def _tree(self, name: str) -> Element | None:
        data = self._read(name)
        return None if data is None else parse(data.replace(_STRICT, _TRANSITIONAL))

    def _read(self, name: str) -> bytes | None:
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            with self._zip.open(stored) as part:
                data = part.read(LONGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError):
            raise _damaged() from None
        except RuntimeError:  # a password, or a way of packing that Word does not use
            raise Refuse(refusals.encrypted) from None
        self._unpacked += len(data)
        if len(data) > LONGEST_PART or self._unpacked > LONGEST_WHOLE:
            raise Refuse(refusals.too_heavy)
        return data


def parse(data: bytes) -> Element:
    """The root of a part; no entity is resolved, no DTD loaded, nesting is bounded by the parser."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _damaged() from None
    if root.getroottree().docinfo.doctype:  # no part of a Word file has one; entities come by it
        raise _damaged()
    return root


def _damaged() -> Refuse:
    return Refuse(refusals.damaged, "docx")
