"""From the signed plan to the sealed report: what the sample June must come to, whoever computes it."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import AsyncIterator
from decimal import Decimal
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from chungtay_local.fresh_databases import Databases
from chungtay_local.replay import CAMPAIGN, play
from chungtay_local.replay.june import script
from chungtay_reporting.documents import extract_figures
from tests.e2e.conftest import June

GOLDEN = Path(__file__).with_name("june.golden.json")

pytestmark = pytest.mark.slow


async def test_expected_received_on_time_late_and_missing_are_those_of_the_script(june: June) -> None:
    completeness = (await june.report()).json()["completeness"]
    assert completeness["counts"] == {
        "expected": 26, "received": 25, "on_time": 23, "late": 2, "missing": 1, "returned": 0, "accepted": 24,
    }  # fmt: skip
    assert [unit["unit"] for unit in completeness["missing"]] == ["XP-07759"]


async def test_the_report_is_the_golden_one(june: June) -> None:
    report = (await june.report()).json()
    told = {
        "report_hash": report["report_hash"],
        "figures_hash": report["figures_hash"],
        "figures": {f["id"]: [f["state"], f["value"], f["accepted"], f["provisional"]] for f in report["figures"]},
    }
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    assert told == json.loads(GOLDEN.read_text("utf-8"))


async def test_sums_are_what_the_script_recorded_corrected_and_voided(june: June) -> None:
    """Computed from the script alone: the last content of every activity that was not voided."""
    campaign = (await june.leader.get(f"/tasks/campaigns/{CAMPAIGN}")).json()
    duties = (await june.leader.get(f"/tasks/campaigns/{CAMPAIGN}/duties?limit=500")).json()["items"]
    standing: dict[str, Any] = {}
    for step in script(campaign, duties):
        for act in step.acts:
            if act.kind == "record":
                standing[act.key] = act.body
            elif act.kind == "correct":
                standing[act.about] = act.body
            elif act.kind == "void":
                del standing[act.about]
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for body in standing.values():
        for figure in body["figures"]:
            if "value" in figure:
                totals[figure["indicator"]] += Decimal(figure["value"])
    summed = {i["code"] for i in campaign["indicators"] if i["aggregation"] == "sum"}
    figures = await june.figures()
    for indicator in summed & totals.keys():
        assert Decimal(str(figures[f"f-{indicator}-total"]["value"])) == totals[indicator], indicator


async def test_a_joint_rally_counts_once(june: June) -> None:
    found = (await june.leader.get(f"/intake/campaigns/{CAMPAIGN}/activities?unit=CATX&limit=500")).json()["items"]
    rallies = [a for a in found if a["title"].startswith("Mít tinh")]
    assert len(rallies) == 1
    assert len(rallies[0]["partners"]) == 5


async def test_zero_is_a_figure_and_silence_is_not(june: June) -> None:
    figures = await june.figures()
    assert figures["f-EN12-XP-07783"]["state"] == "value"
    assert figures["f-EN12-XP-07783"]["value"] == 0
    assert figures["f-PR12-total"]["state"] == "missing"
    assert figures["f-PR12-total"]["value"] is None


async def test_the_formats_hold_the_same_figures(june: June) -> None:
    of_json = extract_figures((await june.report("json")).content, "json")
    for other in ("html", "docx"):
        found = extract_figures((await june.report(other)).content, other)
        assert found
        assert {figure: of_json[figure] for figure in found} == found
        assert found.keys() == of_json.keys(), other


async def test_a_past_moment_has_the_same_bytes_before_and_after_later_events(june: June) -> None:
    then = {"as_of": "2024-06-28T17:00:00+07:00"}
    before = {f: (await june.report(f, **then)).content for f in ("json", "html", "docx")}
    officer = await june.running.client("officer", "XP-07777")
    later = {
        "unit": "XP-07777", "duty": "D41", "type": "propaganda_session", "title": "Buổi tuyên truyền ghi sau",
        "occurred_on": "2024-06-20", "figures": [{"indicator": "PR01", "value": "1"}],
    }  # fmt: skip
    answer = await officer.post(
        f"/intake/campaigns/{CAMPAIGN}/activities", json=later, headers={"Idempotency-Key": "after-the-month"}
    )
    assert answer.status_code == 201, answer.text
    assert {f: (await june.report(f, **then)).content for f in before} == before


async def test_a_moment_to_come_is_refused(june: June) -> None:
    path = f"/reporting/campaigns/{CAMPAIGN}/report"
    answer = await june.leader.get(path, params={"format": "json", "as_of": "2030-01-01T00:00:00+07:00"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "as_of_later_than_clock"


async def test_every_figure_is_explained_by_what_adds_up_to_it(june: June) -> None:
    for figure in (await june.figures()).values():
        path = f"/reporting/campaigns/{CAMPAIGN}/figures/{figure['id']}/explain"
        answer = await june.leader.get(path)
        assert answer.status_code == 200, f"{figure['id']}: {answer.text}"
        told = answer.json()
        assert told["figure"]["value"] == figure["value"], figure["id"]
        if figure["aggregation"] == "sum" and figure["state"] == "value" and "amount" in str(told)[:4000]:
            amounts = [Decimal(str(c["amount"])) for c in told["contributions"]]
            assert sum(amounts) == Decimal(str(figure["value"])), figure["id"]


async def test_playing_again_finds_the_month_sealed_and_does_nothing(june: June) -> None:
    heads = [s["head"] for s in await standings(june)]
    await play(june.settings)
    assert [s["head"] for s in await standings(june)] == heads


async def standings(june: June) -> list[Any]:
    operator = await june.running.client("ops", "-")
    return [(await operator.get(f"/{name}/standing")).json() for name in june.running.services]


async def test_every_alert_was_seen_once_and_the_moot_ones_were_withdrawn(june: June) -> None:
    found = (await june.leader.get(f"/notify/campaigns/{CAMPAIGN}/alerts?limit=500")).json()["items"]
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for alert in found:
        counted[alert["rule"], alert["state"]] += 1
    assert len({alert["id"] for alert in found}) == len(found)
    # one unit never reports, three bodies are free to answer; two report late; one report is returned and refiled
    assert counted["overdue", "open"] == 1
    assert counted["overdue", "withdrawn"] == 2
    assert counted["returned", "withdrawn"] == 1
    assert counted["report_received", "open"] == 1
    assert counted["due_soon", "open"] == 0  # asked bodies are left in peace after the day


async def test_the_proof_holds_until_one_byte_of_one_event_is_changed(june: June, databases: Databases) -> None:
    auditor = await june.running.client("auditor", "-")
    proof = (await auditor.get("/reporting/verification")).json()
    assert proof["well"], proof["findings"]

    address = databases.server.rpartition("/")[0] + "/chungtay_intake"
    flip = "UPDATE event SET data = set_byte(data, 20, get_byte(data, 20) # 1) WHERE position = 100"
    owner = await asyncpg.connect(address)
    await owner.execute(flip)
    changed = (await auditor.get("/reporting/verification")).json()
    await owner.execute(flip)
    await owner.close()

    assert not changed["well"]
    assert {(f["source"], f["position"]) for f in changed["findings"]} == {("intake", 100)}
    assert (await auditor.get("/reporting/verification")).json()["well"]


async def test_what_events_cause_never_comes_back_to_its_cause(june: June) -> None:
    """Reactions form no circle: by kinds, what caused what in a whole June."""
    auditor = await june.running.client("auditor", "-")
    kinds: dict[str, str] = {}
    causes: set[tuple[str, str]] = set()
    for name in june.running.services:
        events = [event async for event in feed(auditor, name)]
        kinds |= {event["id"]: event["type"] for event in events}
        causes |= {(event["causationid"], event["type"]) for event in events if event.get("causationid")}
    edges = {(kinds[cause], effect) for cause, effect in causes if cause in kinds}
    assert edges
    TopologicalSorter({effect: {c for c, e in edges if e == effect} for _, effect in edges}).prepare()


async def feed(client: httpx.AsyncClient, service: str) -> AsyncIterator[dict[str, Any]]:
    after: int | None = 0
    while after is not None:
        page = (await client.get(f"/{service}/events", params={"after": after, "limit": 1000})).json()
        for event in page["items"]:
            yield event
        after = page["next"]
