"""What people see of a draft: the plan's text and the duties side by side, what is open, what publishing would say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chungtay_kernel.events import StoredEvent
from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.domain import amending, refusals
from chungtay_tasks.domain.checks import problems
from chungtay_tasks.domain.drafts import deciding, stretches
from chungtay_tasks.domain.drafts.building import Building
from chungtay_tasks.domain.drafts.content import codes
from chungtay_tasks.domain.drafts.difference import difference
from chungtay_tasks.domain.drafts.questions import Question
from chungtay_tasks.domain.groups import expand
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.draft_commands import Loaded
from chungtay_tasks.events.drafts import DraftDuty, Stretch
from chungtay_tasks.events.parts import Terms

_PROPOSED = ("title_vi", "activity_types", "indicators", "due")


def shown(loaded: Loaded, units: Directory) -> dict[str, Any]:
    review, state = loaded.review, loaded.state
    content, started = state.content, state.started
    assert started is not None
    questions = list(review.questions())
    refused = deciding.would_be_refused(review, units, loaded.plan) if state.is_open else []
    return {
        "campaign": loaded.campaign,
        "standing": state.standing,
        "version": state.version,
        "origin": started.origin,
        "plan": started.plan,
        "amends": started.amends,
        "clone_of": started.clone_of,
        "settings": content.settings.model_dump(mode="json"),
        "proposed": _proposed(review.building),
        "text": loaded.text,
        "duties": [_duty(review.building, duty) for duty in content.duties],
        "unassigned": [_placed(piece, loaded.text) for piece in content.unassigned],
        "coverage": coverage(loaded),
        "questions": [_question(question) for question in questions],
        "would_be_refused": [_refusal(refusal, review.building) for refusal in refused],
        "ready": state.is_open and not refused and not any(question.blocks for question in questions),
        "notes": [note.model_dump() for note in started.notes],
    }


def _proposed(building: Building) -> dict[str, Any]:
    """What follows from the draft where nobody says otherwise."""
    body = building.body()
    return {
        "units": building.units,
        "unit_report": {"to": building.report_to, "via": building.report_via, **_rules(body)},
        "acceptance": body.get("acceptance") or PublishCampaign.model_fields["acceptance"].default,
        "expected_reports": [expected.model_dump() for expected in building.expected_reports],
        "consolidated_report": {"by": building.consolidated_by, "to": building.consolidated_to},
        "indicators": [{"code": one.code, "label_vi": one.label_vi} for one in building.indicators],
    }


def _rules(body: Mapping[str, Any]) -> dict[str, Any]:
    """How often units report, in words (null: once), and what surrounds their deadline."""
    report: dict[str, Any] = body["unit_report"]
    due: dict[str, Any] = report.get("due") or {}
    recurring: dict[str, Any] = report.get("recurring") or (due if due.get("recurrence") else {})
    terms: dict[str, Any] = report.get("terms") or {}
    return {"recurring": recurring.get("text"), "terms": {**Terms().model_dump(), **terms}}


def _duty(building: Building, duty: DraftDuty) -> dict[str, Any]:
    held = expand(codes(duty.holders), building.groups)
    return {
        **building.duty(duty),
        "holders": [party.model_dump() for party in duty.holders],
        "partners": [party.model_dump() for party in duty.partners],
        "units": list(held.units),
        "unassigned": list(held.empty),
        "spans": [span.model_dump() for span in duty.spans],
        "rewritten": duty.text is not None and bool(duty.spans),
        "proposed": [name for name in _PROPOSED if getattr(duty, name) is None],
        "unsure": duty.unsure,
    }


def coverage(loaded: Loaded) -> dict[str, Any]:
    """Every letter of the plan: in a duty, unassigned, or context; `context` are its pieces."""
    text, content = loaded.text, loaded.state.content
    context = stretches.rest(text, [*content.held, *content.unassigned])
    return {
        "letters": sum(c.isalnum() for c in text),
        "in_duties": stretches.letters(text, content.held),
        "unassigned": stretches.letters(text, content.unassigned),
        "in_context": stretches.letters(text, context),
        "context": [piece.model_dump() for piece in context if any(c.isalnum() for c in text[piece.start : piece.end])],
    }


def _placed(piece: Stretch, text: str) -> dict[str, Any]:
    return {**piece.model_dump(), "text": text[piece.start : piece.end]}


def _question(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "subject": question.subject,
        "vi": question.vi,
        "en": question.en,
        "blocks": question.blocks,
        "duties": list(question.duties),
        "choices": [{"code": choice.code, "name_vi": choice.name_vi} for choice in question.choices],
        "span": question.span.model_dump() if question.span else None,
        "answer": question.answer,
        "group": question.group.model_dump() if question.group else None,
        "similar": question.similar,
    }


def _refusal(refusal: Refusal, building: Building) -> dict[str, Any]:
    """With the duty that a field such as `duties[3].due` is about; `named_in`: settings, groups (as `groups.CODE`) and
    duties (`duties.D01`) that name a unit which is refused: nobody lists units, they follow from these."""
    field, duties = refusal.field or "", building.content.duties
    number = field.partition("[")[2].partition("]")[0] if field.startswith("duties[") else ""
    duty = duties[int(number)].duty if number.isdigit() and int(number) < len(duties) else None
    return {
        "code": refusal.code,
        "field": refusal.field,
        "duty": duty,
        "named_in": list(building.naming(str(refusal.value))) if field.startswith("units") else [],
        "value": refusal.value if isinstance(refusal.value, str | int | float) else None,
        **refusal.detail,
        "expected": refusal.expected,
        "remedy": refusal.remedy,
    }


def history(loaded: Loaded) -> list[dict[str, Any]]:
    """Every event of the campaign's drafts, the latest first, with author, time, reason and what was done."""
    return [_entry(event) for event in reversed(loaded.history)]


def _entry(event: StoredEvent) -> dict[str, Any]:
    data = event.json()
    return {
        "version": event.version,
        "type": event.type,
        "at": event.recorded_at,
        "actor": event.actor,
        "reason": data.get("reason"),
        "operations": data.get("operations", []),
    }


def diff(loaded: Loaded, units: Directory, activities: Mapping[str, int]) -> dict[str, Any]:
    """Against what is published; a draft of a new campaign adds all of its duties. Raises Refusal while what is open
    or wrong keeps the draft from being built."""
    command = deciding.validated(loaded.review.building.body())
    standing = loaded.standing
    if standing.content is None:
        return {
            "settings": [],
            "added": [d.duty for d in command.duties],
            "changed": [],
            "dropped": [],
            "unchanged": [],
        }
    refusals.raise_all(problems(command, units, loaded.plan))
    found = amending.amendment(standing, command, units)
    return {
        **difference(standing.content, found, loaded.state.content, activities),
        "questions": [_question(q) for q in loaded.review.questions() if q.code == "match_unsure"],
    }
