"""Days as people write them at a command line: 05/07/2024 beside 2024-07-05."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from chungtay_kernel.cli import both

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NOT_A_DAY = both("không phải ngày dạng dd/mm/yyyy, ví dụ 05/07/2024", "not a day such as 05/07/2024 or 2024-07-05")


class Day(click.ParamType[date]):
    """An option whose value is a day."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "DD/MM/YYYY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else day(value)
        except ValueError:
            self.fail(f"“{value}” {_NOT_A_DAY}", param, ctx)


DAY = Day()


def day(written: str) -> date:
    """Raises ValueError."""
    if found := _DAY_FIRST.fullmatch(written.strip()):
        return date(*(int(part) for part in reversed(found.groups())))
    return date.fromisoformat(written.strip())


def moment(written: str, zone: ZoneInfo) -> str:
    """Of a day its end, which is the first instant that is too late; a moment stays as it is written."""
    try:
        end = day(written) + timedelta(days=1)
    except ValueError:
        return written
    return datetime.combine(end, time(), zone).isoformat()
