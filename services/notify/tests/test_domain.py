"""When an alert is moot, whatever came first."""

from itertools import permutations

import pytest

from chungtay_notify.domain import PAST_DUE, RECEIVED, REFILED, REVIEWED, Mootness, Standing, moot
from chungtay_notify.events import Rule

CASES: list[tuple[Rule, int | None, Standing, Mootness | None]] = [
    ("due_soon", None, Standing(), None),
    ("due_soon", None, Standing(filed=1, latest=1), RECEIVED),
    ("due_soon", None, Standing(overdue=True), PAST_DUE),
    ("overdue", None, Standing(overdue=True), None),
    ("overdue", None, Standing(filed=1, latest=1, overdue=True), RECEIVED),
    ("returned", 1, Standing(filed=1, latest=1, reviewed=1), None),
    ("returned", 1, Standing(filed=2, latest=2, reviewed=1), REFILED),
    ("returned", 1, Standing(filed=0, latest=2, reviewed=1), REFILED),
    ("report_received", 1, Standing(filed=1, latest=1), None),
    ("report_received", 1, Standing(filed=1, latest=1, reviewed=1), REVIEWED),
    ("report_received", 3, Standing(filed=3, latest=3, reviewed=1), None),
    ("report_received", 1, Standing(filed=0, latest=2), REFILED),
]


@pytest.mark.parametrize(("rule", "version", "standing", "expected"), CASES)
def test_an_alert_is_moot_exactly_when_what_stands_makes_it_so(
    rule: Rule, version: int | None, standing: Standing, expected: Mootness | None
) -> None:
    assert moot(rule, version, standing) == expected


def test_a_standing_is_the_same_in_whatever_order_the_services_are_heard() -> None:
    def filed(s: Standing) -> Standing:
        return s.after_filing(1)

    def returned(s: Standing) -> Standing:
        return s.after_review(1)

    def passed(s: Standing) -> Standing:
        return s.after_deadline()

    results: set[Standing] = set()
    for order in permutations((filed, returned, passed)):
        standing = Standing()
        for step in order:
            standing = step(standing)
        results.add(standing)
    assert results == {Standing(filed=1, latest=1, reviewed=1, decided=1, overdue=True)}


def test_an_event_heard_again_changes_nothing() -> None:
    standing = Standing().after_filing(1).after_withdrawal(2)
    assert standing.after_filing(1) == standing == Standing(filed=0, latest=2)
