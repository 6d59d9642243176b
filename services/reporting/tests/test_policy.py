"""Every role over every route of reporting: in exactly where the table says."""

from __future__ import annotations

from uuid import uuid4

import pytest
from voices import Month

from chungtay_kernel import openapi
from chungtay_kernel.service import create_app
from chungtay_kernel.tokens import ROLES

EVERYONE = set(ROLES)
OVERSEERS = {"coordinator", "leader", "auditor", "ops", "service"}
CAMPAIGN = "/reporting/campaigns/{campaign}"

TABLE: dict[tuple[str, str], set[str]] = {
    ("GET", f"{CAMPAIGN}/report"): OVERSEERS,
    ("GET", f"{CAMPAIGN}/completeness"): OVERSEERS,
    ("GET", f"{CAMPAIGN}/figures"): EVERYONE,
    ("GET", f"{CAMPAIGN}/figures/{{figure}}"): EVERYONE,
    ("GET", f"{CAMPAIGN}/figures/{{figure}}/explain"): EVERYONE,
    ("GET", f"{CAMPAIGN}/seals"): OVERSEERS,
    ("GET", f"{CAMPAIGN}/seals/{{edition}}"): OVERSEERS,
    ("GET", f"{CAMPAIGN}/seals/{{edition}}/documents/{{document_format}}"): EVERYONE,
    ("POST", f"{CAMPAIGN}/seals"): {"coordinator"},
    ("GET", "/reporting/verification"): OVERSEERS - {"service"},
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
            figure = f"f-PR01-{unit}"
            address = path.format(campaign=month.campaign, figure=figure, edition=1, document_format="json")
            headers = {"Idempotency-Key": str(uuid4())}
            body = {"overrides": []} if method == "POST" else None
            answer = await client.request(method, address, json=body, headers=headers)
            may = role in allowed and (method == "GET" or unit == "CATX")
            assert (answer.status_code != 403) == may, (role, unit, method, path, answer.text)


@pytest.mark.parametrize("role", ROLES)
async def test_only_overseers_see_figures_that_are_not_their_units(month: Month, role: str) -> None:
    client = await month.client(role, "XP-2")
    figures = f"/reporting/campaigns/{month.campaign}/figures"
    for figure in ("f-PR01-total", "f-PR01-XP", "f-PR01-XP-1", "f-OR07-total", "f-missing-total"):
        for address in (f"{figures}/{figure}", f"{figures}/{figure}/explain"):
            assert (await client.get(address)).status_code == (200 if role in OVERSEERS else 403), (address, role)
    shown = {f["scope"] for f in (await client.get(figures)).json()["items"]}
    assert ("total" in shown) if role in OVERSEERS else shown == {"XP-2"}
    assert ((await client.get(figures, params={"unit": "XP-1"})).status_code == 403) == (role not in OVERSEERS)


async def test_a_sealed_editions_documents_are_for_everyone(month: Month) -> None:
    await month.seal()
    client = await month.client("officer", "XP-2")
    sealed = await client.get(f"/reporting/campaigns/{month.campaign}/seals/1/documents/json")
    assert sealed.status_code == 200
    assert (await client.get(f"/reporting/campaigns/{month.campaign}/report")).status_code == 403


async def test_nobody_reads_without_a_token(month: Month) -> None:
    client = await month.client()
    answer = await client.get(f"/reporting/campaigns/{month.campaign}/report", headers={"Authorization": ""})
    assert answer.status_code == 401
