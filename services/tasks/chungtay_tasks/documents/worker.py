"""The fenced process: `python -m chungtay_tasks.documents.worker docx|pdf`, the file on stdin, JSON on stdout."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from chungtay_tasks.documents import refusals
from chungtay_tasks.documents.document import LONGEST_TEXT, Document
from chungtay_tasks.documents.refusals import Refuse

PROCESSOR_SECONDS = 20
MEMORY = 1024 * 1024 * 1024


def main() -> None:
    bounded()
    kind, data = sys.argv[1], sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(told(_parser(kind), kind, data)))


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def told(parse: Callable[[bytes], Document], kind: str, data: bytes) -> dict[str, Any]:
    """The document, or the name and words of its refusal."""
    try:
        document = parse(data)
        if len(document.text) > LONGEST_TEXT:
            raise Refuse(refusals.too_heavy)
    except Refuse as refused:
        return {"refused": refused.name, "words": refused.words}
    except MemoryError:
        return {"refused": refusals.too_heavy.__name__, "words": ()}
    except Exception:  # whatever a malformed file makes a parser raise
        return {"refused": refusals.damaged.__name__, "words": (kind,)}
    return asdict(document)


def _parser(kind: str) -> Callable[[bytes], Document]:
    if kind == "pdf":
        from chungtay_tasks.documents.pdf.document import pdf_document

        return pdf_document
    from chungtay_tasks.documents.word.document import word_document

    return word_document


if __name__ == "__main__":
    main()
