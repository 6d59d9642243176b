"""`chungtay obstacle …`: what stands in the way of duties, from raised to closed."""

from __future__ import annotations

import click

from chungtay_kernel.cli import both, json_option, print_json
from chungtay_tasks.cli_calls import Told, coordinator, do, every
from chungtay_tasks.domain.obstacles import STATES


@click.group(help=both("Khó khăn, vướng mắc khi thực hiện nhiệm vụ.", "What stands in the way of duties."))
def obstacle() -> None: ...


_campaign = click.argument("campaign")
_obstacle = click.argument("obstacle_id", metavar="OBSTACLE")


@obstacle.command(name="raise", help=both("Nêu khó khăn, vướng mắc; không nêu tên người.", "Raises an obstacle."))
@_campaign
@click.argument("duty")
@click.option("--unit", required=True, help=both("Đơn vị nêu.", "The unit that raises it."))
@click.option("--text", required=True, help=both("Vướng ở đâu, vì sao.", "What stands in the way, and why."))
@json_option
def raise_(campaign: str, duty: str, *, unit: str, text: str, as_json: bool) -> None:
    body = {"unit": unit, "duty": duty, "text": text}
    answer = do(f"campaigns/{campaign}/obstacles", body, role="officer", unit=unit)
    _done(answer, f"Đã gửi cơ quan đầu mối. Mã: {answer['obstacle']}", as_json=as_json)


@obstacle.command(name="list", help=both("Các khó khăn, vướng mắc.", "Obstacles."))
@_campaign
@click.option("--unit", help=both("Chỉ của đơn vị này.", "This unit's alone."))
@click.option("--duty", help=both("Chỉ của nhiệm vụ này.", "On this duty alone."))
@click.option("--state", help=both(f"Trạng thái: {', '.join(STATES)}; cách nhau dấu phẩy.", "States, by comma."))
@click.option("--q", help=both("Tìm chữ, không cần dấu.", "Words, with or without diacritics."))
@json_option
def list_(
    campaign: str, *, unit: str | None, duty: str | None, state: str | None, q: str | None, as_json: bool
) -> None:
    items = list(every(f"campaigns/{campaign}/obstacles", unit=unit, duty=duty, state=state, q=q))
    if as_json:
        print_json(items)
    for item in () if as_json else items:
        click.echo(
            f"{item['obstacle']}  {item['duty']:6} {item['unit']:10} {item['state_label']['vi']}: {item['text']}"
        )


@obstacle.command(help=both("Cơ quan đầu mối trả lời.", "The coordinator answers."))
@_campaign
@_obstacle
@click.option("--text", required=True, help=both("Trả lời.", "The answer."))
@json_option
def answer(campaign: str, obstacle_id: str, *, text: str, as_json: bool) -> None:
    _coordinate(campaign, f"{obstacle_id}/answers", {"text": text}, "Đã trả lời.", as_json=as_json)


@obstacle.command(help=both("Cơ quan đầu mối khép lại khi đã tháo gỡ.", "The coordinator closes what is removed."))
@_campaign
@_obstacle
@click.option("--outcome", required=True, help=both("Đã tháo gỡ thế nào.", "How it was removed."))
@json_option
def close(campaign: str, obstacle_id: str, *, outcome: str, as_json: bool) -> None:
    _coordinate(campaign, f"{obstacle_id}/close", {"outcome": outcome}, "Đã tháo gỡ.", as_json=as_json)


@obstacle.command(help=both("Mở lại khi vẫn còn vướng.", "Reopens what still stands in the way."))
@_campaign
@_obstacle
@click.option(
    "--unit", help=both("Đơn vị đã nêu; mặc định cơ quan đầu mối.", "The unit that raised it; or the coordinator.")
)
@click.option("--reason", required=True, help=both("Còn vướng gì.", "What still stands in the way."))
@json_option
def reopen(campaign: str, obstacle_id: str, *, unit: str | None, reason: str, as_json: bool) -> None:
    if unit is None:
        _coordinate(campaign, f"{obstacle_id}/reopen", {"reason": reason}, "Đã mở lại.", as_json=as_json)
        return
    path = f"campaigns/{campaign}/obstacles/{obstacle_id}/reopen"
    _done(do(path, {"reason": reason}, role="officer", unit=unit), "Đã mở lại.", as_json=as_json)


def _coordinate(campaign: str, path: str, body: dict[str, str], said: str, *, as_json: bool) -> None:
    unit = coordinator(campaign)
    _done(do(f"campaigns/{campaign}/obstacles/{path}", body, role="coordinator", unit=unit), said, as_json=as_json)


def _done(answered: Told, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json(answered)
    else:
        click.echo(said)
