"""The duty board: every part that a unit has in a duty, as it stands now, and what the coordinator looks for in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chungtay_tasks.board import Board, shown_assignment
from chungtay_tasks.board_filters import Item, Wanted, under
from chungtay_tasks.board_queries import Beside
from chungtay_tasks.domain.days_left import NO_DEADLINE, Said, Until, days_left
from chungtay_tasks.domain.groups import expand
from chungtay_tasks.domain.progress import PROGRESS, TIMELINESS
from chungtay_tasks.domain.urging import URGING, acknowledge_by, is_unacknowledged, urging
from chungtay_tasks.events import CampaignUnit, DueRule
from chungtay_tasks.queries import Row
from chungtay_tasks.standing_duties import next_due
from chungtay_tasks.working_days import vietnam

_DROPPED = ("đã bỏ khỏi kế hoạch", "dropped from the plan")


@dataclass(frozen=True)
class Parts:
    """A campaign's parts at a moment: `duties` in the plan's order, `rows` as queries.assignments gives them."""

    board: Board
    duties: Sequence[Row]
    rows: Sequence[Row]
    beside: Beside

    @cached_property
    def units(self) -> Mapping[str, CampaignUnit]:
        return {unit.code: unit for unit in self.board.campaign.units}

    @cached_property
    def by_duty(self) -> Mapping[str, Mapping[str, Any]]:
        return {row["duty"]: row["data"] for row in self.duties}

    @cached_property
    def next_due(self) -> Mapping[str, Said]:
        """By duty: of those that come to no single instant, what their time is."""
        rules = ((row["duty"], DueRule.model_validate(row["data"]["due"])) for row in self.duties)
        return {duty: next_due(self.board, rule) for duty, rule in rules if self.board.deadline(rule) is None}

    def items(self, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """The parts that fit, in the plan's order; of one unit also those where it is a partner, unless asked
        otherwise. A unit that both holds a duty and is called its partner holds it."""
        roles = [wanted.role] if wanted.role else ["holder", "partner"] if wanted.unit else ["holder"]
        rows = [(row, "holder") for row in self.rows] if "holder" in roles else []
        rows += [(row, "partner") for row in self._partners(wanted)] if "partner" in roles else []
        for row, role in sorted(rows, key=lambda one: (one[0]["position"], one[0]["unit"])):
            if wanted.clause is None or under(wanted.clause, row["data"]):
                item = self._item(row, role)
                if wanted.fits(item):
                    yield item

    def _partners(self, wanted: Wanted) -> Iterator[Row]:
        for duty in self.duties:
            if wanted.duty in (None, duty["duty"]):
                for unit in self.partners(duty["data"]):
                    if wanted.unit in (None, unit):
                        yield self._partner(duty, unit)

    def partners(self, duty: Mapping[str, Any]) -> list[str]:
        """The units that partner in a duty, those of its groups among them."""
        groups = {group.code: group for group in self.board.campaign.groups}
        return [unit for unit in expand(duty["partners"], groups).units if unit not in duty["units"]]

    def _partner(self, duty: Row, unit: str) -> Row:
        done = self.beside.activities.get((duty["duty"], unit))
        activities, last = (done["activities"], done["last_activity_at"]) if done else (0, None)
        return {**duty, "unit": unit, "acknowledged_at": None, "activities": activities, "last_activity_at": last}

    def _item(self, row: Row, role: str) -> dict[str, Any]:
        duty, place = row["data"], (row["duty"], row["unit"])
        shown = shown_assignment(self.board, row)
        if role == "partner" or row["dropped_at"]:  # the holders answer for the time, for what was dropped nobody
            shown |= {"timeliness": None, "timeliness_label": None}
        delegated = self.beside.delegated.get(place)
        return {
            **shown,
            "role": role,
            "text": duty["text"],
            "position": row["position"],
            **self._unit(row["unit"]),
            "holders": duty["units"] or duty["holders"],
            "partners": duty["partners"],
            "days_left": _said(_DROPPED if row["dropped_at"] else self._days_left(shown)),
            **self._urging(shown, role if row["dropped_at"] is None else "dropped", place),
            "delegate": delegated and delegated["account"],
            "delegated_to": delegated and shown_delegation(delegated),
            "obstacles_open": self.beside.obstacles.get(place, 0),
        }

    def _unit(self, code: str) -> dict[str, Any]:
        unit = self.units.get(code)
        return {"unit_name_vi": unit.name_vi if unit else code, "unit_kind": unit.kind if unit else None}

    def _days_left(self, shown: Item) -> tuple[str, str]:
        until = Until(shown["due_at"], shown["last_valid_day"]) if shown["due_at"] else None
        now = self.board.now.astimezone(self.board.zone)
        left = days_left(until, shown["timeliness"], shown["mode"], now, vietnam())
        return self.next_due.get(shown["duty"], left) if left == NO_DEADLINE else left

    def _urging(self, shown: Item, role: str, place: tuple[str, str]) -> dict[str, Any]:
        zone, assigned = self.board.zone, self.beside.assigned.get(place)
        by = acknowledge_by(assigned.astimezone(zone).date(), vietnam()) if assigned and role == "holder" else None
        late = is_unacknowledged(shown["progress"], by, self.board.now.astimezone(zone).date())
        judged = (shown["mode"], shown["progress"], shown["timeliness"])
        reasons = urging(*judged, unacknowledged=late) if role == "holder" else []
        return {
            "assigned_at": assigned,
            "acknowledge_by": by,
            "unacknowledged": late,
            "needs_urging": bool(reasons),
            "urging": [{"code": reason, "label": _said(URGING[reason])} for reason in reasons],
        }


def listed(item: Item) -> dict[str, Any]:
    """A part as lists show it: the duty's whole text stands with the duty."""
    return {name: value for name, value in item.items() if name not in ("text", "position", "delegate")}


def shown_delegation(row: Row) -> dict[str, Any]:
    """Both answer for a delegated duty: the unit's head and the account."""
    return {
        "account": row["account"],
        "since": row["since"],
        "by": author(row["actor"]),
        "reason": row["reason"],
        "accountable": ["unit_head", row["account"]],
    }


def author(actor: str) -> dict[str, str]:
    role, unit, account = actor.split(":", 2)
    return {"role": role, "unit": unit, "account": account}


def matrix(parts: Parts, items: Iterable[Item]) -> dict[str, Any]:
    """Units down, duties across, in the plan's order; a cell is null where the unit has no part in the duty."""
    found = list(items)
    cells = {(item["duty"], item["unit"]): item for item in found}
    duties = [row for row in parts.duties if any(row["duty"] == duty for duty, _ in cells)]
    units = [unit for unit in parts.units.values() if any(unit.code == code for _, code in cells)]
    return {
        "campaign": parts.board.campaign.campaign,
        "as_of": parts.board.now,
        "duties": [_column(parts, row) for row in duties],
        "items": [_line(unit, [cells.get((row["duty"], unit.code)) for row in duties]) for unit in units],
        "next": None,
        "counts": counts(found),
        "labels": _LABELS,
    }


_LABELS = {
    name: {code: {"vi": vi, "en": en} for code, (vi, en) in words.items()}
    for name, words in (("progress", PROGRESS), ("timeliness", TIMELINESS), ("urging", URGING))
}


def _column(parts: Parts, row: Row) -> dict[str, Any]:
    data = row["data"]
    shown = {name: data[name] for name in ("duty", "clause", "label", "title_vi", "title_en", "mode")}
    return {**shown, "partners": parts.partners(data)}


def _line(unit: CampaignUnit, cells: Sequence[Item | None]) -> dict[str, Any]:
    return {
        "unit": unit.code,
        "name_vi": unit.name_vi,
        "kind": unit.kind,
        "cells": [cell and _cell(cell) for cell in cells],
        **_summed([cell for cell in cells if cell]),
    }


def _cell(item: Item) -> dict[str, Any]:
    return {name: item[name] for name in ("progress", "timeliness", "needs_urging")}


def counts(items: Sequence[Item]) -> dict[str, Any]:
    """Of the parts shown: how many there are of each state, and of what the coordinator looks for."""
    progress = Counter(item["progress"] for item in items)
    timely = Counter(item["timeliness"] for item in items)
    return {
        "parts": len(items),
        "progress": {code: progress[code] for code in PROGRESS},
        "timeliness": {code: timely[code] for code in TIMELINESS},
        **_summed(items),
    }


def _summed(items: Sequence[Item]) -> dict[str, int]:
    return {
        "needs_urging": sum(item["needs_urging"] for item in items),
        "unacknowledged": sum(item["unacknowledged"] for item in items),
        "obstacles_open": sum(item["obstacles_open"] for item in items),
    }


def _said(words: tuple[str, str]) -> dict[str, str]:
    return {"vi": words[0], "en": words[1]}
