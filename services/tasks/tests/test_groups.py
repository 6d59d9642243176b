"""From groups to the units behind them."""

from chungtay_tasks.domain.groups import Expansion, expand, in_a_circle
from chungtay_tasks.events import Group


def groups(**members: list[str] | None) -> dict[str, Group]:
    return {code: Group(code=code, name_vi=code, members=found) for code, found in members.items()}


def test_a_unit_stands_for_itself() -> None:
    assert expand(["A"], {}) == Expansion(("A",), ())


def test_groups_within_groups_are_followed_in_order_and_name_each_unit_once() -> None:
    known = groups(G=["A", "H", "B"], H=["C", "A"])
    assert expand(["G", "C"], known) == Expansion(("A", "C", "B"), ())


def test_a_group_without_members_is_named_and_nobody_is_made_up() -> None:
    assert expand(["G"], groups(G=["A", "H"], H=None)) == Expansion(("A",), ("H",))


def test_a_circle_ends() -> None:
    circle = groups(G=["H", "A"], H=["G"])
    assert expand(["G"], circle) == Expansion(("A",), ())
    assert in_a_circle("G", circle)
    assert not in_a_circle("G", groups(G=["H", "I"], H=["A"], I=["A"]))
