"""The sample campaign, as the commands that publish it take it: units, the plan's text, the campaign as reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from chungtay_tasks.domain.groups import expand
from chungtay_tasks.events import Group
from chungtay_tasks.plan import read_plan


def units() -> list[dict[str, Any]]:
    """What `POST /units` takes: the 31 units of the directory."""
    return [dict(agency) for agency in _data()["agencies"]]


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
    """Each duty with its place in the plan, as a reviewer leaves it who kept the reader's wording."""
    read = [duty for assignment in read_plan(plan_text()).assignments for duty in assignment.duties]
    places = {d.text: {"start": d.start, "end": d.end, "paragraph_start": d.paragraph_start} for d in read}
    return [{**duty, "span": places.get(duty["text"])} for duty in duties]


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
