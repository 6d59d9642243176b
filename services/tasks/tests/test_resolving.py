"""What a name means: the units of Việt Yên as people write of them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay_kernel.text import fold
from chungtay_tasks import sample
from chungtay_tasks.directory import Directory, Resolution, Unit, resolve
from chungtay_tasks.directory.files.reading import read
from chungtay_tasks.directory.planning import plan

THEN, NOW = date(2024, 6, 15), date(2025, 8, 1)


def _sample() -> Directory:
    file = read(sample.units_file("today"))
    planned = plan(Directory(), file.units, file.groups)
    assert not planned.problems
    return Directory([change.after for change in planned.changes], [wanted.group for wanted in planned.groups])


DIRECTORY = _sample()


def meant(name: str, at: date = THEN, within: str | None = "UBTX", directory: Directory = DIRECTORY) -> Resolution:
    return resolve([name], directory, at, within=within)[name]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Công an thị xã", "CATX"),
        ("công an thi xa viet yen", "CATX"),
        ("CA thị xã", "CATX"),
        ("CATX", "CATX"),
        ("Công an Thị xã Việt Yên, tỉnh Bắc Giang", "CATX"),
        ("Trưởng Công an thị xã", "CATX"),
        ("Công an tỉnh", "CAT-24"),
        ("Phòng LĐ-TB&XH", "LDTBXH"),
        ("Phòng Lao động - Thương binh và Xã hội thị xã", "LDTBXH"),
        ("PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "LDTBXH"),
        ("Phòng Lao động, Thương binh & Xã hội", "LDTBXH"),
        ("P. LĐTBXH", "LDTBXH"),
        ("P. Y tế", "YTE"),
        ("TTYT thị xã", "TTYT"),
        ("Giám đốc Trung tâm Y tế thị xã", "TTYT"),
        ("Ban CHQS thị xã", "BCHQS"),
        ("Viện KSND thị xã", "VKS"),
        ("TAND thị xã Việt Yên", "TAND"),
        ("Toà án nhân dân thị xã", "TAND"),
        ("Phòng Văn hoá và Thông tin", "VHTT"),
        ("Trung tâm VH-TT&TT", "TTVH"),
        ("Phòng GDĐT", "GDDT"),
        ("Thị đoàn", "DTN"),
        ("Uỷ ban nhân dân thị xã Việt Yên", "UBTX"),
        ("UBND TX Việt Yên", "UBTX"),
        ("Chủ tịch UBND thị xã", "UBTX"),
        ("UBND phường Bích Động, thị xã Việt Yên", "XP-07777"),
        ("P. Bích Động", "XP-07777"),
        ("Bích Động", "XP-07777"),
        ("07777", "XP-07777"),
        ("UBND các xã, phường", "G-XP"),
        ("Ủy ban nhân dân các phường, xã", "G-XP"),
        ("các xã, phường", "G-XP"),
    ],
)
def test_one_unit_or_group_is_meant(name: str, code: str) -> None:
    assert meant(name).code == code
    assert meant(unicodedata.normalize("NFD", name)).code == code


@pytest.mark.parametrize("name", ["UBND xã", "Phòng Ytế", "UBND phường Vân Trúng", "Ban Chỉ đạo"])
def test_what_may_be_several_or_is_but_similar_is_asked_about(name: str) -> None:
    found = meant(name)
    assert (found.outcome, found.code) == ("candidates", None)


def test_two_units_with_one_name_are_never_guessed() -> None:
    towns = [Unit(f"UB-{n}", f"UBND thị xã {name}", "issuer") for n, name in enumerate(("Việt Yên", "Từ Sơn"))]
    offices = [Unit(f"YTE-{n}", "Phòng Y tế", "department", parent=f"UB-{n}") for n in range(2)]
    directory = Directory([*towns, *offices])
    found = meant("Phòng Y tế", within=None, directory=directory)
    assert (found.code, [c.code for c in found.candidates]) == (None, ["YTE-0", "YTE-1"])
    assert [c.above for c in found.candidates] == ["UBND thị xã Việt Yên", "UBND thị xã Từ Sơn"]
    assert found.reason.code == "several_units"
    assert meant("Phòng Y tế", within="UB-1", directory=directory).code == "YTE-1"
    assert meant("Phòng Y tế thị xã Từ Sơn", within=None, directory=directory).code == "YTE-1"


def test_diacritics_that_were_written_count() -> None:
    directory = Directory([Unit("A", "UBND xã Tân Sơn", "commune"), Unit("B", "UBND xã Tản Sơn", "commune")])
    assert meant("UBND xã Tản Sơn", within=None, directory=directory).code == "B"
    assert len(meant("UBND xa Tan Son", within=None, directory=directory).candidates) == 2


def test_a_unit_that_has_ended_leads_to_its_successors() -> None:
    found = meant("Phường Bích Động", NOW, None)
    assert (found.code, [c.name_vi for c in found.candidates]) == (None, ["UBND phường Việt Yên"])
    assert found.reason.code == "not_valid_then"
    assert "30/06/2025" in found.reason.vi
    police = meant("Công an thị xã", NOW, None)
    assert [c.name_vi for c in police.candidates] == ["Công an tỉnh Bắc Ninh"]


def test_a_unit_that_is_yet_to_come_is_not_meant() -> None:
    found = meant("Công an phường Việt Yên")
    assert (found.outcome, found.reason.code) == ("nothing", "not_valid_then")
    assert "01/07/2025" in found.reason.vi


def test_several_units_without_a_group_are_named_for_the_choice() -> None:
    found = meant("Công an các phường", NOW, "T-24")
    assert (found.reason.code, len(found.candidates)) == ("names_several", 4)


def test_a_name_nobody_has_says_so() -> None:
    found = meant("Sở Giao thông vận tải")
    assert (found.outcome, found.reason.code) == ("nothing", "unknown")
    assert found.reason.vi
    assert found.reason.en


@given(st.sampled_from([unit for unit in DIRECTORY.units if unit.stands(THEN)]), st.data())
def test_every_unit_is_found_by_its_names_whatever_the_accents_and_capitals(unit: Unit, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from((unit.name_vi, *unit.aliases)))
    written = data.draw(
        st.sampled_from((str, str.upper, fold, lambda text: text.replace("òa", "oà").replace("ủy", "uỷ")))
    )
    found = meant(written(name))
    assert unit.code in {found.code, *(candidate.code for candidate in found.candidates)}


@given(st.text(max_size=60))
def test_whatever_is_asked_is_answered(name: str) -> None:
    found = meant(name)
    assert (found.code is None) or found.candidates


@pytest.mark.parametrize(
    "name",
    [
        "các tổ chức chính trị - xã hội", "Các tổ chức chính trị – xã hội thị xã", "các đoàn thể",
        "Ủy ban MTTQ và các tổ chức chính trị - xã hội",
    ],
)  # fmt: skip
def test_mass_organisations_together_are_those_of_that_kind(name: str) -> None:
    front = Unit("MTTQ", "Ủy ban MTTQ Việt Nam thị xã", "mass_organisation", parent="UBTX")
    elsewhere = Unit("HPN", "Hội Liên hiệp Phụ nữ tỉnh", "mass_organisation", parent="T-24")
    found = meant(name, directory=Directory([*DIRECTORY.units, front, elsewhere]))
    assert (found.reason.code, {c.code for c in found.candidates}) == ("names_several", {"DTN", "MTTQ"})
