"""Word files as a word processor writes them, put together part by part; and LibreOffice where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ROOTS = {"header": "hdr", "footer": "ftr"}

SOFFICE = shutil.which("soffice")
NO_SOFFICE = "LibreOffice (soffice) is not installed: no PDF of a real word processor can be made here"


def run(text: str, properties: str = "") -> str:
    written = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{written}</w:t></w:r>'


def p(text: str = "", properties: str = "", *, runs: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def item(text: str, number: int, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<w:") else p(one) for one in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(one)}</w:tr>" for one in rows) + "</w:tbl>"


def level(style: str, text: str, place: int = 0, *, start: int = 1, other: str = "", format_: str | None = None) -> str:
    custom = "" if format_ is None else f' w:format="{format_}"'
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"{custom}/>{other}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts: dict[int, str], lists: dict[int, tuple[int, str]]) -> str:
    """Definitions by their id, and lists by theirs: (definition, overrides)."""
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in abstracts.items()
    )
    named = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        for key, (abstract, overrides) in lists.items()
    )
    return f"<w:numbering {_NAMES}>{defined}{named}</w:numbering>"


def docx(body: str, *, extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A Word file with this body; `parts` are numbering, styles, footnotes, header, footer by their content."""
    names = {kind: f"{kind}1.xml" for kind in parts}
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{name}"/>' for kind, name in names.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
    }
    for kind, content in parts.items():
        root = _ROOTS.get(kind, kind)
        whole = content if content.startswith("<w:numbering") else f"<w:{root} {_NAMES}>{content}</w:{root}>"
        files[f"word/{names[kind]}"] = whole
    return zipped({**{name: text.encode() for name, text in files.items()}, **(extra or {})})


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def to_pdf(file: Path) -> Path:
    """The PDF that LibreOffice exports, beside the file."""
    profile = file.parent / "profile"
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(file.parent), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return file.with_suffix(".pdf")
