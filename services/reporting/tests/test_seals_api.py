"""Sealing, sealed editions, and the proof that nothing was changed."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from voices import Month

from chungtay_reporting.documents import extract_figures
from chungtay_reporting.events import ReportSealed
from chungtay_reporting.signing import is_genuine, sealing_key


async def verification(month: Month) -> dict[str, Any]:
    client = await month.client("auditor", "UBTX")
    return (await client.get("/reporting/verification", params={"campaign": month.campaign})).json()


async def test_a_sealed_report_is_the_report_until_something_changes(month: Month) -> None:
    sealed = await month.seal()
    assert sealed.status_code == 201, sealed.text
    report = await month.raw("report")
    assert report.headers["chungtay-edition"] == "1"
    assert sha256(report.content).hexdigest() == sealed.json()["documents"]["json"]["sha256"]
    await month.record("10", "XP-2", [{"indicator": "PR01", "value": "5"}])
    await month.heard()
    draft = await month.raw("report")
    assert "chungtay-edition" not in draft.headers
    assert (await month.raw("seals/1/documents/json")).content == report.content
    again = await month.seal()
    assert (again.status_code, again.json()["edition"]) == (201, 2)


async def test_a_seal_says_what_it_covers(month: Month) -> None:
    answer = (await month.seal()).json()
    seal = await month.get("seals/1")
    assert seal["seal_id"] == answer["seal_id"]
    assert seal["vector"].keys() == {"intake", "tasks", "notify", "reporting"}
    assert seal["completeness"]["missing_units"] == ["XP-2"]
    html = (await month.raw("seals/1/documents/html")).text
    assert seal["seal_id"] in html
    assert seal["figures_hash"][:16] in html


async def test_the_same_key_gets_the_same_seal_and_another_key_none(month: Month) -> None:
    first, second = await month.seal("mot"), await month.seal("mot")
    assert first.json() == second.json()
    refused = await month.seal("hai")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_sealed")
    assert len((await month.get("seals"))["items"]) == 1


@pytest.mark.parametrize("document", ["html", "docx"])
async def test_every_format_prints_the_same_figures(month: Month, document: str) -> None:
    await month.seal()
    told = extract_figures((await month.raw("report")).content, "json")
    assert extract_figures((await month.raw("report", format=document)).content, document) == told


async def test_only_the_campaigns_coordinator_seals(month: Month) -> None:
    for role, unit in (("leader", "UBTX"), ("coordinator", "XP-1"), ("auditor", "CATX")):
        client = await month.client(role, unit)
        answer = await client.post(
            f"/reporting/campaigns/{month.campaign}/seals", json={"overrides": []}, headers={"Idempotency-Key": role}
        )
        assert answer.status_code == 403


async def test_what_cannot_be_read_blocks_the_seal_unless_overridden_by_name(month: Month) -> None:
    stream = f"activity/{month.campaign}/sai"
    await month.say("intake", "activity.recorded", stream, {"unit": "XP-1", "occurred_on": "hôm qua"})
    await month.heard()
    refused = await month.seal()
    assert (refused.status_code, refused.json()["code"]) == (409, "seal_blocked")
    assert refused.json()["value"] == "parked:reporting"
    reason = "Đã đối chiếu trên giấy, không đổi số liệu"
    blank = await month.seal(overrides=[{"blocker": "parked:reporting", "reason": "    "}])
    assert blank.status_code == 422
    needless = {"blocker": "parked:tasks", "reason": "đã giải quyết trước khi niêm phong"}
    sealed = await month.seal(overrides=[{"blocker": "parked:reporting", "reason": reason}, needless])
    assert sealed.status_code == 201, sealed.text
    seal = await month.get(f"seals/{sealed.json()['edition']}")
    assert [o["blocker"] for o in seal["overrides"]] == ["parked:reporting"]
    assert reason in (await month.raw("report", format="html")).text
    await month.reporting.database.pool.execute("DELETE FROM parked")


async def test_a_sealed_document_that_is_no_longer_what_was_sealed_is_not_served(month: Month) -> None:
    await month.record("con-dau", "XP-2", [{"indicator": "PR01", "value": "3"}])
    await month.heard()
    sealed = (await month.seal()).json()
    path, pool = f"seals/{sealed['edition']}/documents/html", month.reporting.database.pool
    digest = bytes.fromhex(sealed["documents"]["html"]["sha256"])
    await pool.execute("UPDATE document SET content = content || 'x' WHERE sha256 = $1", digest)
    damaged = await month.raw(path)
    await pool.execute(
        "UPDATE document SET content = substr(content, 1, length(content) - 1) WHERE sha256 = $1", digest
    )
    assert (damaged.status_code, damaged.json()["code"]) == (500, "document_damaged")
    assert (await month.raw(path)).status_code == 200


async def test_a_bare_number_is_no_moment(month: Month) -> None:
    assert (await month.raw("report", as_of="2024")).status_code == 422


async def test_a_seal_lists_what_operators_discarded_and_what_they_applied_again(month: Month) -> None:
    told = {"consumer": "intake", "source": "tasks", "stream": "review/a", "versions": [1], "reason": "đã rõ"}
    await month.say("intake", "parked.discarded", f"parked/{month.campaign}/a", told)
    await month.say("intake", "parked.retried", f"parked/{month.campaign}/b", {**told, "versions": [2]})
    await month.heard()
    await month.seal()
    seal = await month.get("seals/1")
    assert [d["versions"] for d in seal["discards"] if d["stream"] == "review/a"][-1:] == [[1]]
    assert [r["versions"] for r in seal["retries"] if r["stream"] == "review/a"][-1:] == [[2]]
    assert is_genuine(ReportSealed.model_validate(seal), sealing_key(month.reporting.settings).public_key())


async def test_an_event_parked_at_the_seal_and_applied_after_it_is_named_by_the_proof(
    month: Month, reporting_owner: Any
) -> None:
    stream = await month.record("muon", "XP-2", [{"indicator": "PR01", "value": "5"}])
    await month.heard()
    await month.seal()
    owner = await reporting_owner("reporting")
    total = "UPDATE cell_a SET total = total + {n} WHERE campaign = $1 AND indicator = 'PR01' AND held_by = 0"
    await owner.execute(total.format(n=1), month.campaign)
    told = {"consumer": "reporting", "source": "intake", "stream": stream, "versions": [1], "reason": "đã rõ"}
    await month.say("reporting", "parked.retried", f"parked/reporting/intake/{stream}", told)
    found = (await verification(month))["findings"]
    await owner.execute(total.format(n=-1), month.campaign)
    assert [f["en"] for f in found] == [
        f"The figures, computed again, are not the sealed ones: applied since then, intake/{stream}/1."
    ]


async def test_the_proof_holds_and_names_the_byte_that_was_changed(month: Month, reporting_owner: Any) -> None:
    await month.seal()
    found = await verification(month)
    assert found["well"], found["findings"]
    position = await month.reporting.database.pool.fetchval(
        "SELECT position FROM journal WHERE source = 'intake' AND campaign_id = $1 AND type = 'activity.recorded'",
        month.campaign,
    )
    flip = "UPDATE {table} SET data = set_byte(data, 5, get_byte(data, 5) # 1) WHERE position = $1"
    for owner, table, witness in (("reporting", "journal", "journal"), ("intake", "event", "log")):
        statement = flip.format(table=table) + (" AND source = 'intake'" if table == "journal" else "")
        await (await reporting_owner(owner)).execute(statement, position)
        broken = (await verification(month))["findings"]
        assert (broken[0]["witness"], broken[0]["source"], broken[0]["position"]) == (witness, "intake", position)
        await (await reporting_owner(owner)).execute(statement, position)
    assert (await verification(month))["well"]


async def test_a_document_that_was_changed_is_named(month: Month) -> None:
    digest = bytes.fromhex((await month.seal()).json()["documents"]["html"]["sha256"])
    pool = month.reporting.database.pool
    content = await pool.fetchval("SELECT content FROM document WHERE sha256 = $1", digest)
    await pool.execute("UPDATE document SET content = $2 WHERE sha256 = $1", digest, content + b" ")
    found = (await verification(month))["findings"]
    assert [f["en"] for f in found] == ["The html document is not the sealed one."]
    await pool.execute("UPDATE document SET content = $2 WHERE sha256 = $1", digest, content)
