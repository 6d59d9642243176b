"""What an amendment changes, for people: duties added, changed and dropped, settings that read otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chungtay_tasks.domain.amending import Amendment, Change
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.events import CampaignContent, DutyContent

_OF_DUTY = ("clause", "label", "title_vi", "text", "mode", "holders", "partners", "units", "unassigned", "due")


def difference(
    standing: CampaignContent, found: Amendment, draft: Content, activities: Mapping[str, int]
) -> dict[str, Any]:
    """`activities`: how many stand on each duty; they count on where it is changed, and stay where it is dropped."""
    unsure = {duty.duty: duty.unsure for duty in draft.duties if duty.unsure is not None}
    return {
        "settings": list(_settings(standing, found.campaign)),
        "added": [_shown(duty) for duty in found.added],
        "changed": [
            {
                **_changed(change),
                "unsure": unsure.get(change.was.duty),
                "activities": activities.get(change.was.duty, 0),
            }
            for change in found.changed
        ],
        "dropped": [{**_shown(duty), "activities": activities.get(duty.duty, 0)} for duty in found.dropped],
        "unchanged": [change.was.duty for change in found.unchanged],
    }


def _settings(was: CampaignContent, becomes: CampaignContent) -> Iterator[dict[str, Any]]:
    before, after = was.model_dump(mode="json"), becomes.model_dump(mode="json")
    for name in CampaignContent.model_fields:
        if before[name] != after[name]:
            yield {"field": name, "was": before[name], "becomes": after[name]}


def _shown(duty: DutyContent) -> dict[str, Any]:
    told = duty.model_dump(mode="json")
    return {"duty": duty.duty, **{name: told[name] for name in _OF_DUTY}}


def _changed(change: Change) -> dict[str, Any]:
    before, after = change.was.model_dump(mode="json"), change.becomes.model_dump(mode="json")
    return {
        "duty": change.was.duty,
        "title_vi": change.becomes.title_vi,
        "fields": [{"field": name, "was": before[name], "becomes": after[name]} for name in change.fields],
    }
