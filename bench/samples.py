"""The event everything is measured with: an activity as intake records it, about 450 bytes of data."""

from __future__ import annotations

from datetime import date
from itertools import count
from uuid import uuid4

from chungtay_intake.events import ActivityRecorded, Figure
from chungtay_kernel.append import Append, prepare
from chungtay_kernel.events import Context, Decision, Draft

CAMPAIGN = "bench-2024-06"
UNITS = tuple(f"XP-{n:05d}" for n in range(100))
INDICATORS = ("PR01", "PR02", "PR09", "EN01")

_numbers = count()


def activity(number: int, campaign: str = CAMPAIGN) -> ActivityRecorded:
    unit = UNITS[number % len(UNITS)]
    return ActivityRecorded(
        campaign=campaign, unit=unit, duty="D41", type="propaganda_session",
        title="Tuyên truyền phòng, chống ma túy tại nhà văn hóa thôn", occurred_on=date(2024, 6, number % 30 + 1),
        place="nhà văn hóa thôn số 2", partners=[], note=None, channel="http", received_at=None, on_behalf_of=None,
        figures=[
            Figure(indicator=INDICATORS[number % 2], value=str(number % 97)),
            Figure(indicator=INDICATORS[2 + number % 2], value=str(number % 31)),
        ],
    )  # fmt: skip


def wish() -> Append:
    """One command: a new activity under a new key, as the HTTP route hands it to the writer."""
    number = next(_numbers)
    event, stream = activity(number), f"activity/{uuid4()}"
    draft = Draft(stream, 0, [event], CAMPAIGN, f"{CAMPAIGN}/{event.unit}")
    context = Context(f"officer:{event.unit}:bench", str(uuid4()))
    return prepare(f"http:bench:{uuid4()}", b"h" * 32, context, Decision([draft], {}), [])
