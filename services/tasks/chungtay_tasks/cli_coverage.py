"""`chungtay plan coverage FILE`: what became duties, what is context, and every piece a person must look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from chungtay_kernel.cli import Exit, both, json_option, print_json
from chungtay_tasks.plan.coverage import Coverage, Piece, coverage
from chungtay_tasks.plan_files import reading_of
from chungtay_tasks.shortening import shortened

_SHOWN = 160


@click.command(
    name="coverage",
    help=both(
        "Phần nào của FILE thành nhiệm vụ, phần nào là bối cảnh, chỗ nào chưa giao hoặc chưa chắc; "
        "mã 1 khi còn việc chưa giao được.",
        "What of FILE became duties, what is context, what is unassigned or doubtful; "
        "exit code 1 while something is unassigned.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def coverage_command(ctx: click.Context, file: Path, as_json: bool) -> None:
    found = coverage(reading_of(file))
    if as_json:
        print_json(_json(found))
    else:
        click.echo("\n".join(_page(found)))
    ctx.exit(Exit.FINDINGS if found.unassigned or found.missed else Exit.WELL)


def _json(found: Coverage) -> dict[str, object]:
    parts = {name: getattr(found, name) for name in ("duty", "context", "unassigned", "missed")}
    shares = {name: round(found.share(letters), 4) for name, letters in parts.items()}
    return {"letters": found.letters, **parts, "shares": shares, "pieces": [asdict(piece) for piece in found.pieces]}


def _page(found: Coverage) -> Iterator[str]:
    yield f"Nhiệm vụ / duties          {found.share(found.duty):7.1%}"
    yield f"Bối cảnh / context         {found.share(found.context):7.1%}"
    yield f"Chưa giao được / unassigned {found.share(found.unassigned):6.1%}"
    if found.missed:
        yield f"Bỏ sót / missed            {found.share(found.missed):7.1%}"
    yield from _list("Chưa giao được / Unassigned", [piece for piece in found.pieces if piece.unassigned])
    yield from _list("Cần xem lại / Doubtful", [piece for piece in found.pieces if not piece.unassigned])


def _list(title: str, pieces: list[Piece]) -> Iterator[str]:
    if pieces:
        yield f"\n{title} ({len(pieces)}):"
    for piece in pieces:
        clause = f" ({piece.clause})" if piece.clause else ""
        yield f"  dòng {piece.line}{clause}, ký tự {piece.start}–{piece.end} · {piece.vi}"
        yield f"    {shortened(piece.text, _SHOWN)}"
