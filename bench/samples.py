"""The event everything is measured with: an activity as intake records it, about 450 bytes of data."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from chungtay_intake.events import ActivityRecorded, Figure
from chungtay_kernel.append import Append, prepare
from chungtay_kernel.events import Context, Decision, Draft

CAMPAIGN = "bench-2024-06"
UNITS = tuple(f"XP-{n:05d}" for n in range(100))
INDICATORS = ("PR01", "PR02", "PR09", "EN01")
DUTY = "D41"

_numbers = count()


def activity(number: int, campaign: str = CAMPAIGN) -> ActivityRecorded:
    unit = UNITS[number % len(UNITS)]
    return ActivityRecorded(
        campaign=campaign, unit=unit, duty=DUTY, type="propaganda_session",
        title="Tuyên truyền phòng, chống ma túy tại nhà văn hóa thôn", occurred_on=date(2024, 6, number % 30 + 1),
        place="nhà văn hóa thôn số 2", partners=[], note=None, channel="http", received_at=None, on_behalf_of=None,
        figures=[
            Figure(indicator=INDICATORS[number % 2], value=str(number % 97)),
            Figure(indicator=INDICATORS[2 + number % 2], value=str(number % 31)),
        ],
    )  # fmt: skip


MADE = [activity(number) for number in range(3000)]
"""Before anything is timed, as the raw side's rows are."""


def wish() -> Append:
    """One command: a new activity under a new key, as a decision hands it to the writer; encoded in the timed part."""
    number = next(_numbers)
    event, key = MADE[number % len(MADE)], str(uuid4())
    draft = Draft(f"activity/{key}", 0, [event], CAMPAIGN, f"{CAMPAIGN}/{event.unit}")
    context = Context(f"officer:{event.unit}:bench", "a0a1a2a3-b0b1-7c2c-9d3d-e4e5e6e7e8e9")
    return prepare(f"http:bench:{key}", b"h" * 32, context, Decision([draft], {}), [])


def published() -> dict[str, Any]:
    """The campaign of these activities as tasks tells it: 100 communes, every one of which reports all figures."""
    kinds = {"PR01": "sum", "PR02": "sum", "PR09": "latest", "EN01": "max"}
    return {
        "campaign": CAMPAIGN, "plan": None, "title_vi": "Tháng đo hiệu năng", "title_en": "A month of measuring",
        "place": "Việt Yên", "issuer": UNITS[0], "coordinator": UNITS[0], "timezone": "Asia/Ho_Chi_Minh",
        "period": {"start": "2024-06-01", "end": "2024-06-30"}, "groups": [],
        "units": [{"code": code, "name_vi": f"Xã {code}", "name_en": None, "kind": "commune"} for code in UNITS],
        "indicators": [
            {"code": code, "group": "propaganda", "label_vi": code, "label_en": code, "unit_vi": "buổi",
             "aggregation": kind, "reporters": ["ALL"], "owners": []}
            for code, kind in kinds.items()
        ],
        "unit_report": {"to": UNITS[0], "due_at": "2024-06-30T17:00:00+00:00"},
        "expected_reports": [{"unit": code, "required": True} for code in UNITS],
    }  # fmt: skip
