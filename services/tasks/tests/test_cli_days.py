"""Days at the command line, in the order people write them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from chungtay_tasks.cli_days import day, moment

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("written", ["05/07/2024", "5/7/2024", "2024-07-05"])
def test_a_day_is_read_either_way(written: str) -> None:
    assert day(written) == date(2024, 7, 5)
    assert moment(written, ZONE) == "2024-07-06T00:00:00+07:00"  # to the end of that day


def test_a_moment_stays_as_it_is_written() -> None:
    assert moment("2024-07-05T17:00+07:00", ZONE) == "2024-07-05T17:00+07:00"


@pytest.mark.parametrize("written", ["07/2024", "31/02/2024", "mai"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        day(written)
