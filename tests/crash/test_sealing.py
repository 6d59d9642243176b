"""Reporting struck between sealing and answering."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from tests.crash.client import CAMPAIGN, COORDINATOR, LEADER, Client
from tests.crash.invariants import figures_of, nothing_lost_nothing_twice, rest

SEALS = f"/reporting/campaigns/{CAMPAIGN}/seals"


async def test_a_seal_whose_answer_was_lost_is_the_one_that_a_repetition_finds(client: Client) -> None:
    await client.send_all(client.wishes(60))
    await rest(client)
    client.installation.restart("reporting", fault="seal.after_commit")
    await rest(client)
    wish: dict[str, Any] = {"overrides": []}
    assert await client.once("POST", SEALS, wish, key="seal", who=COORDINATOR) is None
    await client.installation.died("reporting")
    client.installation.start("reporting")

    sealed = await client.insist("POST", SEALS, wish, key="seal", who=COORDINATOR)
    again = await client.once("POST", SEALS, wish, key="another", who=COORDINATOR)
    assert again is not None
    assert (again.status_code, again.json()["code"]) == (409, "already_sealed")
    logs = await nothing_lost_nothing_twice(client)
    (event,) = [e for e in logs["reporting"] if e.type == "report.sealed"]
    assert event.json()["seal_id"] == sealed["seal_id"]

    for written_as, told in sealed["documents"].items():
        path = f"{SEALS}/{sealed['edition']}/documents/{written_as}"
        document = await client.once("GET", path, who=LEADER)
        assert document is not None
        assert sha256(document.content).hexdigest() == told["sha256"]
    report = await client.get(f"{SEALS}/{sealed['edition']}/documents/json", LEADER)
    assert figures_of(report["figures"]).items() <= client.ledger.figures().items()
