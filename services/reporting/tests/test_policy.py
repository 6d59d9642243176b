"""Every role over every route of reporting: in exactly where the table says."""

from __future__ import annotations

from uuid import uuid4

import pytest
from voices import Month

from chungtay_kernel import openapi
from chungtay_kernel.service import create_app
from chungtay_kernel.tokens import ROLES

EVERYONE = set(ROLES)
OVERSEERS = {"coordinator", "leader", "auditor", "ops"}
CAMPAIGN = "/reporting/campaigns/{campaign}"

TABLE: dict[tuple[str, str], set[str]] = {
    ("GET", f"{CAMPAIGN}/report"): EVERYONE,
    ("GET", f"{CAMPAIGN}/completeness"): EVERYONE,
    ("GET", f"{CAMPAIGN}/figures"): EVERYONE,
    ("GET", f"{CAMPAIGN}/figures/{{figure}}"): EVERYONE,
    ("GET", f"{CAMPAIGN}/figures/{{figure}}/explain"): EVERYONE,
    ("GET", f"{CAMPAIGN}/seals"): EVERYONE,
    ("GET", f"{CAMPAIGN}/seals/{{edition}}"): EVERYONE,
    ("GET", f"{CAMPAIGN}/seals/{{edition}}/documents/{{document_format}}"): EVERYONE,
    ("POST", f"{CAMPAIGN}/seals"): {"coordinator"},
    ("GET", "/reporting/verification"): OVERSEERS,
}


def test_the_table_names_every_route_of_reporting(month: Month) -> None:
    app = create_app(month.reporting.spec, month.reporting.settings)
    own = {
        (method, path) for method, path, action in openapi.actions(app)
        if (action or "").split(".")[0] in ("report", "figure", "seal")
    }  # fmt: skip
    assert own == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_gets_in_exactly_where_the_table_says(month: Month, role: str) -> None:
    for unit in ("CATX", "XP-1"):
        client = await month.client(role, unit)
        for (method, path), allowed in TABLE.items():
            address = path.format(campaign=month.campaign, figure="f-PR01-total", edition=1, document_format="json")
            headers = {"Idempotency-Key": str(uuid4())}
            body = {"overrides": []} if method == "POST" else None
            answer = await client.request(method, address, json=body, headers=headers)
            may = role in allowed and (method == "GET" or unit == "CATX")
            assert (answer.status_code != 403) == may, (role, unit, method, path, answer.text)


async def test_nobody_reads_without_a_token(month: Month) -> None:
    client = await month.client()
    answer = await client.get(f"/reporting/campaigns/{month.campaign}/report", headers={"Authorization": ""})
    assert answer.status_code == 401
