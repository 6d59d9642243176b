"""A draft that amends: the campaign as it stands, with what an amended plan says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from chungtay_tasks.directory import Directory
from chungtay_tasks.domain.drafts import starting, stretches
from chungtay_tasks.domain.drafts.building import Building
from chungtay_tasks.domain.drafts.content import Content, codes
from chungtay_tasks.domain.drafts.continuing import Continuing, settled_names
from chungtay_tasks.domain.drafts.fields import SETTINGS
from chungtay_tasks.domain.drafts.found import Reading
from chungtay_tasks.domain.drafts.lines import note
from chungtay_tasks.domain.drafts.standing import Standing, as_content
from chungtay_tasks.domain.drafts.starting import Read
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings, Note
from chungtay_tasks.events.parts import ExpectedReport

_PEOPLES = frozenset(
    {"title_en", "coordinator", "units", "indicators", "expected_reports", "groups", "more", "timezone"}
)
"""Settings that no plan tells: people's word stands."""


def amended(standing: Standing, reading: Reading, directory: Directory, today: date, used: frozenset[str]) -> Read:
    """What the amended plan makes of the campaign. What it says as the plan before it did stands as people reviewed
    it; what it says otherwise is taken over. `used`: names that duties of the campaign ever had."""
    now, coordinator = as_content(standing), standing.campaign.coordinator
    old = starting.read(standing.reading, directory, today, coordinator) if standing.reading else None
    known = settled_names(standing, old.content if old else None)
    new = starting.read(reading, directory, today, coordinator, known)
    settings, notes = _settings(now.settings, new.content.settings, old.content.settings if old else None)
    duties = Continuing(standing, now, new.content, old.content if old else None, reading.text).duties(used)
    held = {code for duty in duties for code in codes((*duty.holders, *duty.partners))}
    groups = {group.code: group for group in new.content.settings.groups if group.code in held}
    groups |= {group.code: group for group in now.settings.groups}
    settings = settings.model_copy(update={"groups": tuple(groups.values())})
    expected, reporting = _expected(now, replace(now, settings=settings, duties=duties))
    settings = settings.model_copy(update={"expected_reports": expected})
    taken = [span for duty in duties for span in duty.spans]
    content = Content(settings, duties, stretches.without(new.content.unassigned, taken))
    return Read(content, (*notes, *reporting, *_in_own_words(duties, reading), *new.notes), new.names)


def _in_own_words(duties: Iterable[DraftDuty], reading: Reading) -> Iterator[Note]:
    """Duties that stand though the amended plan cannot have said anything about them."""
    if not reading.text:
        return
    for duty in (one for one in duties if not one.spans):
        yield note(
            f"duties.{duty.duty}", f"{duty.duty} không lấy từ chữ của kế hoạch nên giữ nguyên; không còn thì bỏ.",
            f"{duty.duty} was not taken from the plan's words and stands; drop it if it is no more.",
        )  # fmt: skip


def _expected(now: Content, becomes: Content) -> tuple[tuple[ExpectedReport, ...], tuple[Note, ...]]:
    """Who reports, as people reviewed it, with those who hold a duty for the first time and without those who hold
    none any more."""
    before, after = _proposed(now), _proposed(becomes)
    standing = {one.unit: one for one in now.settings.expected_reports or ()}
    added = {unit: one for unit, one in after.items() if unit not in before and unit not in standing}
    gone = [unit for unit in standing if unit in before and unit not in after]
    notes = [
        *(note("expected_reports", f"{unit} nay phải báo cáo.", f"{unit} reports from now on.") for unit in added),
        *(note("expected_reports", f"{unit} không còn phải báo cáo.", f"{unit} reports no more.") for unit in gone),
    ]
    kept = [one for unit, one in standing.items() if unit not in gone]
    return (*kept, *added.values()), tuple(notes)


def _proposed(content: Content) -> dict[str, ExpectedReport]:
    bare = replace(content, settings=content.settings.model_copy(update={"expected_reports": None}))
    return {one.unit: one for one in Building("-", None, bare, "").expected_reports}


def _settings(
    now: DraftSettings, new: DraftSettings, old: DraftSettings | None
) -> tuple[DraftSettings, tuple[Note, ...]]:
    """Three ways: taken over is what the amended plan says, and otherwise than the plan before."""
    taken: dict[str, Any] = {}
    for field in DraftSettings.model_fields:
        said = getattr(new, field)
        before = getattr(old, field) if old else getattr(now, field)
        if field not in _PEOPLES and said not in (None, ()) and said != before and said != getattr(now, field):
            taken[field] = said
    notes = tuple(
        note(field, f"Kế hoạch sửa đổi ghi khác: {SETTINGS[field]}.", f"The amended plan says otherwise: {field}.")
        for field in taken
    )
    return now.model_copy(update=taken), notes
