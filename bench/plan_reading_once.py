"""`python -m bench.plan_reading_once product|raw FILE`: [seconds, peak KiB] of one reading, after one to warm up."""

from __future__ import annotations

import json
import resource
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter


def main() -> None:
    who, file = sys.argv[1], Path(sys.argv[2])
    read = _product() if who == "product" else _raw(file.suffix)
    read(file)
    began = perf_counter()
    assert read(file) > 100_000
    seconds = perf_counter() - began
    fenced = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([seconds, _own_peak() + fenced]))


def _own_peak() -> int:
    """KiB; ru_maxrss would count what the process that started this one held."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def _product() -> Callable[[Path], int]:
    from chungtay_tasks.documents import open_document
    from chungtay_tasks.plan import read_plan

    return lambda file: len(read_plan(open_document(file.read_bytes(), file.name).text).text)


def _raw(suffix: str) -> Callable[[Path], int]:
    return {".txt": _bare_text, ".docx": _bare_word, ".pdf": _bare_pdf}[suffix]


def _bare_text(file: Path) -> int:
    return len(file.read_text("utf-8"))


def _bare_word(file: Path) -> int:
    from lxml import etree

    with zipfile.ZipFile(file) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return len("".join(root.itertext()))


def _bare_pdf(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


if __name__ == "__main__":
    main()
