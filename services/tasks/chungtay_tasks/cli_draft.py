"""`chungtay draft …`: a campaign under review, from a plan's reading to what is published, at the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from chungtay_kernel.cli import Exit, Refused, both, json_option, print_json
from chungtay_tasks import cli_draft_pages as pages
from chungtay_tasks.cli_calls import every, told
from chungtay_tasks.cli_draft_calls import change, iso, post, standing, tell_rest
from chungtay_tasks.cli_draft_edits import EDITS
from chungtay_tasks.cli_draft_history import history as history_page

_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group(help=both("Dự thảo một đợt trước khi ban hành.", "A campaign under review before it is published."))
def draft() -> None: ...


for verb in EDITS:
    draft.add_command(verb)

_campaign = click.argument("campaign")


def _reason(required: bool) -> Callable[[_Command], _Command]:
    return click.option("--reason", required=required, help=both("Lý do.", "Why."))


@draft.command(name="list", help=both("Các dự thảo.", "Drafts."))
@click.option("--standing", "how", type=click.Choice(["open", "published", "discarded"]))
@json_option
def list_drafts(how: str | None, as_json: bool) -> None:
    found = list(every("drafts", standing=how))
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        click.echo(f"{one['campaign']:28} {one['standing']:10} {one['origin']:10} bản {one['version']}")


@draft.command(
    help=both("Dự thảo: thông tin đợt và nhiệm vụ; --text: cạnh văn bản.", "The draft; --text: beside the plan's text.")
)
@_campaign
@click.option("--text", "beside", is_flag=True, help=both("Văn bản và nhiệm vụ cạnh nhau.", "Text and duties abreast."))
@click.option("--duty", help=both("Mọi điều về một nhiệm vụ.", "Everything about one duty."))
@json_option
def show(campaign: str, beside: bool, duty: str | None, as_json: bool) -> None:
    found = standing(campaign)
    if as_json:
        print_json(found)
        return
    lines = list(pages.one_duty(found, duty) if duty else pages.side_by_side(found) if beside else pages.page(found))
    if not lines:
        raise Refused(f"Dự thảo không có nhiệm vụ {duty}.", f"The draft has no duty {duty}.")
    click.echo("\n".join(lines))


@draft.command(
    help=both(
        "Còn thiếu gì, và lệnh để bổ sung; mã 1 khi chưa ban hành được.",
        "What is missing and the command that mends it; exit 1 while it cannot be published.",
    )
)
@_campaign
@json_option
def missing(campaign: str, as_json: bool) -> None:
    found = standing(campaign)
    if as_json:
        print_json({name: found[name] for name in ("ready", "questions", "would_be_refused", "notes")})
    else:
        click.echo("\n".join(pages.missing(found)))
    raise SystemExit(Exit.WELL if found["ready"] else Exit.FINDINGS)


@draft.command(help=both("Lịch sử: ai sửa gì, khi nào, vì sao.", "Who changed what, when and why."))
@_campaign
@json_option
def history(campaign: str, as_json: bool) -> None:
    entries = told(f"drafts/{campaign}/history")["items"]
    if as_json:
        print_json(entries)
    else:
        click.echo("\n".join(history_page(entries)))


@draft.command(help=both("Khác gì so với đợt đang có hiệu lực.", "What it changes of the campaign that stands."))
@_campaign
@json_option
def diff(campaign: str, as_json: bool) -> None:
    found = told(f"drafts/{campaign}/diff")
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(pages.difference(found)))


@draft.command(help=both("Ban hành, hoặc sửa đổi đợt đã ban hành.", "Publishes it, or amends what is published."))
@_campaign
@_reason(required=False)
@json_option
def publish(campaign: str, reason: str | None, as_json: bool) -> None:
    made = change(campaign, "publish", {"reason": reason})
    if as_json:
        print_json(made)
        return
    verb = "Đã sửa đổi" if made["amended"] else "Đã ban hành"
    click.echo(f"{verb} {campaign}: {made['units']} đơn vị, {made['assignments']} phần việc")
    if made["amended"]:
        counts = [f"{len(made[name])} {vi}" for name, vi in (("added", "thêm"), ("changed", "sửa"), ("dropped", "bỏ"))]
        click.echo(f"Nhiệm vụ: {', '.join(counts)}")
    click.echo(f"{made['expected_reports']} đơn vị phải báo cáo, ngày cuối {made['last_valid_day']}")
    for caution in made["cautions"]:
        click.echo(f"Lưu ý: {caution['vi']}")


@draft.command(help=both("Bỏ dự thảo.", "Gives the draft up."))
@_campaign
@_reason(required=True)
@json_option
def discard(campaign: str, reason: str, as_json: bool) -> None:
    made = change(campaign, "discard", {"reason": reason})
    if as_json:
        print_json(made)
    else:
        click.echo(both(f"Đã bỏ dự thảo {campaign}", "given up"))


@draft.command(
    help=both(
        "Dự thảo đợt mới theo đợt FROM đã có, dời mọi ngày theo ngày bắt đầu.",
        "A new campaign after FROM, with all dates moved by its first day.",
    )
)
@click.argument("source", metavar="FROM")
@click.option("--id", "campaign", required=True, help=both("Mã đợt mới.", "The new campaign's id."))
@click.option("--start", help=both("Ngày bắt đầu; mặc định một năm sau.", "The first day; by default a year later."))
@json_option
def clone(source: str, campaign: str, start: str | None, as_json: bool) -> None:
    coordinator = told(f"campaigns/{source}")["coordinator"]
    body = {"id": campaign, "clone_of": source, "period_start": iso(start) if start else None}
    tell_started(post("drafts", body, unit=coordinator), as_json)


@draft.command(
    help=both(
        "Dự thảo sửa đổi một đợt đã ban hành, không có văn bản mới.",
        "The draft of an amendment of a published campaign without a new paper.",
    )
)
@_campaign
@json_option
def amend(campaign: str, as_json: bool) -> None:
    coordinator = told(f"campaigns/{campaign}")["coordinator"]
    tell_started(post("drafts", {"id": campaign}, unit=coordinator), as_json)


def tell_started(made: Any, as_json: bool) -> None:
    if as_json:
        print_json(made)
        return
    campaign = made["campaign"]
    click.echo(both(f"Đã lập dự thảo {campaign}: {made['duties']} nhiệm vụ", "draft made"))
    for line in pages.notes(made["notes"]):
        click.echo(f"  {line}")
    if made["origin"] == "amendment":
        click.echo(both(f"Xem thay đổi: chungtay draft diff {campaign}", "see what changes"))
    tell_rest(campaign)
