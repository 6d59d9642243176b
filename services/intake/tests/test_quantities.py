"""Amounts as people write them: what is understood, and what is asked back."""

from decimal import Decimal

import pytest

from chungtay_intake.quantities import Ambiguous, NotANumber, plain, read


@pytest.mark.parametrize(
    ("written", "counted", "value"),
    [
        (1127, True, "1127"),
        (12.8, False, "12.8"),
        ("1127", True, "1127"),
        ("1.127", True, "1127"),
        ("1,127", True, "1127"),
        ("1.127.000", True, "1127000"),
        ("1 127 000", True, "1127000"),
        ("1\u00a0127", True, "1127"),
        ("12,8", False, "12.8"),
        ("12.8", False, "12.8"),
        ("0,385", False, "0.385"),
        ("1.127,5", False, "1127.5"),
        ("1,127.5", False, "1127.5"),
        ("1 127,5", False, "1127.5"),
        ("1.127.385,25", False, "1127385.25"),
        ("12345.678", False, "12345.678"),
        ("7,3850", False, "7.385"),
        (" 86 ", True, "86"),
        ("-5", True, "-5"),
        ("0", True, "0"),
    ],
)
def test_an_amount_that_can_be_read_in_one_way_is_read_so(
    written: int | float | str, counted: bool, value: str
) -> None:
    assert plain(read(written, counted=counted).value) == value


@pytest.mark.parametrize("written", ["7,385", "7.385", "123.456"])
def test_three_digits_after_one_separator_of_what_is_measured_are_asked_back(written: str) -> None:
    with pytest.raises(Ambiguous) as asked:
        read(written, counted=False)
    assert asked.value.thousands == asked.value.decimals * 1000


@pytest.mark.parametrize(
    "written",
    ["", "ba", "12 g", "khoảng 50", "1e3", "1.27.000", "12.34.567", "1.127,5,5", "1,127.000,5", "٣", "½", "0x10", "--1",
     "1..2", ".5", "5.", "NaN", "Infinity", "1_000"],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed_at(written: str) -> None:
    with pytest.raises(NotANumber):
        read(written, counted=True)


def test_only_what_was_written_otherwise_needs_to_be_echoed() -> None:
    assert read("1127", counted=True).plain
    assert read("12.8", counted=False).plain
    assert not read("1.127", counted=True).plain
    assert not read("12,8", counted=False).plain


@pytest.mark.parametrize(
    ("value", "text"), [("12.80", "12.8"), ("100", "100"), ("-0", "0"), ("1E+3", "1000"), ("0.000001", "0.000001")]
)
def test_plain_form_has_no_exponent_and_no_idle_zero(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
