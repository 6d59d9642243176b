"""Reading a plan of sixty pages as TXT, DOCX and PDF, beside taking its bare text out with the same libraries.

Speed includes the process that a Word or PDF file is parsed in; memory is the peak of a fresh process and, for the
product, of the process it fences, each with its interpreter and libraries.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx

from bench.figures import ROUNDS, Figure, figure
from bench.lab import Lab
from bench.written_pdf import Sheet, pdf, width
from chungtay_tasks import sample

PAGES = 60
LINES, MEASURE, SIZE = 46, 470, 13


def plan_of_sixty_pages() -> list[list[str]]:
    """Pages of lines as they are set: the sample's clauses over and over, under one head and with one closing."""
    head, _, rest = sample.plan_text().partition("II. NỘI DUNG")
    body, _, closing = rest.partition("Nơi nhận:")
    lines = [line for paragraph in head.split("\n") for line in _set(paragraph)]
    number = 0
    while len(lines) < LINES * PAGES - 40:
        for paragraph in body.split("\n")[1:]:
            number += paragraph[:1].isdigit()
            text = f"{number}. {paragraph.partition('. ')[2]}" if paragraph[:1].isdigit() else paragraph
            lines += _set(text) if text else []
    lines += [line for paragraph in f"Nơi nhận:{closing}".split("\n") for line in _set(paragraph)]
    return [lines[start : start + LINES] for start in range(0, LINES * PAGES, LINES)]


def _set(paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if width(f"{lines[-1]} {word}", SIZE) > MEASURE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def written(folder: Path) -> dict[str, Path]:
    pages = plan_of_sixty_pages()
    paragraphs = "\n".join("\n".join(page) for page in pages).split("\n")
    files = {kind: folder / f"plan.{kind}" for kind in ("txt", "docx", "pdf")}
    files["txt"].write_text("\f".join("\n".join(page) for page in pages), "utf-8")
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(files["docx"]))
    files["pdf"].write_bytes(pdf([_sheet(page) for page in pages]))
    return files


def _sheet(page: list[str]) -> Sheet:
    sheet = Sheet()
    for place, line in enumerate(page):
        sheet.write(62, 790 - 16 * place, line, SIZE)
    return sheet


def once(who: str, file: Path) -> tuple[float, float]:
    """Pages a second, and the peak of memory in MiB, in a process of its own."""
    command = [sys.executable, "-m", "bench.plan_reading_once", who, str(file)]
    seconds, kibibytes = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return PAGES / seconds, kibibytes / 1024


async def measure(lab: Lab) -> list[Figure]:
    figures: list[Figure] = []
    for kind, file in written(lab.folder).items():
        rounds = [(once("raw", file), once("product", file)) for _ in range(ROUNDS)]
        name = f"plan of {PAGES} pages, {kind.upper()}: read / bare text"
        raw, product = zip(*rounds, strict=True)
        for place, (unit, better) in enumerate((("pages/s", "higher"), ("MiB", "lower"))):
            figures.append(figure(
                f"{name}, {'speed' if place == 0 else 'peak'}", [one[place] for one in product],
                [one[place] for one in raw], unit=unit, target=None, better=better,  # type: ignore[arg-type]
            ))  # fmt: skip
    return figures
