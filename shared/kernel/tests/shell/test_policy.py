"""Who may do what, for which unit; and every role over every route."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from chungtay_kernel import openapi
from chungtay_kernel.policy import EVERYONE, Policy, Rule
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import ServiceSpec, create_app
from chungtay_kernel.settings import Settings
from chungtay_kernel.testing import Running
from chungtay_kernel.tokens import ROLES, Actor

POLICY = Policy(
    {
        "record": Rule({"officer", "coordinator"}, scope="own_unit"),
        "read": (Rule({"officer"}, scope="own_unit"), Rule({"leader"})),
        "figures": Rule(EVERYONE),
    }
)


def actor(*roles: str, unit: str = "CATX") -> Actor:
    return Actor("an", unit, roles[0], roles)


def code(*roles: str, action: str, unit: str | None) -> str:
    with pytest.raises(Refusal) as refused:
        POLICY.authorize(actor(*roles), action, unit)
    assert refused.value.status == 403
    return refused.value.code


def test_a_role_acts_for_its_own_unit() -> None:
    assert POLICY.authorize(actor("officer"), "record", "CATX").role == "officer"


def test_nobody_acts_for_anothers_unit() -> None:
    assert code("officer", action="record", unit="YTE") == "foreign_unit"


def test_no_unit_is_not_ones_own() -> None:
    assert code("officer", action="record", unit=None) == "foreign_unit"


def test_a_role_without_the_right_is_told_which_have_it() -> None:
    assert code("auditor", action="record", unit="CATX") == "not_permitted"


def test_the_first_role_that_may_is_the_one_acted_in() -> None:
    assert POLICY.authorize(actor("auditor", "coordinator", "officer"), "record", "CATX").role == "coordinator"


def test_of_alternative_rules_the_one_that_fits_the_unit_decides() -> None:
    assert POLICY.authorize(actor("officer", "leader"), "read", "CATX").role == "officer"
    assert POLICY.authorize(actor("officer", "leader"), "read", "YTE").role == "leader"


def test_an_action_without_a_rule_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        POLICY.authorize(actor("leader"), "fly")


def test_a_service_whose_route_names_no_known_action_does_not_start(spec: ServiceSpec) -> None:
    forgetful = ServiceSpec(name="notes", migrations=spec.migrations, router=spec.router, policy=Policy({}))
    with pytest.raises(RuntimeError, match="no rule"):
        create_app(forgetful, Settings.model_validate({}))


async def test_every_role_over_every_route_gets_in_exactly_where_the_policy_says(notes: Running) -> None:
    service = notes.services["notes"]
    app = create_app(service.spec, service.settings)
    for method, path, action in openapi.actions(app):
        if action is None:
            continue
        for role in ROLES:
            client = await notes.client(role, account=f"walker-{role}")
            url = path.replace("{number}", "1").replace("{note}", "n").replace("{source}/{stream:path}", "s/t")
            answer = await client.request(method, url, headers={"Idempotency-Key": str(uuid4())})
            permitted = any(role in rule.roles for rule in service.policy.rules[action])
            assert (answer.status_code == 403) is not permitted, (method, path, role, answer.text)


async def test_no_route_but_health_answers_a_stranger(notes: Running) -> None:
    service = notes.services["notes"]
    async with httpx.AsyncClient(base_url=notes.url) as stranger:
        for method, path, action in openapi.actions(create_app(service.spec, service.settings)):
            answer = await stranger.request(method, path)
            assert (answer.status_code == 401) is (action is not None), (method, path)


async def test_nobody_writes_for_another_unit_over_http(notes: Running) -> None:
    officer = await notes.client("officer", "YTE")
    answer = await officer.post(
        "/notes/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert (answer.status_code, answer.json()["code"], answer.json()["value"]) == (403, "foreign_unit", "CATX")


async def test_the_event_names_the_role_that_was_acted_in(notes: Running) -> None:
    coordinator = await notes.client("coordinator", "CATX", account="phoi-hop")
    answer = await coordinator.post(
        "/notes/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": str(uuid4())}
    )
    stored = await notes.services["notes"].log.stream(answer.json()["stream"])
    assert stored[0].actor == "coordinator:CATX:phoi-hop"
