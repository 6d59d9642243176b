"""Refusals at the command line: nothing that helps to mend one is left out."""

from __future__ import annotations

from typing import Any

import click

from chungtay_kernel.problems import Refusal
from chungtay_kernel.telling import in_lines


def refusal(field: str, **more: Any) -> Refusal:
    return Refusal(
        "too_early", 422, field=field, value="2024-06-20", vi="Ngày quá sớm.", en="Too early.",
        expected_vi="sau 30/06/2024", expected_en="after 30/06/2024",
        remedy_vi="Chọn ngày muộn hơn.", remedy_en="Choose a later day.", **more,
    )  # fmt: skip


def test_what_where_value_expected_and_remedy_are_told() -> None:
    assert in_lines(refusal("until").problem(), "vi").splitlines() == [
        "Ngày quá sớm.", "  Ở: until", "  Giá trị: “2024-06-20”", "  Cần: sau 30/06/2024",
        "  Cách sửa: Chọn ngày muộn hơn.",
    ]  # fmt: skip
    assert "  Expected: after 30/06/2024" in in_lines(refusal("until").problem(), "en")


def test_of_several_each_is_told_with_all_that_mends_it() -> None:
    said = in_lines(refusal("until", others=[refusal("since"), refusal("since")]).problem(), "vi")
    assert said.count("- Ngày quá sớm.") == 2
    assert said.count("Cần: sau 30/06/2024") == 2


def test_a_field_is_named_by_the_option_that_gave_it() -> None:
    command = click.Command("extend", params=[click.Option(["--until", "last_valid_day"])])
    with click.Context(command):
        assert "  Ở: --until" in in_lines(refusal("last_valid_day").problem(), "vi").splitlines()
        gone = Refusal("gone", 422, field="last_valid_day", vi="Thiếu last_valid_day.", en="No last_valid_day.")
        assert in_lines(gone.problem(), "vi").startswith("Thiếu --until.")


def test_what_is_not_known_of_a_refusal_is_left_out() -> None:
    assert in_lines(Refusal("gone", 404, vi="Không có.", en="Gone.").problem(), "vi") == "Không có."
