"""`chungtay plan draft FILE|PLAN --id …`: from a plan's file, or from a plan that was read, to a draft."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import click

from chungtay_kernel.asking import ask
from chungtay_kernel.cli import Refused, both, json_option
from chungtay_tasks.cli_calls import told
from chungtay_tasks.cli_draft import tell_started
from chungtay_tasks.cli_draft_calls import post
from chungtay_tasks.plan_files import bytes_of


@click.command(
    name="draft",
    help=both(
        "Lập dự thảo đợt từ tệp kế hoạch (.docx, .pdf, .txt) hoặc mã kế hoạch đã đọc; đợt đã ban hành thì là sửa đổi.",
        "Drafts a campaign from a plan's file or a plan that was read; of a published one, its amendment.",
    ),
)
@click.argument("source", metavar="FILE|PLAN")
@click.option("--id", "campaign", required=True, help=both("Mã đợt, ví dụ chung-tay-2024-06.", "The campaign's id."))
@click.option("--plan-id", help=both("Mã kế hoạch; mặc định theo mã đợt.", "The plan's id; by default the campaign's."))
@click.option("--coordinator", help=both("Đơn vị đầu mối; mặc định nơi nhận báo cáo qua.", "The coordinating unit."))
@json_option
def draft_command(source: str, campaign: str, plan_id: str | None, coordinator: str | None, as_json: bool) -> None:
    published = _published(campaign)
    unit = published or coordinator
    plan = _submitted(Path(source), plan_id or _plan_id(campaign), unit) if Path(source).is_file() else source
    body = {"id": campaign, "plan": plan, "coordinator": None if published else coordinator}
    tell_started(post("drafts", body, unit=unit), as_json)


def _published(campaign: str) -> str | None:
    """Who coordinates the campaign that is amended; None for a new one."""
    try:
        return told(f"campaigns/{campaign}")["coordinator"]
    except Refused:
        return None


def _plan_id(campaign: str) -> str:
    """A plan that a campaign rests on is not read anew: its amendment is a plan of its own."""
    for number in range(1, 100):
        wished = campaign if number == 1 else f"{campaign}-{number}"
        try:
            told(f"plans/{wished}")
        except Refused:
            return wished
        if number == 1 and _published(campaign) is None:
            return wished
    raise Refused(f"Đã có quá nhiều bản của {campaign}; nêu --plan-id.", "Too many plans of this name; give --plan-id.")


def _submitted(file: Path, plan: str, unit: str | None) -> str:
    role = "coordinator" if unit else "leader"
    answer = ask(
        "tasks/plans", role=role, unit=unit or "-", method="POST", content=bytes_of(file),
        media="application/octet-stream", query={"id": plan, "filename": file.name}, key=str(uuid4()), timeout=300,
    ).json()  # fmt: skip
    notices: list[dict[str, str]] = answer["file"]["notices"] if answer.get("file") else []
    for notice in notices:
        click.echo(f"Lưu ý: {notice['vi']}\nNote: {notice['en']}", err=True)
    return plan
