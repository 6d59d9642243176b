"""Every role over every route: in exactly where the table says, for the own unit and for another's."""

from __future__ import annotations

from uuid import uuid4

import pytest
from intake_clients import UNIT, Intake, Unit

from chungtay_kernel import openapi
from chungtay_kernel.service import create_app
from chungtay_kernel.tokens import ROLES

RECORDING = {"officer", "unit_head", "coordinator", "publisher"}
CHANGING = {"officer", "unit_head", "coordinator"}
READING_OWN = {"officer", "unit_head", "publisher"}
READING_ALL = {"coordinator", "leader", "auditor"}

ONE = "/intake/campaigns/{campaign}/activities/{activity}"
REPORT = "/intake/campaigns/{campaign}/unit-reports/{unit}"

# Route: roles that may for their own unit, roles that may for another.
TABLE: dict[tuple[str, str], tuple[set[str], set[str]]] = {
    ("POST", "/intake/campaigns/{campaign}/activities"): (RECORDING, set()),
    ("POST", "/intake/campaigns/{campaign}/activities/validate"): (RECORDING, set()),
    ("GET", "/intake/campaigns/{campaign}/activities"): (READING_OWN | READING_ALL, READING_ALL),
    ("GET", ONE): (READING_OWN | READING_ALL, READING_ALL),
    ("GET", f"{ONE}/history"): (READING_OWN | READING_ALL, READING_ALL),
    ("PUT", ONE): (CHANGING, set()),
    ("POST", f"{ONE}/void"): (CHANGING, set()),
    ("GET", "/intake/campaigns/{campaign}/unit-reports"): (READING_ALL, READING_ALL),
    ("GET", REPORT): (READING_OWN | READING_ALL, READING_ALL),
    ("GET", f"{REPORT}/draft"): (READING_OWN | READING_ALL, READING_ALL),
    ("POST", REPORT): (CHANGING, set()),
    ("POST", f"{REPORT}/withdraw"): (CHANGING, set()),
}


def test_the_table_names_every_route_of_intake(intake: Intake) -> None:
    app = create_app(intake.service.spec, intake.service.settings)
    own = {(method, path) for method, path, action in openapi.actions(app) if (action or "").split(".")[0] in
           ("activity", "unit_report")}  # fmt: skip
    assert own == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_gets_in_exactly_where_the_table_says(unit: Unit, role: str) -> None:
    recorded = await unit.record()
    for whose, column in ((UNIT, 0), ("XP-07795", 1)):
        client = await unit.intake.client(role, whose)
        for (method, path), allowed in TABLE.items():
            address = path.format(campaign=unit.campaign, activity=recorded["activity"], unit=UNIT)
            query = {"unit": UNIT} if method == "GET" and path.endswith("/activities") else {}
            headers = {"Idempotency-Key": str(uuid4())}
            answer = await client.request(method, address, params=query, json=_fitting(method, path), headers=headers)
            got_in = answer.status_code != 403
            assert got_in == (role in allowed[column]), (role, whose, method, path, answer.text)


def _fitting(method: str, path: str) -> dict[str, object] | None:
    """A body that passes the form, so that who may act for the unit is what decides."""
    if method == "GET":
        return None
    if path.endswith(("/void", "/withdraw")):
        return {"reason": "Thử."}
    if path.endswith("{unit}"):
        return {"narrative": "Thử."}
    activity: dict[str, object] = {"unit": UNIT, "type": "event", "title": "Thử", "occurred_on": "2024-06-12"}
    return activity | ({"reason": "Thử."} if path.endswith("{activity}") else {})
