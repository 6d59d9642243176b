"""How the verbs on drafts ask the running service: what stands, and one change of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import click

from chungtay_kernel.asking import ask
from chungtay_kernel.cli import Refused, both, print_json
from chungtay_tasks.cli_calls import Told, told

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def standing(campaign: str) -> Told:
    """The draft as it stands."""
    return told(f"drafts/{campaign}")


def post(path: str, body: Mapping[str, Any], *, unit: str | None, version: int | None = None) -> Told:
    """A command in the name of who steers the campaign; in a leader's, where nobody knows yet who that is."""
    role = "coordinator" if unit else "leader"
    return ask(
        f"tasks/{path}", role=role, unit=unit or "-", method="POST", body=body, key=str(uuid4()), version=version,
        timeout=300,
    ).json()  # fmt: skip


def change(campaign: str, verb: str, body: Mapping[str, Any]) -> Told:
    """What is done to the version that stands: somebody else's edit in between is told, not overwritten."""
    now = standing(campaign)
    coordinator, issuer = now["settings"]["coordinator"], now["settings"]["issuer"]
    unit = coordinator or (issuer and issuer["code"])
    return post(f"drafts/{campaign}/{verb}", body, unit=unit, version=now["version"])


def edit(campaign: str, operations: Sequence[Mapping[str, Any]], reason: str | None, as_json: bool) -> None:
    """Edits a draft, and tells what came of it and how much is left to settle."""
    made = change(campaign, "edits", {"operations": operations, "reason": reason})
    if as_json:
        print_json(made)
        return
    click.echo(both(f"Đã ghi (bản {made['version']})", f"recorded (version {made['version']})"))
    if made["new_duties"]:
        click.echo(both(f"Nhiệm vụ mới: {', '.join(made['new_duties'])}", "new duties"))
    tell_rest(campaign)


def tell_rest(campaign: str) -> None:
    now = standing(campaign)
    blocking = sum(question["blocks"] for question in now["questions"]) + len(now["would_be_refused"])
    if now["ready"]:
        click.echo(both(f"Ban hành được: chungtay draft publish {campaign}", "it can be published"))
    else:
        click.echo(both(f"Còn {blocking} việc phải làm: chungtay draft missing {campaign}", "left to do"))


def value_of(words: str) -> Any:
    """What somebody types for a field: a day in either writing, JSON, or words as they are."""
    if _DAY.fullmatch(words):
        return iso(words)
    if words[:1] in "[{" or words in ("null", "true", "false"):
        try:
            return json.loads(words)
        except ValueError:
            raise Refused(f"Không phải JSON: {words}", f"This is no JSON: {words}") from None
    return words


def iso(words: str) -> str:
    """01/6/2024 as 2024-06-01; what is written otherwise is left to the service to judge."""
    if not (found := _DAY.fullmatch(words)):
        return words
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Refused(f"Không có ngày {words}.", f"There is no day {words}.") from None
