"""`chungtay verify`, `chungtay report`, `chungtay reporting`: the proof, the report, and the rebuild of facts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from chungtay_kernel.asking import ask
from chungtay_kernel.cli import Exit, Unreachable, both, json_option, print_json
from chungtay_kernel.settings import Settings
from chungtay_reporting.rebuild import rebuild as rebuild_facts

VERIFYING = 600.0
"""Seconds a proof over long logs may take."""

_campaign = click.option("--campaign", help=both("Mã đợt.", "The campaign's code."))


@click.command(help=both("Kiểm chứng sổ ghi và các bản niêm phong.", "Proves the logs and the sealed reports."))
@_campaign
@json_option
@click.pass_context
def verify(ctx: click.Context, campaign: str | None, *, as_json: bool) -> None:
    found = ask("reporting/verification", role="auditor", query={"campaign": campaign}, timeout=VERIFYING).json()
    if as_json:
        print_json(found)
    else:
        _tell(found)
    ctx.exit(Exit.WELL if found["well"] else Exit.FINDINGS)


def _tell(found: dict[str, Any]) -> None:
    for source, told in found["sources"].items():
        click.echo(f"{source}: đã kiểm chứng đến {told['verified_to']} / verified to {told['verified_to']}")
    for seal in found["seals"]:
        click.echo(f"Niêm phong / Seal: {seal['campaign']} {seal['edition']} ({seal['seal_id']})")
    for f in found["findings"]:
        click.echo(f"✗ {f['witness']} {f['source']} {f['position']}: {f['vi']} / {f['en']}")
    if found["well"]:
        click.echo("Khớp / All holds")


@click.command(help=both("Lấy báo cáo tổng hợp.", "Gets the consolidated report."))
@click.argument("campaign")
@click.option("--format", "document_format", type=click.Choice(["json", "html", "docx"]), default="json",
              help=both("Định dạng.", "Format."))  # fmt: skip
@click.option("--period", help=both("Kỳ báo cáo, ví dụ 2024-06; mặc định cả đợt.",
                                    "A report period, such as 2024-06; by default the whole campaign."))  # fmt: skip
@click.option("--as-of", help=both("Thời điểm, ví dụ 2024-06-28T17:00+07:00.", "A moment, with its offset."))
@click.option("--output", "-o", type=click.Path(path_type=Path), help=both("Tệp ghi ra.", "The file to write."))
def report(
    campaign: str, document_format: str, period: str | None, as_of: str | None, output: Path | None
) -> None:  # fmt: skip
    query = {"format": document_format, "period": period, "as_of": as_of}
    content = ask(f"reporting/campaigns/{campaign}/report", role="auditor", query=query).content
    if output:
        output.write_bytes(content)
        click.echo(f"Đã ghi / Written: {output}")
    else:
        click.echo(content, nl=False)


@click.group(name="reporting", help=both("Việc vận hành của dịch vụ báo cáo.", "Operations of the reporting service."))
def reporting() -> None: ...


@reporting.command(help=both("Dựng lại số liệu từ nhật ký.", "Builds the facts again from the journal, then switches."))
@json_option
def rebuild(*, as_json: bool) -> None:
    settings = Settings()
    try:
        done = asyncio.run(rebuild_facts(settings.database("reporting", "owner")))
    except OSError as error:
        raise Unreachable(f"Không kết nối được: {error}", f"Could not be reached: {error}") from None
    if as_json:
        print_json({"generation": done.generation, "events": done.events})
    else:
        click.echo(f"Đã dựng lại / Rebuilt: {done.events} sự kiện / events, {done.generation}")
