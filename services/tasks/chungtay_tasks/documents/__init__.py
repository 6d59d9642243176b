"""Files of plans to their text: plain text, Word (DOCX) and PDF, each within bounds of time and memory."""

from chungtay_tasks.documents.document import Document, FileKind, Notice
from chungtay_tasks.documents.opening import check_text, open_document

__all__ = ["Document", "FileKind", "Notice", "check_text", "open_document"]
