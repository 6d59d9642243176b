"""The directory of units."""

from typing import Any

from tasks_samples import registered, units

from chungtay_kernel.testing import Given, given
from chungtay_tasks.bodies import RegisterUnits
from chungtay_tasks.domain.units import Directory, decide_register, evolve
from chungtay_tasks.events import UnitRegistered


def directory(*events: UnitRegistered) -> Given[Directory]:
    return given(*events, evolve=evolve, initial={})


def command(*listed: dict[str, Any]) -> RegisterUnits:
    return RegisterUnits.model_validate({"units": listed})


def test_new_units_are_registered() -> None:
    directory().when(decide_register, command(*units())).then(*registered())


def test_units_that_stand_word_for_word_are_passed_over() -> None:
    first, second = registered()[-2:]
    directory(first).when(decide_register, command(*units()[-2:])).then(second)


def test_a_code_is_not_given_away_to_another_unit() -> None:
    other = {**units()[0], "name_vi": "Một đơn vị khác"}
    directory(*registered()).when(decide_register, command(other)).then_refused("unit_registered", "units[0].code")


def test_a_list_names_a_code_once() -> None:
    directory().when(decide_register, command(units()[0], units()[0])).then_refused("named_twice", "units[0].code")


def test_a_parent_is_in_the_directory_or_in_the_list() -> None:
    child = {**units()[0], "parent": "UBTX-2"}
    directory().when(decide_register, command(child)).then_refused("unit_unknown", "units[0].parent")
    listed = directory().when(decide_register, command(child, {**units()[1], "code": "UBTX-2", "parent": None}))
    assert [event.code for event in listed.events if isinstance(event, UnitRegistered)] == [child["code"], "UBTX-2"]


def test_a_unit_ends_after_it_begins() -> None:
    unit = {**units()[-1], "valid_from": "2025-07-01", "valid_to": "2025-06-30"}
    directory().when(decide_register, command(unit)).then_refused("ends_before_start", "units[0].valid_to")


def test_everything_wrong_is_said_at_once() -> None:
    refusal = directory().when(
        decide_register, command({**units()[0], "parent": "A"}, {**units()[1], "parent": "B"})
    ).then_refused("unit_unknown")  # fmt: skip
    assert [other.field for other in refusal.others] == ["units[1].parent"]
