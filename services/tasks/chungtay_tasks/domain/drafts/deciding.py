"""The decisions about a draft: it is started, edited, discarded, and published as a campaign or as an amendment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from chungtay_kernel import expectations
from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.domain import amending, publishing, refusals
from chungtay_tasks.domain.checks import problems
from chungtay_tasks.domain.drafts import editing, refused
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.editing import Ground
from chungtay_tasks.domain.drafts.questions import Question, Review
from chungtay_tasks.domain.drafts.state import DraftState
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import PlanRead
from chungtay_tasks.events.drafts import (
    DraftDiscarded,
    DraftEdited,
    DraftPublished,
    DraftStarted,
    Note,
    Operation,
    Origin,
)  # fmt: skip


def decide_start(
    state: DraftState, campaign: str, origin: Origin, content: Content, notes: Iterable[Note] = (), *,
    plan: PlanRead | None = None, plan_version: int | None = None, amends: int | None = None,
    clone_of: str | None = None,
) -> list[Event]:  # fmt: skip
    if state.is_open:
        raise refused.draft_open(campaign, state.version)
    return [
        DraftStarted(
            campaign=campaign,
            origin=origin,
            plan=plan.plan if plan else None,
            plan_version=plan_version,
            amends=amends,
            clone_of=clone_of,
            settings=content.settings,
            duties=content.duties,
            unassigned=content.unassigned,
            notes=tuple(notes),
        )
    ]


def decide_edit(
    state: DraftState, campaign: str, operations: Iterable[Operation], ground: Ground, reason: str | None
) -> list[Event]:
    require_open(state, campaign)
    complete = editing.complete(state, operations, ground)
    return [DraftEdited(campaign=campaign, operations=complete, reason=reason)]


def decide_discard(state: DraftState, campaign: str, reason: str) -> list[Event]:
    require_open(state, campaign)
    return [DraftDiscarded(campaign=campaign, reason=reason)]


def decide_publish(
    review: Review, units: Directory, plan: PlanRead | None, plan_version: int | None,
    standing: amending.Campaign, campaign_version: int, reason: str | None,
) -> list[Event]:  # fmt: skip
    """The events of `POST /campaigns`, or of an amendment, and `draft.published`; raises Refusal with all that is
    wrong. `standing` is what was published under this name, `campaign_version` where its stream stands."""
    state, campaign = review.state, review.building.campaign
    require_open(state, campaign)
    assert state.started is not None
    if plan and plan_version != state.started.plan_version:
        raise refused.plan_read_again(plan.plan, state.started.plan_version or 0, plan_version or 0)
    refusals.raise_all(_open(campaign, review.questions()))
    command = validated(review.building.body())
    if state.started.amends is None:
        ground = publishing.Ground(units, plan, published=standing.content is not None)
        events = publishing.decide_publish(ground, command)
    else:
        if campaign_version != state.started.amends:
            raise refused.campaign_moved(campaign)
        if not reason:
            raise refused.reason_required("Sửa đổi một đợt đã ban hành", "Amending a published campaign")
        events = amending.decide_amend(standing, command, units, plan, reason)
    return [*events, DraftPublished(campaign=campaign, draft_version=state.version, reason=reason)]


def would_be_refused(review: Review, units: Directory, plan: PlanRead | None) -> list[Refusal]:
    """What publishing would be refused for beyond the questions: the same checks, on what is there so far."""
    body = review.building.body()
    missing = {q.subject for q in review.questions() if q.blocks}
    try:
        command = PublishCampaign.model_validate(body)
    except ValidationError as error:
        found = expectations.refusals(error.errors(include_url=False))
        return [r for r in found if not _asked(r, missing, review)]
    return list(problems(command, units, plan))


_ASKED_AS = {
    "period.start": "period_start", "period.end": "period_end", "signer.position_vi": "signer_position",
    "unit_report.due": "report_due", "unit_report.to": "issuer", "consolidated_report.by": "coordinator",
    "consolidated_report.to": "issuer", "title_en": "title_vi", "expected_reports": "holders", "units": "holders",
}  # fmt: skip
"""Fields of `POST /campaigns` that are empty because something else is asked for."""


def _asked(refusal: Refusal, missing: set[str], review: Review) -> bool:
    field = refusal.field or ""
    held = field.startswith("duties[") and field.endswith(".holders")
    unheld = any(q.code in ("holder_unresolved", "duty_without_holder", "no_duties") for q in review.questions())
    if held or _ASKED_AS.get(field) == "holders" or field == "duties":
        return unheld
    return _ASKED_AS.get(field, field) in missing


def _open(campaign: str, questions: Iterable[Question]) -> Iterator[Refusal]:
    for question in questions:
        if question.blocks:
            yield refused.draft_incomplete(campaign, question.subject, question.vi, question.en)


def validated(body: dict[str, Any]) -> PublishCampaign:
    """Raises Refusal."""
    try:
        return PublishCampaign.model_validate(body)
    except ValidationError as error:
        raise expectations.refusal(error) from None


def require_open(state: DraftState, campaign: str) -> None:
    if state.standing == "none":
        raise refused.draft_unknown(campaign)
    if not state.is_open:
        raise refused.draft_closed(campaign, state.standing)
