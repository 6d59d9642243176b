"""The file around the text: python-docx's skeleton with our styles, and the same bytes for the same text."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from chungtay_reporting.documents.word.markup import NAMESPACES, line, paragraph
from chungtay_reporting.documents.word.styles import styles

_LEFT_OUT = {
    RELATION.THUMBNAIL,
    RELATION.CUSTOM_XML,
    RELATION.NUMBERING,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)
_PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can tell."""


def skeleton(body: str) -> WordDocument:
    """A document around `body`, with nothing of python-docx's template but theme and fonts."""
    document = Document()
    _lighten(document.part.rels)
    if document.part.package:
        _lighten(document.part.package.rels)
    _refill(document.styles.element, styles())
    _refill(document.settings.element, _SETTINGS)
    _refill(document.part.element[0], body)
    return document


def _lighten(relations: Relationships) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype in _LEFT_OUT]:
        del relations[key]


def furnish(document: WordDocument, *, first: str, foot: str) -> None:
    """Headers and footers: `first` on a section's first page, its number on the others, `foot` on all.

    They belong to the first section; the later ones, which have none, go on with them.
    """
    section = document.sections[0]
    contents = (
        (section.first_page_header, line("DauTrang", first)),
        (section.header, paragraph("Header", _PAGE_NUMBER)),
        (section.first_page_footer, line("Footer", foot)),
        (section.footer, line("Footer", foot)),
    )
    for story, content in contents:
        story.is_linked_to_previous = False
        _refill(story.part.element, content)


def describe(document: WordDocument, *, title: str, author: str, moment: datetime, identifier: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.subject, properties.keywords, properties.comments, properties.category = "", "", "", ""
    properties.language, properties.identifier, properties.revision = "vi-VN", identifier, 1
    properties.created = properties.modified = moment.astimezone(UTC).replace(tzinfo=None)


def pack(document: WordDocument) -> bytes:
    """The document's file, without the moment it was written."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _refill(element: BaseOxmlElement, content: str) -> None:
    element[:] = parse_xml(f"<w:content {NAMESPACES}>{content}</w:content>")[:]
