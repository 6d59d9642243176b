"""What is recorded between a decision and its recording has the decision taken again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from pydantic import BaseModel
from starlette.requests import Request
from tasks_running import Tasks
from tasks_samples import HASH, campaign, units

from chungtay_kernel.events import Context, Decision
from chungtay_kernel.http import Call
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_kernel.tokens import Actor
from chungtay_tasks import commands, deadline_commands, draft_commands, duty_commands, review_commands, sample
from chungtay_tasks.bodies import Acknowledge, PublishCampaign, RerouteReport, ReviewReport
from chungtay_tasks.deadline_bodies import ExtendDeadline
from chungtay_tasks.draft_bodies import PublishDraft
from chungtay_tasks.duty_bodies import Delegate, RaiseObstacle

ISSUER = ("leader", "UBTX")
DROP = {"op": "drop", "duty": "D2"}
HANDED_ON = {"op": "set", "field": "coordinator", "value": "YTE"}
LATER = {"op": "set", "field": "report_due", "value": "trước ngày 28/6/2029"}
OF_XP_1 = {"unit": "XP-1", "report_version": 1, "content_hash": HASH}
Decide = Callable[[Service, str], Awaitable[Decision]]


async def decided(tasks: Tasks, decide: Callable[[], Awaitable[Decision]], meanwhile: Awaitable[Any]) -> str:
    """The code with which a decision is refused in the end that stood when it was taken first."""
    waiting = [meanwhile]

    async def beside() -> Decision:
        decision = await decide()
        for other in [waiting.pop() for _ in list(waiting)]:
            await other
        return decision

    run = tasks.running.services["tasks"].commands.run
    with pytest.raises(Refusal) as refused:
        await run(str(uuid4()), b"", Context("officer:X:test", "test"), beside)
    assert not waiting, "it was refused before anything else happened"
    return refused.value.code


async def amend(tasks: Tasks, name: str, operation: dict[str, Any]) -> None:
    assert (await tasks.post("drafts", {"id": name}, ISSUER)).status_code == 201
    client = await tasks.client(*ISSUER)
    for version, (verb, body) in enumerate(
        [("edits", {"operations": [operation]}), ("publish", {"reason": "Kế hoạch sửa đổi."})], 1
    ):
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": f'"{version}"'}
        answer = await client.post(f"/tasks/drafts/{name}/{verb}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text


def call(service: Service, action: str, role: str, unit: str, body: BaseModel) -> Call[Any]:
    actor = Actor("test", unit, role, (role,))
    return Call(service, Request({"type": "http", "headers": []}), action, actor, "key", body, b"")


def acknowledge(service: Service, name: str) -> Awaitable[Decision]:
    return commands.acknowledge(service, name, "D2", Acknowledge(unit="XP-1"))


def delegate(service: Service, name: str) -> Awaitable[Decision]:
    return duty_commands.delegate(service, name, "D2", Delegate(unit="XP-1", account="can-bo"))


def raise_obstacle(service: Service, name: str) -> Awaitable[Decision]:
    body = RaiseObstacle(unit="XP-1", duty="D2", text="Chưa có tờ rơi.")
    return duty_commands.raise_obstacle(service, name, body, uuid4())


def extend(service: Service, name: str) -> Awaitable[Decision]:
    body = ExtendDeadline.model_validate({"unit": "XP-1", "last_valid_day": "2029-06-05", "reason": "Mưa lũ."})
    return deadline_commands.extend(service, name, call(service, "deadline.extend", *ISSUER, body))


def review(service: Service, name: str) -> Awaitable[Decision]:
    body = ReviewReport.model_validate({**OF_XP_1, "verdict": "accepted"})
    return review_commands.review_report(service, name, call(service, "report.review", "coordinator", "CATX", body))


def reroute(service: Service, name: str) -> Awaitable[Decision]:
    body = RerouteReport.model_validate({**OF_XP_1, "reason": "Gửi nhầm nơi."})
    return review_commands.reroute_report(service, name, call(service, "report.reroute", "coordinator", "CATX", body))


@pytest.mark.parametrize(
    ("decide", "operation", "code"),
    [
        (acknowledge, DROP, "duty_unknown"), (delegate, DROP, "duty_unknown"), (raise_obstacle, DROP, "duty_unknown"),
        (extend, LATER, "not_an_extension"), (review, HANDED_ON, "foreign_unit"),
        (reroute, HANDED_ON, "not_at_your_desk"),
    ],
)  # fmt: skip
async def test_an_amendment(tasks: Tasks, decide: Decide, operation: dict[str, Any], code: str) -> None:
    name = await tasks.publish()
    await tasks.intake.file(name, "XP-1", HASH, sent_to="UBTX" if decide is reroute else "CATX")
    await tasks.heard_all()
    service = tasks.running.services["tasks"]
    assert await decided(tasks, lambda: decide(service, name), amend(tasks, name, operation)) == code


async def test_the_end_of_a_unit(tasks: Tasks) -> None:
    code = f"XP-{uuid4().hex[:6]}"
    new = {"code": code, "name_vi": f"UBND xã {code}", "kind": "commune"}
    assert (await tasks.post("units", {"units": [*units(), new]})).status_code == 201
    named = [*(unit["code"] for unit in units()), code]
    command = PublishCampaign.model_validate(campaign(id=f"dot-{uuid4().hex[:8]}", units=named))
    service = tasks.running.services["tasks"]
    closing = tasks.post(f"units/{code}/closure", {"valid_to": "2024-05-31"})
    assert await decided(tasks, lambda: commands.publish_campaign(service, command), closing) == "unit_not_valid"


async def test_another_reading_of_the_plan(tasks: Tasks) -> None:
    name = f"dot-{uuid4().hex[:8]}"
    assert (await tasks.post("units", {"units": sample.units()})).status_code == 201
    assert (await tasks.post("plans", {"id": name, "text": sample.plan_text()})).status_code == 201
    assert (await tasks.post("drafts", {"id": name, "plan": name})).status_code == 201
    service = tasks.running.services["tasks"]

    async def publish() -> Decision:
        return await draft_commands.publish(service, await draft_commands.opened(service, name), PublishDraft())

    again = tasks.post("plans", {"id": name, "text": sample.plan_text().replace("khu phố", "thôn")})
    assert await decided(tasks, publish, again) == "plan_read_again"
