"""`chungtay contracts write | check`: the generated contracts, and whether they still say what the code does."""

from __future__ import annotations

from pathlib import Path

import click

from chungtay_kernel.cli import Exit, both, json_option, print_json
from chungtay_local import contracts
from chungtay_local.machine import ROOT

_FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path), default=ROOT / "shared" / "contracts", show_default="shared/contracts"
)


@click.group(name="contracts", help=both("Hợp đồng dữ liệu giữa các dịch vụ.", "Contracts between the services."))
def cli() -> None: ...


@cli.command(help=both("Sinh lại schema, danh mục, AsyncAPI.", "Generates schemas, catalogue and AsyncAPI."))
@_FOLDER
def write(folder: Path) -> None:
    contracts.write(folder)
    click.echo(both(f"Đã ghi {folder}", "written"))


@cli.command(help=both("Báo chỗ hợp đồng và mã khác nhau.", "Tells where contracts and code differ."))
@_FOLDER
@json_option
@click.pass_context
def check(ctx: click.Context, folder: Path, *, as_json: bool) -> None:
    found = contracts.drift(folder)
    if as_json:
        print_json({"drift": found})
    else:
        click.echo("\n".join(found) or both("Khớp.", "No drift."))
    ctx.exit(Exit.FINDINGS if found else Exit.WELL)
