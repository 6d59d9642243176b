"""The sample campaign, as the commands that publish it take it: units, the plan's text, the campaign as reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from chungtay_tasks.domain.groups import expand
from chungtay_tasks.events import Group
from chungtay_tasks.plan import read_plan


def units() -> list[dict[str, Any]]:
    """What `POST /units` takes: the 31 units of the directory."""
    return [dict(agency) for agency in _data()["agencies"]]


def units_file(which: Literal["2024", "today"]) -> bytes:
    """The directory around Việt Yên as a CSV file: as it was in 2024, and through the reform of 2025 until today."""
    return files(__name__).joinpath(f"units-{which}.csv").read_bytes()


def plan_text() -> str:
    """The plan as its author sent it."""
    return files(__name__).joinpath("plan.txt").read_text("utf-8")


def campaign() -> dict[str, Any]:
    """What `POST /campaigns` takes."""
    data = _data()
    return {
        **data["campaign"],
        "units": [agency["code"] for agency in data["agencies"]],
        "groups": data["groups"],
        "indicators": data["indicators"],
        "expected_reports": _expected(data),
        "duties": _placed(data["duties"]),
    }


def _placed(duties: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each duty with its place in the plan as read: its wording, looked for from where the one before it ended."""
    text, found, placed = read_plan(plan_text()).text, 0, list[dict[str, Any]]()
    for duty in duties:
        start = text.index(duty["text"], found)
        found = start + len(duty["text"])
        span = {"start": start, "end": found, "paragraph_start": text.rfind("\n", 0, start) + 1}
        placed.append({**duty, "span": span})
    return placed


def _expected(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    groups = {g["code"]: Group.model_validate(g) for g in data["groups"]}
    named = data["campaign"]["expected_reports"]
    return [
        {"unit": unit, "required": required}
        for required, codes in ((True, named["required"]), (False, named["free_to_answer"]))
        for unit in expand(codes, groups).units
    ]


@cache
def _data() -> Mapping[str, Any]:
    return yaml.safe_load(files(__name__).joinpath("campaign.yaml").read_text("utf-8"))
