"""What a reader of the duty board asks for in the address: which duties and units, in which state, in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request

from chungtay_kernel.paging import Page
from chungtay_kernel.problems import Refusal
from chungtay_kernel.text import fold
from chungtay_tasks.alphabet import alphabetical
from chungtay_tasks.asked import known_alone, one_of, some_of
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.progress import PROGRESS, TIMELINESS
from chungtay_tasks.domain.urging import URGING
from chungtay_tasks.events import CampaignContent

Item = Mapping[str, Any]

SORTS = ("plan", "unit", "due", "urging", "last_activity")
ROLES = ("holder", "partner")
FILTERS = (
    "unit", "duty", "clause", "progress", "timeliness", "kind", "mode", "role", "needs_urging", "unacknowledged",
    "delegated_to", "q", "dropped",
)  # fmt: skip
PAGED = ("sort", "cursor", "limit")
_NEVER = 2**50
"""Seconds after every moment."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """None, and no word, where nothing is asked for."""

    unit: str | None
    duty: str | None
    clause: str | None
    among: Mapping[str, Collection[Any]]
    """What an item's field must be one of."""
    role: str | None
    words: Sequence[str]
    sort: str

    def fits(self, item: Item) -> bool:
        return (
            all(item[field] in allowed for field, allowed in self.among.items())
            and (self.clause is None or under(self.clause, item))
            and (not self.words or _holds(item, self.words))
        )


def wanted(request: Request, unit: str | None, campaign: CampaignContent, duties: Sequence[Item], *more: str) -> Wanted:
    """Reads the query; `duties` are the campaign's. Raises Refusal (422) naming what is allowed."""
    known_alone(request, (*FILTERS, "state", *more))
    query = request.query_params
    _known_unit(query.get("unit"), campaign)
    kinds = sorted({one.kind for one in campaign.units})
    among: dict[str, Collection[Any] | None] = {
        "progress": some_of(request, "state" if "state" in query else "progress", PROGRESS),
        "timeliness": some_of(request, "timeliness", TIMELINESS),
        "unit_kind": some_of(request, "kind", kinds),
        "mode": some_of(request, "mode", ("order", "request")),
        "needs_urging": _whether(request, "needs_urging"),
        "unacknowledged": _whether(request, "unacknowledged"),
        "delegate": [query["delegated_to"]] if "delegated_to" in query else None,
    }
    return Wanted(
        unit,
        one_of(request, "duty", [duty["duty"] for duty in duties]),
        _clause(request, duties),
        {field: allowed for field, allowed in among.items() if allowed is not None},
        one_of(request, "role", ROLES),
        fold(query.get("q", "")).split(),
        one_of(request, "sort", SORTS) or SORTS[0],
    )


def _known_unit(unit: str | None, campaign: CampaignContent) -> None:
    if unit is not None and unit not in {one.code for one in campaign.units}:
        raise refusals.unknown("campaign_unit", "unit", unit)


def _whether(request: Request, field: str) -> Collection[bool] | None:
    asked = one_of(request, field, ("true", "false"))
    return None if asked is None else [asked == "true"]


def _clause(request: Request, duties: Sequence[Item]) -> str | None:
    clause = request.query_params.get("clause")
    if clause is None or any(under(clause, duty) for duty in duties):
        return clause
    raise refusals.not_one_of("clause", clause, dict.fromkeys(duty["clause"] for duty in duties))


def under(clause: str, item: Item) -> bool:
    """Whether a duty stands in a clause, or in one below it: II.1 holds II.1.a, and not II.10."""
    return any(item[name] == clause or item[name].startswith(f"{clause}.") for name in ("clause", "label"))


def _holds(item: Item, words: Sequence[str]) -> bool:
    """Whether every word is found, whatever its diacritics and case."""
    text = fold(" ".join(str(item[name] or "") for name in _SEARCHED))
    return all(word in text for word in words)


_SEARCHED = ("duty", "clause", "label", "title_vi", "title_en", "text", "unit", "unit_name_vi")


class Order:
    """The order of a list, as keys that a cursor can hold: (sort, rank, duty's place in the plan, unit)."""

    def __init__(self, sort: str, campaign: CampaignContent) -> None:
        self.sort = sort
        by_name = sorted(campaign.units, key=lambda unit: alphabetical(unit.name_vi))
        self._places = {unit.code: place for place, unit in enumerate(by_name)}

    def key(self, item: Item) -> tuple[str, int, int, str]:
        return self.sort, self._rank(item), item["position"], item["unit"]

    def after(self, page: Page) -> tuple[str, int, int, str] | None:
        """The key that a page begins after; raises Refusal (422) for a cursor of another order."""
        key = page.key(str, int, int, str)
        if key is None:
            return None
        if key[0] != self.sort:
            raise _of_another_order(key[0], self.sort)
        return key[0], key[1], key[2], key[3]

    def _rank(self, item: Item) -> int:
        match self.sort:
            case "unit":
                return self._places.get(item["unit"], len(self._places))
            case "due":
                return _seconds(item["due_at"])
            case "urging":
                first = _URGENCY[item["urging"][0]["code"]] if item["urging"] else len(URGING)
                return first * _NEVER * 2 + _seconds(item["due_at"])
            case "last_activity":
                latest = item["last_activity_at"]
                return _NEVER - _seconds(latest) if latest else _NEVER
            case _:
                return 0


_URGENCY: Mapping[str, int] = {reason: place for place, reason in enumerate(URGING)}


def _seconds(moment: datetime | None) -> int:
    return max(0, int(moment.timestamp())) if moment else _NEVER


def _of_another_order(of: str, sort: str) -> Refusal:
    return Refusal(
        "cursor_invalid", 422, field="cursor", vi=f"cursor này thuộc cách sắp xếp {of}.",
        en=f"This cursor belongs to the order {of}.",
        expected_vi=f"giá trị next của trang trước, cùng sort={sort}",
        expected_en=f"the value next of the page before, with sort={sort}",
        remedy_vi="Bắt đầu lại không có cursor.", remedy_en="Begin again without cursor.",
    )  # fmt: skip
