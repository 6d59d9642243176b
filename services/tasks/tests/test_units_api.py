"""The directory over HTTP and at the command line, on a service of its own: the units around Việt Yên through time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import tasks_samples
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from tasks_running import Tasks, running_tasks

from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_tasks import sample
from chungtay_tasks.cli_units import units as verbs

THEN, NOW = "2024-06-15", "2025-08-01"


@pytest.fixture(scope="module")
async def directory(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tasks]:
    """June's units as the campaign registered them, then the file of 2024, then the one of the reform; on servers of
    its own, since the other tests' directory is another one."""
    folder = tmp_path_factory.mktemp("directory")
    server, broker = postgres.start(folder / "pg", port=free_ports(1)[0]), kafka.start(folder / "kafka")
    async with running_tasks(Databases(server.address), server.address, broker.address, folder) as running:
        assert (await running.post("units", {"units": sample.units()})).status_code == 201
        for which in ("2024", "today"):
            answer = await imported(running, sample.units_file(which))
            assert answer.status_code == 201, answer.text
        yield running
    broker.stop()
    server.stop()


async def sent(tasks: Tasks, path: str, data: bytes, role: str = "coordinator", **query: str) -> httpx.Response:
    client = await tasks.client(role, "CATX")
    headers = {"Idempotency-Key": str(uuid4())}
    return await client.post(f"/tasks/units/{path}", content=data, params=query, headers=headers)


async def imported(tasks: Tasks, data: bytes) -> httpx.Response:
    preview = (await sent(tasks, "imports/preview", data)).json()
    assert preview["errors"] == []
    return await sent(tasks, "imports", data, confirm=preview["digest"])


class TestImport:
    async def test_the_same_file_twice_adds_nothing(self, directory: Tasks) -> None:
        preview = (await sent(directory, "imports/preview", sample.units_file("today"))).json()
        counts = {name: preview[name] for name in ("registered", "changed", "closed", "groups", "known_before")}
        assert counts == {"registered": 0, "changed": 0, "closed": 0, "groups": 0, "known_before": 63}
        again = await imported(directory, sample.units_file("today"))
        assert (again.json()["registered"], again.json()["known_before"]) == (0, 63)

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    async def test_what_is_exported_can_be_imported_again(self, directory: Tasks, kind: str) -> None:
        client = await directory.client("auditor", "-")
        answer = await client.get("/tasks/units/export", params={"format": kind})
        assert answer.status_code == 200
        preview = (await sent(directory, "imports/preview", answer.content)).json()
        assert (preview["errors"], preview["changes"], preview["defined"]) == ([], [], [])
        assert preview["known_before"] == 63

    async def test_an_export_has_vietnamese_headings_and_keeps_leading_zeros(self, directory: Tasks) -> None:
        client = await directory.client("auditor", "-")
        answer = await client.get("/tasks/units/export", params={"format": "xlsx", "at": NOW})
        sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][:2] == ("Mã đơn vị", "Tên đơn vị")
        ward = next(row for row in rows if row[0] == "XP-07777")
        assert (ward[1], ward[5]) == ("UBND phường Việt Yên", "07777")

    async def test_errors_name_sheet_row_and_cell_and_nothing_is_recorded(self, directory: Tasks) -> None:
        file = "Mã,Tên,Loại,Mã hành chính,Hiệu lực từ\nA-1,,Cơ quan chuyên môn,,\nA-2,Tên,Xã phường,7777,31/02/2024\n"
        preview = (await sent(directory, "imports/preview", file.encode())).json()
        told = [(error["sheet"], error["row"], error["cell"], error["code"]) for error in preview["errors"]]
        assert told == [
            ("CSV", 2, "B2", "cell_empty"), ("CSV", 3, "D3", "cell_invalid"), ("CSV", 3, "E3", "cell_invalid"),
        ]  # fmt: skip
        assert preview["errors"][1]["value"] == "7777"
        assert all(
            error[word]["vi"] and error[word]["en"] for error in preview["errors"] for word in ("remedy", "expected")
        )
        assert preview["digest"] is None
        refused = await sent(directory, "imports", file.encode(), confirm="x")
        assert (refused.status_code, refused.json()["code"]) == (422, "import_refused")

    async def test_what_was_not_previewed_is_not_imported(self, directory: Tasks) -> None:
        file = "Mã,Tên,Loại\nA-3,Trạm Y tế,Cơ quan chuyên môn\n".encode()
        answer = await sent(directory, "imports", file, confirm="0" * 64)
        assert (answer.status_code, answer.json()["code"]) == (409, "import_moved")

    async def test_officers_do_not_import(self, directory: Tasks) -> None:
        for path in ("imports/preview", "imports"):
            assert (await sent(directory, path, b"", role="officer")).status_code == 403


class TestReading:
    async def test_units_of_a_day(self, directory: Tasks) -> None:
        communes = [
            {unit["code"] for unit in (await directory.get("units", at=at, kind="commune", limit=500))["items"]}
            for at in (THEN, NOW)
        ]
        assert list(map(len, communes)) == [17, 4]
        assert communes[1] == {"XP-07774", "XP-07777", "XP-07795", "XP-07798"}

    async def test_below_a_unit_at_any_depth(self, directory: Tasks) -> None:
        right_below = (await directory.get("units", at=NOW, parent="T-24", limit=500))["items"]
        anywhere = (await directory.get("units", at=NOW, below="T-24", limit=500))["items"]
        assert (len(right_below), len(anywhere)) == (5, 25)

    @pytest.mark.parametrize("sought", ["bích động", "bich dong", "BICH ĐỘNG", "07777"])
    async def test_search_with_and_without_diacritics(self, directory: Tasks, sought: str) -> None:
        found = await directory.get("units", at=THEN, q=sought)
        assert [unit["code"] for unit in found["items"]] == ["XP-07777"]

    async def test_page_by_page_through_all_lives_of_all_codes(self, directory: Tasks) -> None:
        found: list[tuple[str, str | None]] = []
        page: Any = {"next": None}
        while True:
            page = await directory.get("units", limit=7, **({"cursor": page["next"]} if page["next"] else {}))
            found += [(unit["code"], unit["valid_from"]) for unit in page["items"]]
            if page["next"] is None:
                break
        assert len(found) == len(set(found)) == 60
        assert [since for code, since in found if code == "XP-07777"] == ["2024-02-01", "2025-07-01"]

    async def test_a_unit_with_its_past_and_its_future(self, directory: Tasks) -> None:
        old = await directory.get("units/XP-07777", at=THEN)
        assert (old["name_vi"], old["valid_to"]) == ("UBND phường Bích Động", "2025-06-30")
        assert [above["code"] for above in old["above"]] == ["UBTX", "T-24"]
        assert [one["name_vi"] for one in old["successors"]] == ["UBND phường Việt Yên"]
        assert [event["type"] for event in old["history"]] == ["unit.registered", "unit.changed", "unit.closed"]
        new = await directory.get("units/XP-07777", at=NOW)
        assert len(new["predecessors"]) == 4 + 1  # the town itself has all four wards as successors
        assert [life["name_vi"] for life in new["lives"]] == ["UBND phường Bích Động", "UBND phường Việt Yên"]
        assert new["groups"] == ["G-XP"]

    async def test_streams_of_a_codes_lives(self, directory: Tasks) -> None:
        pool = directory.running.services["tasks"].database.pool
        rows = await pool.fetch("SELECT stream FROM unit_life WHERE code = 'XP-07777' ORDER BY valid_from")
        assert [row["stream"] for row in rows] == ["unit/XP-07777", "unit/XP-07777/2025-07-01"]

    async def test_groups_of_a_day(self, directory: Tasks) -> None:
        sizes = {
            at: {group["code"]: len(group["members"]) for group in (await directory.get("groups", at=at))["items"]}
            for at in (THEN, NOW)
        }
        assert sizes == {THEN: {"G-XP": 17, "G-ALL": 10}, NOW: {"G-XP": 4}}

    async def test_a_name_means_another_unit_on_another_day(self, directory: Tasks) -> None:
        for at, within, name, code in (
            (THEN, "UBTX", "Công an thị xã", "CATX"),
            (THEN, "UBTX", "UBND các xã, phường", "G-XP"),
            (NOW, "XP-07777", "Phòng VH-XH", "VHXH-07777"),
            (NOW, None, "phuong Viet Yen", "XP-07777"),
        ):
            query = {"name": name, "at": at, **({"within": within} if within else {})}
            (found,) = (await directory.get("units/resolve", **query))["items"]
            assert found["code"] == code, found

    async def test_two_units_with_one_name_are_asked_about(self, directory: Tasks) -> None:
        (found,) = (await directory.get("units/resolve", name="Phòng Văn hóa - Xã hội", at=NOW))["items"]
        assert (found["outcome"], found["code"], found["reason"]["code"]) == ("candidates", None, "several_units")
        assert {one["above"] for one in found["candidates"]} == {
            "UBND phường Tự Lạn", "UBND phường Việt Yên", "UBND phường Nếnh", "UBND phường Vân Hà",
        }  # fmt: skip


class TestPublishing:
    async def publish(self, tasks: Tasks, year: int, **other: Any) -> httpx.Response:
        body = json.dumps(tasks_samples.campaign(id=f"dot-{uuid4().hex[:8]}", **other))
        return await tasks.post("campaigns", json.loads(body.replace("2024", str(year))), ("leader", "UBTX"))

    @pytest.fixture(autouse=True)
    async def communes(self, directory: Tasks) -> None:
        two = [unit for unit in tasks_samples.units() if unit["code"] in ("XP-1", "XP-2")]
        assert (await directory.post("units", {"units": two})).status_code == 201

    async def test_a_campaign_has_the_units_of_its_time(self, directory: Tasks) -> None:
        answer = await self.publish(directory, 2024)
        assert answer.status_code == 201, answer.text
        assert "unit_part_of_the_time" not in {caution["code"] for caution in answer.json()["cautions"]}

    async def test_a_unit_that_has_ended_is_refused_and_its_successors_named(self, directory: Tasks) -> None:
        answer = await self.publish(directory, 2026)
        assert answer.status_code == 422
        told = {e["value"]: e["details"]["vi"] for e in answer.json()["errors"] if e["code"] == "unit_not_valid"}
        assert set(told) == {"CATX", "UBTX", "YTE", "TAND"}
        assert "Công an tỉnh Bắc Giang (CAT-24)" in told["CATX"]
        assert "UBND phường Việt Yên (XP-07777)" in told["UBTX"]

    async def test_a_unit_that_ends_within_the_time_is_a_caution(self, directory: Tasks) -> None:
        period = {"start": "2025-02-01", "end": "2025-06-30"}
        before = {"date": "2025-07-01", "comparison": "before", "text": "trước ngày 01/7/2025"}
        report = {"to": "UBTX", "via": "CATX", "due": before}
        answer = await self.publish(directory, 2025, period=period, unit_report=report, issue_month="2025-02")
        assert answer.status_code == 201, answer.text
        cautions = [c["vi"] for c in answer.json()["cautions"] if c["code"] == "unit_part_of_the_time"]
        assert [caution for caution in cautions if "CATX" in caution]


class TestCommandLine:
    @pytest.fixture
    def run(self, directory: Tasks, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
        monkeypatch.setenv("CHUNGTAY_URL", directory.running.url)
        monkeypatch.setenv("CHUNGTAY_SECRETS", str(directory.running.secrets))

        async def run(*arguments: str) -> Result:
            return await asyncio.to_thread(CliRunner().invoke, verbs, arguments)

        return run

    async def test_resolve_says_one_unit_or_ends_with_1(self, run: Callable[..., Any]) -> None:
        one = await run("resolve", "Phòng LĐ-TB&XH", "--at", THEN)
        assert (one.exit_code, one.output.split("→")[1].split()[0]) == (0, "LDTBXH")
        several = await run("resolve", "Phòng Văn hóa - Xã hội", "--at", NOW, "--json")
        assert (several.exit_code, len(json.loads(several.output)["candidates"])) == (1, 4)
        assert (await run("resolve", "Sở Thủy lợi")).exit_code == 1

    async def test_list_and_show(self, run: Callable[..., Any]) -> None:
        listed = await run("list", "--at", NOW, "--kind", "commune", "--parent", "T-24")
        assert [line.split()[0] for line in listed.output.splitlines()] == [
            "XP-07774", "XP-07777", "XP-07795", "XP-07798",
        ]  # fmt: skip
        assert "Đơn vị kế thừa: UBND phường Việt Yên (XP-07777)" in (await run("show", "XP-07783")).output
        assert (await run("show", "KHONG-CO")).exit_code == 1

    async def test_export_and_import(self, run: Callable[..., Any], tmp_path: Path) -> None:
        file = tmp_path / "don-vi.xlsx"
        assert (await run("export", str(file))).exit_code == 0
        preview = await run("import", str(file), "--dry-run", "--json")
        assert (preview.exit_code, json.loads(preview.output)["known_before"]) == (0, 65)
        wrong = tmp_path / "sai.csv"
        wrong.write_text("Mã,Tên,Loại,Mã cấp trên\nA-9,Đội,Cơ quan chuyên môn,KHONG-CO\n", "utf-8")
        refused = await run("import", str(wrong))
        assert refused.exit_code == 3
        assert "CSV!D2" in refused.output


class TestAtOnce:
    async def test_of_two_who_give_a_code_away_for_one_day_one_is_refused(self, directory: Tasks) -> None:
        lives = [
            {"code": "CHUNG", "name_vi": f"Đội {n}", "kind": "department", "valid_from": f"2024-0{n}-01"}
            for n in (1, 2)
        ]
        answers = await asyncio.gather(*(directory.post("units", {"units": [life]}) for life in lives))
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        assert {answer.json().get("code") for answer in answers} == {None, "unit_overlaps"}

    async def test_a_nations_communes_in_one_file(self, directory: Tasks) -> None:
        rows = "".join(f"QG-{n:05},UBND xã Số {n},commune,QG\n" for n in range(3321))
        file = f"Mã,Tên,Loại,Mã cấp trên\nQG,Chính phủ,issuer,\n{rows}".encode()
        answer = await imported(directory, file)
        assert (answer.status_code, answer.json()["registered"]) == (201, 3322)
        found = await directory.get("units/resolve", name=["UBND xã Số 77", "xa so 3320"], at=NOW)
        assert [item["code"] for item in found["items"]] == ["QG-00077", "QG-03320"]
