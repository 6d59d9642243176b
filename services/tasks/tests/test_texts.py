"""What people write is neither blank nor holds what a document cannot print."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from tasks_samples import HASH, campaign

from chungtay_tasks.bodies import PublishCampaign, ReviewReport


def returned(text: str) -> ReviewReport:
    review = {"unit": "XP-1", "report_version": 1, "content_hash": HASH, "verdict": "returned"}
    return ReviewReport.model_validate({**review, "reasons": [{"text": text}]})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("   ", "string_too_short"),
        ("\u00a0\n\t", "string_too_short"),
        ("\u200b", "unprintable_character"),
        ("chữ\u202eẩn", "unprintable_character"),
        ("chuông\u0007", "unprintable_character"),
    ],
)
def test_blank_and_unprintable_texts_are_refused(text: str, kind: str) -> None:
    with pytest.raises(ValidationError) as reason:
        returned(text)
    with pytest.raises(ValidationError) as title:
        PublishCampaign.model_validate(campaign(title_vi=text))
    assert [error["type"] for caught in (reason, title) for error in caught.value.errors()] == [kind, kind]


def test_a_text_is_kept_without_the_blanks_around_it() -> None:
    assert returned("  Chưa nêu\nnguyên nhân. ").reasons[0].text == "Chưa nêu\nnguyên nhân."


def test_a_text_still_names_no_person() -> None:
    with pytest.raises(ValidationError, match="personal data"):
        returned("Gọi 0912345678.")
