"""The head and the foot of the document, as Decree 30/2020/NĐ-CP, Annex I sets them."""

from __future__ import annotations

from collections.abc import Iterable

from chungtay_reporting.documents.word.markup import line, paragraph, rule, run, twips
from chungtay_reporting.documents.wording import recipient_lines
from chungtay_reporting.report import Header, Signature

_ISSUER, _STATE = 63.0, 97.0
"""Widths of the two halves of the head in mm; the country's name at 13 pt takes 95."""
_RECIPIENTS, _SIGNER = 72.0, 88.0
_MOTTO = 61.0
"""mm that "Độc lập - Tự do - Hạnh phúc" takes in bold 14 pt: its rule is as long as the line."""
_CAPITAL, _SMALL = 0.6 * 13 * 25.4 / 72, 0.465 * 14 * 25.4 / 72
"""mm that a letter takes on average, bold: capitals at 13 pt, text at 14 pt."""
_RULE_SHARE = 0.42
"""The rule under issuer and summary: between a third and a half of the line."""


def head(header: Header) -> str:
    issuer = header.issuer.upper()
    superior = line("CoQuanChuQuan", header.superior.upper()) if header.superior else ""
    left = superior + line("CoQuanBanHanh", issuer) + _rule(_ISSUER, len(issuer) * _CAPITAL)
    state = line("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + line("TieuNgu", "Độc lập - Tự do - Hạnh phúc")
    number = (line("SoKyHieu", header.number_line), line("DiaDanh", header.place_date))
    return two_columns((_ISSUER, _STATE), (left, state + rule(_STATE, _MOTTO)), number)


def title(header: Header, width: float) -> str:
    summary = line("TrichYeu", header.summary) + _rule(width, len(header.summary) * _SMALL)
    return line("TenLoai", header.kind.upper()) + summary


def _rule(width: float, text: float) -> str:
    return rule(width, _RULE_SHARE * min(text, width))


def foot(recipients: tuple[str, ...], signature: Signature) -> str:
    """Recipients at the left; at the right the signer's titles above room for signature and seal."""
    left = line("NoiNhan", "Nơi nhận:") + "".join(line("NoiNhanDong", each) for each in recipient_lines(recipients))
    right = "".join(line("ChucVu", text.upper()) for text in signature.titles) + line("ChoKy", "")
    return paragraph("HetPhan", "") + two_columns((_RECIPIENTS, _SIGNER), (left, right))


def two_columns(widths: tuple[float, float], *rows: tuple[str, str]) -> str:
    """A table without borders, each row kept on one page."""
    columns = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="KhongKhung"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_row(columns, row) for row in rows)}</w:tbl>"
    )


def _row(columns: list[int], cells: tuple[str, str]) -> str:
    tcs = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(columns, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(tcs)}</w:tr>"


def seal(lines: Iterable[tuple[str, str]]) -> str:
    """The framed lines that let a reader match a copy with its seal."""
    texts = "".join(
        paragraph("NiemPhong", run(f"{name}: ", bold=True) + run(words), properties="<w:keepNext/>")
        for name, words in lines
    )
    return line("NiemPhongTen", "Xác nhận số liệu") + texts
