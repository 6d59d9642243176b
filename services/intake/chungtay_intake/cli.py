"""`chungtay intake`: record activities from a file, and list them, over HTTP like everybody else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid5

import click
import httpx

from chungtay_kernel import strict_json
from chungtay_kernel.cli import Exit, Refused, both, json_option, print_json
from chungtay_kernel.settings import Settings

AT_ONCE = 500
_KEYS = UUID("c7c1f0a4-0f6f-4d36-9c55-0d9fb4c9a1de")

_campaign = click.option("--campaign", required=True, help=both("Mã đợt hoạt động.", "The campaign's code."))
_url = click.option("--url", default=None, help=both("Địa chỉ hệ thống; mặc định CHUNGTAY_URL.",
                                                     "The system's address; default CHUNGTAY_URL."))  # fmt: skip
_token = click.option("--token", envvar="CHUNGTAY_TOKEN", required=True,
                      help=both("Mã đăng nhập (chungtay token …); hoặc CHUNGTAY_TOKEN.",
                                "Token (chungtay token …); or CHUNGTAY_TOKEN."))  # fmt: skip


def _connected(command: Callable[..., None]) -> Callable[..., None]:
    return _campaign(_url(_token(json_option(command))))


@click.group(name="intake", help=both("Ghi và xem hoạt động.", "Record and list activities."))
def cli() -> None: ...


_RECORD = both(
    "Ghi hoạt động từ một tệp JSON (một đối tượng hoặc một danh sách); ghi lại cùng tệp không thêm gì.",
    "Record activities from a JSON file (an object or a list); the same file again adds nothing.",
)


@cli.command(help=_RECORD)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_connected
@click.pass_context
def record(ctx: click.Context, file: Path, campaign: str, url: str | None, token: str, as_json: bool) -> None:
    items = _items(strict_json.loads(file.read_bytes()))
    with _client(url, token) as client:
        results = [result for some in _batches(items) for result in _sent(client, campaign, some)]
    outcomes = [{**result, "index": index} for index, result in enumerate(results)]
    _print(outcomes, as_json, _outcome)
    if any(outcome["status"] != httpx.codes.CREATED for outcome in outcomes):
        ctx.exit(Exit.REFUSED)


@cli.command(name="list", help=both("Xem hoạt động, mới ghi trước.", "List activities, last recorded first."))
@click.option("--unit", default=None, help=both("Chỉ đơn vị này.", "This unit alone."))
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500),
              help=both("Số mục nhiều nhất.", "Items at most."))  # fmt: skip
@_connected
def list_(unit: str | None, limit: int, campaign: str, url: str | None, token: str, as_json: bool) -> None:
    query = {"limit": limit, **({"unit": unit} if unit else {})}
    with _client(url, token) as client:
        items = _answer(client.get(_path(campaign), params=query))["items"]
    _print(items, as_json, _line)


def _client(url: str | None, token: str) -> httpx.Client:
    base = url or Settings.model_validate({}).url
    return httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60)


def _path(campaign: str) -> str:
    return f"/intake/campaigns/{campaign}/activities"


def _items(content: Any) -> list[Any]:
    """Each with its own key, or one made of its content and how often that came before: what was recorded once is
    not recorded again, and what stands twice in a file is recorded twice."""
    items = cast(list[Any], content) if isinstance(content, list) else [content]
    before: Counter[bytes] = Counter()
    return [_keyed(item, before) for item in items]


def _keyed(item: Any, before: Counter[bytes]) -> Any:
    if not isinstance(item, dict) or "idempotency_key" in item:
        return cast(Any, item)
    text = json.dumps(item, sort_keys=True, ensure_ascii=False).encode()
    before[text] += 1
    return {**cast(dict[str, Any], item), "idempotency_key": str(uuid5(_KEYS, f"{before[text]} {text.decode()}"))}


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))


def _sent(client: httpx.Client, campaign: str, items: list[Any]) -> list[dict[str, Any]]:
    return _answer(client.post(_path(campaign), json=items))["results"]


def _answer(answer: httpx.Response) -> dict[str, Any]:
    """Raises Refused with the problem's own words."""
    body = answer.json()
    if answer.is_error:
        raise Refused(body["details"]["vi"], body["details"]["en"])
    return body


def _print(items: list[dict[str, Any]], as_json: bool, line: Callable[[dict[str, Any]], str]) -> None:
    if as_json:
        print_json(items)
        return
    for item in items:
        click.echo(line(item))


def _outcome(result: dict[str, Any]) -> str:
    number = result["index"] + 1
    if problem := result.get("problem"):
        return f"{number}: ✗ {problem['field']}: {problem['detail']} {problem['remedy']['vi']}"
    return f"{number}: ✓ {result['stream']}"


def _line(item: dict[str, Any]) -> str:
    state = " (đã hủy)" if item["state"] == "voided" else ""
    return f"{item['occurred_on']} {item['unit']} {item['title']}{state} [{item['activity']}]"
