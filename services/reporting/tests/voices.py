"""Publishers that speak as intake, tasks and notify do: the kernel's log and relay, and no decisions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any, ClassVar
from uuid import uuid4

import httpx
from fastapi import APIRouter
from pydantic import ConfigDict

from chungtay_kernel.events import Context, Decision, Draft, Event
from chungtay_kernel.policy import Policy
from chungtay_kernel.service import Service, ServiceSpec
from chungtay_kernel.testing import Running, until

CAMPAIGN = "thang-6"
DUE = "2024-06-30T17:00:00+00:00"


def said(type_: str) -> type[Event]:
    class Said(Event):
        model_config = ConfigDict(frozen=True, extra="allow")
        TYPE: ClassVar[str] = type_

    return Said


def no_routes(_: Service) -> APIRouter:
    return APIRouter()


def voices(folder: Path) -> list[ServiceSpec]:
    """Their migrations are the kernel's tables alone, a copy each: a template database is known by that folder."""
    specs: list[ServiceSpec] = []
    for name in ("intake", "tasks", "notify"):
        migrations = copytree(Path(__file__).with_name("kernel_migrations"), folder / f"{name}_migrations")
        specs.append(ServiceSpec(name=name, migrations=str(migrations), policy=Policy({}), router=no_routes))
    return specs


@dataclass
class Month:
    """The running services, and a month told through them."""

    running: Running
    campaign: str

    @property
    def reporting(self) -> Service:
        return self.running.services["reporting"]

    async def client(self, role: str = "coordinator", unit: str = "CATX") -> httpx.AsyncClient:
        return await self.running.client(role, unit)

    async def say(self, source: str, type_: str, stream: str, data: dict[str, Any]) -> int:
        """Appends an event to a source's log; the version its stream then stands at."""
        service = self.running.services[source]

        async def decide() -> Decision:
            version = len(await service.log.stream(stream))
            event = said(type_).model_validate({"campaign": self.campaign, **data})
            return Decision([Draft(stream, version, [event], self.campaign)], {})

        answer = await service.commands.run(str(uuid4()), b"", Context("officer:XP-1:an", "test"), decide)
        return answer.version

    async def record(self, name: str, unit: str, figures: list[dict[str, Any]], day: str = "2024-06-05") -> str:
        stream = f"activity/{self.campaign}/{name}"
        data = {"unit": unit, "occurred_on": day, "title": f"Hoạt động {name}", "place": "Tổ 1", "figures": figures}
        await self.say("intake", "activity.recorded", stream, data)
        return stream

    async def correct(self, stream: str, unit: str, figures: list[dict[str, Any]], day: str = "2024-06-05") -> None:
        data = {"unit": unit, "occurred_on": day, "title": "Đã sửa", "figures": figures, "reason": "cộng nhầm"}
        await self.say("intake", "activity.corrected", stream, data)

    async def file(self, unit: str, held: dict[str, int], zeros: list[str] | None = None, **more: Any) -> int:
        data = {
            "unit": unit, "content_hash": f"h-{unit}", "zeros": zeros or [], "narrative": "Đã làm.",
            "difficulties": ["Kinh phí còn hạn hẹp."], "proposals": ["Đề nghị tập huấn."],
            "activities": [{"activity": stream, "version": version} for stream, version in held.items()], **more,
        }  # fmt: skip
        return await self.say("intake", "unit_report.filed", self.report(unit, more.get("period", "final")), data)

    async def review(self, unit: str, version: int, verdict: str = "accepted", period: str = "final") -> None:
        data = {
            "unit": unit, "report": self.report(unit, period), "report_version": version, "content_hash": f"h-{unit}",
            "period": period,
        }  # fmt: skip
        await self.say("tasks", f"review.{verdict}", f"review/{self.campaign}/{unit}/{period}", data)

    def report(self, unit: str, period: str = "final") -> str:
        return f"unit-report/{self.campaign}/{unit}/{period}"

    async def heard(self) -> None:
        """Waits until reporting has heard everything."""
        heads = {s: await self.running.services[s].log.position() for s in ("intake", "tasks", "notify")}

        async def everything() -> bool:
            rows = await self.reporting.database.pool.fetch("SELECT source, complete_to FROM source_cursor")
            return all(heads.get(row["source"]) == row["complete_to"] for row in rows) and len(rows) == len(heads)

        await until(everything)

    async def get(self, path: str, role: str = "leader", **query: Any) -> Any:
        answer = await self.raw(path, role, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def raw(self, path: str, role: str = "leader", **query: Any) -> httpx.Response:
        client = await self.client(role, "UBTX")
        return await client.get(f"/reporting/campaigns/{self.campaign}/{path}", params=query)

    async def seal(self, key: str | None = None, overrides: list[dict[str, str]] | None = None) -> httpx.Response:
        client = await self.client()
        return await client.post(
            f"/reporting/campaigns/{self.campaign}/seals", json={"overrides": overrides or []},
            headers={"Idempotency-Key": key or str(uuid4())},
        )  # fmt: skip


def campaign() -> dict[str, Any]:
    """Four units that must report, one that may; a flow, a stock with an owner, one without, places, a maximum."""
    units = {
        "UBTX": ("UBND thị xã", "issuer"), "CATX": ("Công an thị xã", "department"),
        "TTYT": ("Trung tâm Y tế", "department"), "TAND": ("Tòa án", "judiciary"),
        "XP-1": ("UBND phường Một", "commune"), "XP-2": ("UBND xã Hai", "commune"),
    }  # fmt: skip
    indicators = [
        ("PR01", "propaganda", "Số buổi tuyên truyền trực tiếp", "buổi", "sum", ["ALL"], []),
        ("PR02", "propaganda", "Số lượt người dự tuyên truyền", "lượt người", "sum", ["ALL"], []),
        ("PR17", "propaganda", "Số thôn, khu phố đã được tuyên truyền", "thôn, khu phố", "distinct", ["XP"], []),
        ("PR06", "propaganda", "Số chuyên mục đang duy trì", "chuyên mục", "max", ["TTYT", "CATX"], []),
        ("MG03", "management", "Số người nghiện đang quản lý", "người", "latest", ["CATX", "XP"], ["CATX"]),
        ("HL03", "health", "Số cơ sở y tế đủ điều kiện", "cơ sở", "latest", ["TTYT", "XP"], []),
        ("EN08", "enforcement", "Heroin thu giữ", "gam", "sum", ["CATX"], []),
        ("EN12", "enforcement", "Số điểm, tụ điểm phức tạp còn lại", "điểm", "latest", ["CATX", "XP"], ["CATX"]),
        ("OR02", "organisation", "Số văn bản chỉ đạo, đôn đốc", "văn bản", "sum", ["ALL"], []),
        ("OR07", "organisation", "Số đơn vị báo cáo đúng hạn", "đơn vị", "distinct", ["SYSTEM"], []),
        ("FN01", "finance", "Kinh phí bố trí", "đồng", "sum", ["XP"], []),
    ]  # fmt: skip
    return {
        "title_vi": "Tháng hành động phòng, chống ma túy năm 2024", "place": "Việt Yên", "symbol": "KH-UBND",
        "issue_month": "2024-06", "issuer": "UBTX", "coordinator": "CATX",
        "period": {"start": "2024-06-01", "end": "2024-06-30"}, "timezone": "Asia/Ho_Chi_Minh",
        "based_on": [{"number": "101/KH-UBND", "date": "2024-05-30", "issuer_vi": "UBND tỉnh"}],
        "signer": {"authority": "KT. CHỦ TỊCH", "position_vi": "Phó Chủ tịch"}, "recipients": ["Lưu: VT."],
        "units": [{"code": code, "name_vi": name, "kind": kind} for code, (name, kind) in units.items()],
        "groups": [{"code": "G-XP", "name_vi": "Xã, phường", "members": ["XP-1", "XP-2"]}],
        "indicators": [
            {"code": c, "group": g, "label_vi": label, "unit_vi": u, "aggregation": a, "reporters": r, "owners": o}
            for c, g, label, u, a, r, o in indicators
        ],
        "unit_report": {"to": "UBTX", "via": "CATX", "due_at": DUE},
        "expected_reports": [
            {"unit": unit, "required": unit != "TAND"} for unit in ("CATX", "TTYT", "TAND", "XP-1", "XP-2")
        ],
    }  # fmt: skip


async def tell(month: Month) -> None:
    """A month: on time, late, missing; accepted, returned, not reviewed; a correction; a zero; shared places."""
    await month.say("tasks", "campaign.published", f"campaign/{month.campaign}", campaign())
    one = await month.record("1", "XP-1", [{"indicator": "PR01", "value": "2"}, {"indicator": "PR02", "value": "1200"}])
    two = await month.record("2", "XP-1", [{"indicator": "PR17", "members": ["thon-1", "thon-2"]}])
    stock = await month.record("3", "XP-1", [{"indicator": "MG03", "value": "4"}, {"indicator": "HL03", "value": "1"}])
    three = await month.record(
        "4", "CATX", [{"indicator": "MG03", "value": "30"}, {"indicator": "EN08", "value": "12.8"}]
    )
    later = await month.record("5", "CATX", [{"indicator": "MG03", "value": "28"}], day="2024-06-20")
    await month.record("6", "XP-2", [{"indicator": "PR17", "members": ["thon-2", "thon-3"]}])
    await month.record("7", "XP-2", [{"indicator": "PR01", "value": "1", "approximate": True}])
    column = await month.record("8", "TTYT", [{"indicator": "PR06", "value": "2"}, {"indicator": "HL03", "value": "3"}])
    await month.correct(one, "XP-1", [{"indicator": "PR01", "value": "3"}, {"indicator": "PR02", "value": "1100"}])
    on_time = {"received_at": "2024-06-29T08:00:00+00:00"}
    filed = await month.file("XP-1", {one: 2, two: 1, stock: 1}, ["FN01", "EN12"], **on_time)
    await month.review("XP-1", filed)
    filed = await month.file("CATX", {three: 1, later: 1}, ["EN12"], received_at="2024-07-01T08:00:00+00:00")
    await month.review("CATX", filed, "returned")
    await month.file("TTYT", {column: 1}, [], **on_time)
    await month.heard()
