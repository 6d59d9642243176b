"""Every role over every route: in exactly where the table says, for the own unit and for another's."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tasks_running import Tasks
from tasks_samples import HASH, campaign, units

from chungtay_kernel import openapi
from chungtay_kernel.service import create_app
from chungtay_kernel.tokens import ROLES
from chungtay_tasks.main import SPEC
from chungtay_tasks.policy import POLICY

EVERYONE = set(ROLES)
OVERSEERS = {"coordinator", "leader", "auditor", "ops", "service"}
BOARD = OVERSEERS | {"officer", "unit_head", "publisher"}
STEERING = {"coordinator", "leader"}
DRAFTING = STEERING | {"auditor"}
ACTING = {"officer", "unit_head", "coordinator"}

ONE = "/tasks/campaigns/{campaign}"
DRAFT = "/tasks/drafts/{campaign}"

# Route: roles that may for the coordinating unit (CATX), roles that may for a unit that only takes part.
TABLE: dict[tuple[str, str], tuple[set[str], set[str]]] = {
    ("POST", "/tasks/units"): (STEERING, set()),
    ("GET", "/tasks/units"): (EVERYONE, EVERYONE),
    ("GET", "/tasks/units/resolve"): (EVERYONE, EVERYONE),
    ("GET", "/tasks/units/export"): (EVERYONE, EVERYONE),
    ("GET", "/tasks/units/{code}"): (EVERYONE, EVERYONE),
    ("POST", "/tasks/units/{code}/changes"): (STEERING, set()),
    ("POST", "/tasks/units/{code}/closure"): (STEERING, set()),
    ("POST", "/tasks/units/imports/preview"): (STEERING, set()),
    ("POST", "/tasks/units/imports"): (STEERING, set()),
    ("GET", "/tasks/groups"): (EVERYONE, EVERYONE),
    ("POST", "/tasks/groups"): (STEERING, set()),
    ("POST", "/tasks/plans"): (STEERING, STEERING),
    ("GET", "/tasks/plans/{plan}"): (EVERYONE, EVERYONE),
    ("POST", "/tasks/drafts"): (STEERING, {"leader"}),
    ("GET", "/tasks/drafts"): (DRAFTING, DRAFTING),
    ("GET", DRAFT): (DRAFTING, DRAFTING),
    ("GET", f"{DRAFT}/history"): (DRAFTING, DRAFTING),
    ("GET", f"{DRAFT}/diff"): (DRAFTING, DRAFTING),
    ("POST", f"{DRAFT}/edits"): ({"coordinator"}, set()),
    ("POST", f"{DRAFT}/publish"): ({"coordinator"}, set()),
    ("POST", f"{DRAFT}/discard"): ({"coordinator"}, set()),
    ("POST", "/tasks/campaigns"): ({"coordinator"}, set()),
    ("GET", "/tasks/campaigns"): (EVERYONE, EVERYONE),
    ("GET", ONE): (EVERYONE, EVERYONE),
    ("GET", f"{ONE}/units"): (EVERYONE, EVERYONE),
    ("GET", f"{ONE}/duties"): (EVERYONE, EVERYONE),
    ("GET", f"{ONE}/duties/{{duty}}"): (EVERYONE, EVERYONE),
    ("GET", f"{ONE}/assignments"): (BOARD, OVERSEERS),
    ("POST", f"{ONE}/duties/{{duty}}/acknowledgements"): (ACTING, set()),
    ("GET", f"{ONE}/board"): (BOARD, OVERSEERS),
    ("GET", f"{ONE}/assignments/{{duty}}/{{unit}}"): (BOARD, OVERSEERS),
    ("GET", f"{ONE}/assignments/{{duty}}/{{unit}}/history"): (BOARD, OVERSEERS),
    ("GET", f"{ONE}/duties/{{duty}}/delegations"): (BOARD, OVERSEERS),
    ("POST", f"{ONE}/duties/{{duty}}/delegations"): ({"unit_head"}, set()),
    ("POST", f"{ONE}/duties/{{duty}}/delegations/revoke"): ({"unit_head"}, set()),
    ("GET", f"{ONE}/obstacles"): (BOARD, OVERSEERS),
    ("POST", f"{ONE}/obstacles"): (ACTING, set()),
    ("GET", f"{ONE}/obstacles/{{obstacle}}"): (BOARD, OVERSEERS),
    ("POST", f"{ONE}/obstacles/{{obstacle}}/answers"): ({"coordinator"}, set()),
    ("POST", f"{ONE}/obstacles/{{obstacle}}/close"): ({"coordinator"}, set()),
    ("POST", f"{ONE}/obstacles/{{obstacle}}/reopen"): (ACTING, set()),
    ("GET", f"{ONE}/expected-reports"): (BOARD, OVERSEERS),
    ("POST", f"{ONE}/reviews"): ({"coordinator"}, set()),
    ("GET", f"{ONE}/reviews"): (BOARD, OVERSEERS),
    ("GET", f"{ONE}/deadlines"): (BOARD, OVERSEERS),
    ("POST", f"{ONE}/extensions"): (set(), set()),  # the issuer's leader alone
    ("POST", f"{ONE}/reroutes"): ({"officer", "unit_head", "coordinator", "leader"}, set()),
}


def test_the_table_names_every_route_of_tasks(tasks: Tasks) -> None:
    app = create_app(SPEC, tasks.running.services["tasks"].settings)
    own = {(method, path) for method, path, action in openapi.actions(app) if action in POLICY.rules}
    assert own == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_gets_in_exactly_where_the_table_says(tasks: Tasks, role: str) -> None:
    name = await tasks.publish()
    assert (await tasks.post("drafts", {"id": name})).status_code == 201
    body = {"unit": "CATX", "duty": "D1", "text": "Chưa có tờ rơi."}
    obstacle = (await tasks.post(f"campaigns/{name}/obstacles", body)).json()["obstacle"]
    for whose, column in (("CATX", 0), ("XP-1", 1)):
        client = await tasks.client(role, whose)
        for (method, path), allowed in TABLE.items():
            address = path.format(
                campaign=name, code="KHONG-CO", plan="khong-co", duty="D1", unit="CATX", obstacle=obstacle
            )
            query = {"unit": "CATX"} if method == "GET" and path.endswith(_OF_A_UNIT) else {}
            headers = {"Idempotency-Key": str(uuid4())}
            answer = await client.request(method, address, params=query, json=_fitting(path), headers=headers)
            got_in = answer.status_code not in (401, 403)
            assert got_in == (role in allowed[column]), (role, whose, method, path, answer.text)


_OF_A_UNIT = ("assignments", "expected-reports", "reviews", "board", "delegations", "obstacles", "deadlines")


def _fitting(path: str) -> dict[str, object] | None:
    """A body that passes its model, so that only the policy can refuse it with 403."""
    bodies: dict[str, dict[str, object]] = {
        "units": {"units": units()},
        "changes": {"add_aliases": ["Tên khác"]},
        "closure": {"valid_to": "2025-06-30"},
        "groups": {"code": "G-TAT-CA", "name_vi": "Tất cả", "members": ["CATX"]},
        "plans": {"id": f"p-{uuid4().hex[:8]}", "text": "Kế hoạch"},
        "drafts": {"id": f"c-{uuid4().hex[:8]}", "clone_of": "khong-co", "coordinator": "CATX"},
        "edits": {"operations": [{"op": "undo", "version": 9}]},
        "publish": {},
        "discard": {"reason": "Thôi."},
        "campaigns": campaign(id=f"c-{uuid4().hex[:8]}"),
        "acknowledgements": {"unit": "CATX"},
        "delegations": {"unit": "CATX", "account": "canbo"},
        "revoke": {"unit": "CATX"},
        "obstacles": {"unit": "CATX", "duty": "D1", "text": "Chưa có tờ rơi."},
        "answers": {"text": "Đã in."},
        "close": {"outcome": "Đã nhận."},
        "reopen": {"reason": "Không đủ."},
        "reviews": {"unit": "XP-1", "report_version": 1, "content_hash": HASH, "verdict": "accepted"},
        "extensions": {"unit": "CATX", "last_valid_day": "2024-07-05", "reason": "Mưa lũ."},
        "reroutes": {"unit": "XP-1", "report_version": 1, "content_hash": HASH, "reason": "Gửi nhầm nơi."},
    }
    return bodies.get(path.rpartition("/")[2])


@pytest.mark.parametrize(("role", "gets_in"), [("leader", True), ("coordinator", False)])
async def test_the_issuer_steers_by_its_leader(tasks: Tasks, role: str, gets_in: bool) -> None:
    name = await tasks.publish()
    for path in (f"drafts/{name}/edits", f"drafts/{name}/publish", f"drafts/{name}/discard", "campaigns", "drafts"):
        if path == f"drafts/{name}/edits":
            assert (await tasks.post("drafts", {"id": name})).status_code == 201
        body = {"id": name} if path == "drafts" else _fitting(path)
        assert ((await tasks.post(path, body, (role, "UBTX"))).status_code != 403) == gets_in, path


@pytest.mark.parametrize("role", sorted(STEERING))
async def test_an_amendment_and_a_clone_are_started_by_who_steers_the_campaign(tasks: Tasks, role: str) -> None:
    name = await tasks.publish()
    for body in ({"id": name}, {"id": f"{name}-nua", "clone_of": name, "coordinator": "XP-1"}):
        answer = await tasks.post("drafts", body, (role, "XP-1"))
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_unit")


async def test_the_directory_is_kept_by_units_that_run_campaigns(tasks: Tasks) -> None:
    await tasks.publish()
    closure = {"valid_to": "2025-06-30"}
    for role in STEERING:
        refused = (await tasks.post("units/XP-2/closure", closure, (role, "XP-1"))).json()
        assert (refused["code"], refused["value"]) == ("foreign_unit", "CATX")
        for keeper in ("CATX", "UBTX"):
            assert (await tasks.post("units", {"units": units()}, (role, keeper))).status_code == 201


async def test_who_sees_one_unit_alone_sees_that_one_without_asking(tasks: Tasks) -> None:
    name = await tasks.publish()
    seen = await tasks.get(f"campaigns/{name}/assignments", ("officer", "XP-1"), limit=500)
    assert {item["unit"] for item in seen["items"]} == {"XP-1"}
    everything = await tasks.get(f"campaigns/{name}/assignments", limit=500)
    assert {item["unit"] for item in everything["items"]} == {"CATX", "XP-1", "XP-2", "TAND"}


async def test_nobody_gets_in_without_a_token(tasks: Tasks) -> None:
    client = await tasks.client("leader")
    client.headers.pop("Authorization")
    for method, path in TABLE:
        address = path.format(campaign="c", code="A", plan="p", duty="d", unit="u", obstacle=uuid4())
        answer = await client.request(method, address, json=_fitting(path))
        assert answer.status_code == 401, (method, path)
