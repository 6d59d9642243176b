"""The consolidated report on paper and on screen: one `ReportView` in, the bytes of one document out.

The layout is that of Decree 30/2020/NĐ-CP. Nothing is computed here: what the formats print is what the view holds,
so that two formats cannot disagree, and the same view gives the same bytes.
"""

from chungtay_reporting.documents.extract import extract_figures
from chungtay_reporting.documents.html import render_html
from chungtay_reporting.documents.word.document import render_docx

__all__ = ["extract_figures", "render_docx", "render_html"]
