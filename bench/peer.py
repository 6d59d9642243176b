"""The peer: an application of the `eventsourcing` library that saves one event at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

CALLERS = 128


class Activity(Aggregate):
    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.total = 0

    @event("Reported")
    def report(self, indicator: str, day: str, value: int, text: str) -> None:
        self.total += value


class Activities(Application): ...  # its name is the table's


def saves_per_second(seconds: float) -> float:
    """128 callers, each with an aggregate of its own, one event a save."""
    application = Activities()
    began = perf_counter()

    def caller(number: int) -> int:
        activity, done = Activity(f"XP-{number}"), 0
        while perf_counter() - began < seconds:
            activity.report("PR01", "2024-06-12", done % 97, "Tuyên truyền phòng, chống ma túy tại nhà văn hóa thôn")
            application.save(activity)
            done += 1
        return done

    with ThreadPoolExecutor(CALLERS) as callers:
        done = sum(callers.map(caller, range(CALLERS)))
    found = done / (perf_counter() - began)
    application.close()
    return found
