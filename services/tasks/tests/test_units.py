"""The directory: units are registered, change and end; codes are reused; groups are named."""

from __future__ import annotations

from datetime import date
from typing import Any

from directory_scene import Scene, scene
from tasks_samples import units

from chungtay_tasks.directory import UnitRef
from chungtay_tasks.directory.bodies import ChangeUnit, CloseUnit, DefineGroup, RegisterUnits
from chungtay_tasks.directory.deciding import decide_change, decide_close, decide_group, decide_register
from chungtay_tasks.events import GroupDefined, UnitChanged, UnitClosed, UnitRegistered

REFORM = date(2025, 7, 1)
OLD = {"code": "07777", "name_vi": "UBND phường Bích Động", "kind": "commune", "valid_from": "2024-02-01"}
NEW = {"code": "07777", "name_vi": "UBND phường Việt Yên", "kind": "commune", "valid_from": "2025-07-01"}


def register(*listed: dict[str, Any]) -> RegisterUnits:
    return RegisterUnits.model_validate({"units": listed})


def closed(**other: Any) -> CloseUnit:
    return CloseUnit.model_validate({"valid_to": "2025-06-30", **other})


def both() -> Scene:
    """Phường Bích Động, ended, and the ward that has its code since."""
    old = scene().after(decide_register, register({**OLD, "valid_to": "2025-06-30"}))
    return old.after(decide_register, register(NEW))


class TestRegistering:
    def test_new_units_are_registered(self) -> None:
        events = scene().events(decide_register, register(*units()))
        assert [event.code for event in events if isinstance(event, UnitRegistered)] == [u["code"] for u in units()]

    def test_units_that_stand_as_told_are_passed_over(self) -> None:
        standing = scene().after(decide_register, register(*units()))
        assert standing.events(decide_register, register(*units())) == []
        only_named = {key: OLD[key] for key in ("code", "name_vi", "kind")}
        assert scene().after(decide_register, register(OLD)).events(decide_register, register(only_named)) == []

    def test_a_code_is_not_given_away_to_another_unit(self) -> None:
        standing = scene().after(decide_register, register(*units()))
        other = {**units()[0], "name_vi": "Một đơn vị khác"}
        standing.refused("unit_registered", "units[0].code", decide_register, register(other))

    def test_a_list_names_a_life_once(self) -> None:
        scene().refused("named_twice", "units[1].code", decide_register, register(units()[0], units()[0]))

    def test_a_parent_is_in_the_directory_or_in_the_list(self) -> None:
        child = {**units()[0], "parent": "UBTX-2"}
        scene().refused("unit_unknown", "units[0].parent", decide_register, register(child))
        parent = {**units()[1], "code": "UBTX-2", "parent": None}
        assert len(scene().events(decide_register, register(child, parent))) == 2

    def test_nobody_is_above_himself(self) -> None:
        one, two = {**OLD, "code": "A", "parent": "B"}, {**OLD, "code": "B", "parent": "A"}
        scene().refused("unit_in_circle", "units[0].parent", decide_register, register(one, two))

    def test_a_unit_ends_after_it_begins(self) -> None:
        unit = {**units()[-1], "valid_from": "2025-07-01", "valid_to": "2025-06-30"}
        scene().refused("ends_before_start", "units[0].valid_to", decide_register, register(unit))

    def test_everything_wrong_is_said_at_once(self) -> None:
        wrong = register({**units()[0], "parent": "A"}, {**units()[1], "parent": "B"})
        refusal = scene().refused("unit_unknown", "units[0].parent", decide_register, wrong)
        assert [other.field for other in refusal.others] == ["units[1].parent"]


class TestCodesOverTime:
    def test_a_code_is_given_out_again_once_its_unit_has_ended(self) -> None:
        assert [life.name_vi for life in both().directory.lives("07777")] == [OLD["name_vi"], NEW["name_vi"]]

    def test_not_while_another_unit_has_it(self) -> None:
        standing = scene().after(decide_register, register(OLD))
        standing.refused("unit_overlaps", "units[0].code", decide_register, register(NEW))

    def test_a_unit_whose_beginning_is_not_known_is_not_mistaken_for_its_codes_next(self) -> None:
        standing = scene().after(decide_register, register({**OLD, "valid_from": None}))
        standing.refused("unit_overlaps", "units[0].code", decide_register, register(NEW))

    def test_which_unit_a_code_is_depends_on_the_day(self) -> None:
        directory = both().directory
        named = [directory.unit("07777", day) for day in (date(2024, 6, 15), date(2025, 6, 30), REFORM)]
        assert [unit and unit.name_vi for unit in named] == [OLD["name_vi"], OLD["name_vi"], NEW["name_vi"]]
        assert directory.unit("07777", date(2020, 1, 1)) is None


class TestEnding:
    def test_a_unit_ends_with_successors_by_code_and_day(self) -> None:
        standing = scene().after(decide_register, register(OLD, {**NEW, "code": "07774"}))
        (event,) = standing.events(lambda d, c: decide_close(d, "07777", c), closed(successors=[{"code": "07774"}]))
        assert isinstance(event, UnitClosed)
        assert [(s.code, s.valid_from, s.name_vi) for s in event.successors] == [("07774", REFORM, NEW["name_vi"])]

    def test_its_successor_may_be_the_next_life_of_its_own_code(self) -> None:
        command = closed(at="2024-06-15", successors=[{"code": "07777"}])
        standing = both().after(lambda d, c: decide_close(d, "07777", c), command)
        (old, new) = standing.directory.lives("07777")
        assert old.successors == (UnitRef("07777", REFORM, NEW["name_vi"]),)
        assert standing.directory.after(old, date(2026, 1, 1)) == (new,)

    def test_but_not_itself(self) -> None:
        standing = scene().after(decide_register, register(OLD))
        itself = closed(successors=[{"code": "07777", "valid_from": "2024-02-01"}])
        standing.refused("own_successor", "successors", lambda d, c: decide_close(d, "07777", c), itself)

    def test_successors_are_in_the_directory(self) -> None:
        standing = scene().after(decide_register, register(OLD))
        unknown = closed(successors=[{"code": "07774", "valid_from": "2025-07-01"}])
        standing.refused("unit_unknown", "successors", lambda d, c: decide_close(d, "07777", c), unknown)

    def test_ended_twice_the_same_way_is_ended_once(self) -> None:
        standing = scene().after(decide_register, register(OLD))
        again = standing.after(lambda d, c: decide_close(d, "07777", c), closed())
        assert again.events(lambda d, c: decide_close(d, "07777", c), closed()) == []


RENAMED = ChangeUnit.model_validate({"name_vi": "Phòng Nội vụ", "effective_on": "2025-03-01"})
OFFICE = {"code": "NV", "name_vi": "Phòng Lao động", "kind": "department"}


class TestChanging:
    def test_a_renamed_unit_was_called_otherwise_before(self) -> None:
        standing = scene().after(decide_register, register(OFFICE))
        renamed = standing.after(lambda d, c: decide_change(d, "NV", c), RENAMED)
        (unit,) = renamed.directory.units
        assert (unit.on(date(2025, 2, 28)).name_vi, unit.on(date(2025, 3, 1)).name_vi) == (
            "Phòng Lao động", "Phòng Nội vụ",
        )  # fmt: skip

    def test_a_correction_was_always_so(self) -> None:
        standing = scene().after(decide_register, register(OFFICE))
        corrected = ChangeUnit.model_validate({"name_vi": "Phòng Nội vụ"})
        (unit,) = standing.after(lambda d, c: decide_change(d, "NV", c), corrected).directory.units
        assert unit.on(date(2000, 1, 1)).name_vi == "Phòng Nội vụ"

    def test_another_name_is_added_to_those_there_are(self) -> None:
        standing = scene().after(decide_register, register({**OFFICE, "aliases": ["P. LĐ"]}))
        more = ChangeUnit.model_validate({"add_aliases": ["LĐTBXH", "P. LĐ"]})
        (event,) = standing.events(lambda d, c: decide_change(d, "NV", c), more)
        assert isinstance(event, UnitChanged)
        assert event.aliases == ("P. LĐ", "LĐTBXH")

    def test_a_change_comes_after_the_one_before_it(self) -> None:
        standing = scene().after(decide_register, register(OFFICE))
        renamed = standing.after(lambda d, c: decide_change(d, "NV", c), RENAMED)
        earlier = ChangeUnit.model_validate({"name_vi": "Phòng X", "effective_on": "2025-02-01"})
        renamed.refused("effective_outside", "effective_on", lambda d, c: decide_change(d, "NV", c), earlier)

    def test_a_unit_nobody_knows_is_not_changed(self) -> None:
        scene().refused("unit_unknown", "code", lambda d, c: decide_change(d, "NV", c), RENAMED)


class TestGroups:
    def defined(self, **other: Any) -> DefineGroup:
        return DefineGroup.model_validate({
            "code": "G-XP", "name_vi": "UBND xã, phường", "members": ["07777"], "valid_from": "2024-02-01", **other,
        })  # fmt: skip

    def test_a_group_has_members_from_a_day_on(self) -> None:
        standing = both().after(decide_group, self.defined())
        later = standing.after(decide_group, self.defined(valid_from="2025-07-01", name_vi="UBND phường"))
        assert [(g.name_vi, g.valid_to) for g in later.directory.groups] == [
            ("UBND xã, phường", date(2025, 6, 30)), ("UBND phường", None),
        ]  # fmt: skip

    def test_defined_twice_the_same_way_it_is_defined_once(self) -> None:
        standing = both().after(decide_group, self.defined())
        assert standing.events(decide_group, self.defined()) == []
        (event,) = standing.events(decide_group, self.defined(name_vi="Xã, phường"))
        assert isinstance(event, GroupDefined)

    def test_members_are_units_or_groups_and_no_group_holds_itself(self) -> None:
        standing = both()
        standing.refused("unit_unknown", "members", decide_group, self.defined(members=["X"]))
        standing.refused("group_in_circle", "members", decide_group, self.defined(members=["G-XP"]))
        standing.refused("code_taken", "code", decide_group, self.defined(code="07777"))
