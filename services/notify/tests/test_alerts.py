"""Alerts from the events that cause them to the file and the mail they end in, on a real PostgreSQL and SMTP server."""

from __future__ import annotations

import email
import email.policy
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from notify_producers import CAMPAIGN, Producer, producer

from chungtay_kernel.cursors import open_source
from chungtay_kernel.events import Context, Decision, Draft, StoredEvent
from chungtay_kernel.inbox import Batch, Inbox
from chungtay_kernel.service import Service
from chungtay_kernel.settings import Settings
from chungtay_kernel.subscription import SubscriptionState
from chungtay_kernel.testing import until
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_notify.consumers import INTAKE, TASKS
from chungtay_notify.events import DeliveryStarted, RecipientChanged
from chungtay_notify.main import SPEC

DUE = {"campaign": "c1", "unit": "XP-1", "due_at": "2024-07-01T00:00:00+07:00", "last_valid_day": "2024-06-30"}
REPORT = {"campaign": "c1", "unit": "XP-1"}
RETURNED = {**REPORT, "report_version": 1, "reasons": [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}]}
STREAM = "unit-report/c1/XP-1/final"


@dataclass
class Scene:
    service: Service
    tasks: Producer
    intake: Producer
    outbox: Path

    async def restart(self, role: Literal["api", "timers"]) -> None:
        settings = self.service.settings.model_copy(update={"roles": frozenset({role})})
        self.service = await Service.start(SPEC, settings)

    async def hear(self, *events: StoredEvent) -> None:
        """Each event on its own, in the order given: the order between services is nobody's promise."""
        for event in events:
            subscription = TASKS if event.source == "tasks" else INTAKE
            inbox = Inbox("notify", self.service.database, self.service.log.writer, subscription, SubscriptionState())
            await open_source(self.service.database.pool, "notify", event.source)
            await inbox.take(Batch([event]))

    async def alerts(self) -> dict[str, bool]:
        """Rule and recipient to whether the alert still stands."""
        rows = await self.service.database.pool.fetch("SELECT * FROM alert ORDER BY position")
        return {f"{row['rule']} {row['unit']}": row["withdrawn_at"] is None for row in rows}

    async def value(self, question: str) -> Any:
        return await self.service.database.pool.fetchval(question)

    async def deliveries(self, state: str = "succeeded") -> Sequence[Any]:
        return await self.service.database.pool.fetch("SELECT * FROM delivery WHERE state = $1", state)

    async def delivered(self, count: int, state: str = "succeeded") -> None:
        async def enough() -> bool:
            return len(await self.deliveries(state)) == count

        await until(enough)

    async def published(self) -> StoredEvent:
        return await self.tasks.say("campaign/c1", "campaign.published", CAMPAIGN)

    async def due(self, kind: str, unit: str = "XP-1") -> StoredEvent:
        stream = f"expected-report/c1/{unit}"
        return await self.tasks.say(stream, f"report.{kind}", {**DUE, "unit": unit}, actor="system:tasks:timer")

    async def filed(self) -> StoredEvent:
        return await self.intake.say(STREAM, "unit_report.filed", REPORT)


@asynccontextmanager
async def staged(databases: Databases, folder: Path, roles: frozenset[str]) -> AsyncGenerator[Scene]:
    await databases.fresh("notify", migrations="chungtay_notify:migrations")
    settings = Settings(database_url=databases.server, secrets=folder, data=folder, roles=roles)
    async with producer(databases, "tasks") as tasks, producer(databases, "intake") as intake:
        service = await Service.start(SPEC, settings)
        yield Scene(service, tasks, intake, folder / "outbox")
        await service.stop()


@pytest.fixture
async def scene(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Scene]:
    async with staged(databases, tmp_path, frozenset({"api", "timers"})) as scene:
        yield scene


async def test_a_reminder_is_written_once_and_withdrawn_when_the_report_comes(scene: Scene) -> None:
    soon = await scene.due("due_soon")
    await scene.hear(await scene.published(), soon, soon)
    assert await scene.alerts() == {"due_soon XP-1": True}
    await scene.delivered(1)
    (letter,) = scene.outbox.glob("*.eml")
    read = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Sắp đến hạn gửi báo cáo: hết ngày Chủ nhật, 30/06/2024"
    assert "Đến nay chưa nhận được báo cáo của đơn vị." in read.get_content()

    await scene.hear(await scene.filed())
    assert await scene.alerts() == {"due_soon XP-1": False, "report_received CATX": True}
    await scene.delivered(2)


async def test_overdue_takes_the_place_of_due_soon_and_is_withdrawn_by_a_late_report(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon"), await scene.due("overdue"))
    assert await scene.alerts() == {"due_soon XP-1": False, "overdue XP-1": True}
    await scene.hear(await scene.filed())
    assert await scene.alerts() == {"due_soon XP-1": False, "overdue XP-1": False, "report_received CATX": True}


async def test_a_returned_report_tells_the_reasons_until_it_is_filed_again(scene: Scene) -> None:
    review = "review/c1/XP-1/final"
    returned = await scene.tasks.say(review, "review.returned", RETURNED, actor="coordinator:CATX:b")
    await scene.hear(await scene.published(), await scene.filed(), returned)
    assert await scene.alerts() == {"report_received CATX": False, "returned XP-1": True}
    text = await scene.value("SELECT wording -> 'vi' ->> 'text' FROM alert WHERE rule = 'returned'")
    assert "- Khó khăn: Chưa nêu nguyên nhân." in text

    await scene.hear(await scene.filed())
    standing = await scene.service.database.pool.fetch(
        "SELECT rule, report_version FROM alert WHERE withdrawn_at IS NULL"
    )
    assert [tuple(row) for row in standing] == [("report_received", 2)]


async def test_whoever_acted_is_not_told_of_it(scene: Scene) -> None:
    own = await scene.intake.say(
        "unit-report/c1/CATX/final", "unit_report.filed", {"campaign": "c1", "unit": "CATX"}, actor="unit_head:CATX:c"
    )
    await scene.hear(await scene.published(), own)
    assert await scene.alerts() == {}


async def test_an_independent_body_is_asked_not_ordered(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon", "VKS"))
    text = await scene.value("SELECT wording -> 'vi' ->> 'text' FROM alert")
    assert "Trân trọng đề nghị đơn vị" in text


async def test_what_stands_in_the_end_does_not_depend_on_who_was_heard_first(
    databases: Databases, tmp_path: Path
) -> None:
    """Every interleaving of the two services that keeps each one's own order."""
    results: set[str] = set()
    for order in set(permutations("TTTII")):
        async with staged(databases, tmp_path, frozenset({"api"})) as scene:
            published = await scene.published()
            heard = {
                "T": iter([await scene.due("due_soon"), await scene.due("overdue"), await scene.tasks.say(
                    "review/c1/XP-1/final", "review.returned", RETURNED, actor="coordinator:CATX:b")]),
                "I": iter([await scene.filed(), await scene.intake.say(
                    STREAM, "unit_report.withdrawn", {**REPORT, "report_version": 1, "reason": "Nhầm."})]),
            }  # fmt: skip
            await scene.hear(published, *(next(heard[source]) for source in order))
            standing = {rule for rule, stands in (await scene.alerts()).items() if stands}
            results.add(", ".join(sorted(standing)))
    assert results == {"overdue XP-1"}


class Mailbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.received: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.received.append(message)


async def test_mail_goes_out_once_and_its_answer_stands_in_the_ledger(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    port = free_ports(1)[0]
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("CHUNGTAY_NOTIFY_SMTP", f"smtp://127.0.0.1:{port}")
    try:
        async with staged(databases, tmp_path, frozenset({"api", "timers"})) as scene:
            await reached(scene)
            await scene.hear(await scene.published(), await scene.due("overdue"))
            await scene.delivered(2)
            (row,) = [d for d in await scene.deliveries() if d["channel"] == "mail"]
            assert (row["attempt"], row["recipient"]) == (1, "vanthu@phuong-mot.example")
    finally:
        server.stop()
    assert [m["X-RcptTo"] for m in mailbox.received] == ["vanthu@phuong-mot.example"]


async def reached(scene: Scene) -> None:
    async def decide() -> Decision:
        changed = RecipientChanged(unit="XP-1", mail=["vanthu@phuong-mot.example"])
        return Decision([Draft("recipient/XP-1", 0, [changed])], {})

    await scene.service.commands.run("recipient", b"", Context("ops:-:a", "test"), decide)


async def test_a_mail_server_that_is_away_leaves_a_failed_attempt_and_another_one_due(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUNGTAY_NOTIFY_SMTP", "smtp://127.0.0.1:1")
    async with staged(databases, tmp_path, frozenset({"api", "timers"})) as scene:
        await reached(scene)
        await scene.hear(await scene.published(), await scene.due("overdue"))
        await scene.delivered(1, "failed")
        due = await scene.value(
            "SELECT count(*) FROM timer WHERE kind = 'deliver' AND fired_at IS NULL AND due_at > now()"
        )
        assert due == 1


async def test_an_attempt_that_a_crash_cut_short_is_told_as_uncertain(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started, and the process ended: whether the mail left nobody knows, so it is not sent again by itself."""
    await scene.service.stop()
    monkeypatch.setenv("CHUNGTAY_NOTIFY_SMTP", "smtp://127.0.0.1:1")
    await scene.restart("api")
    await reached(scene)
    await scene.hear(await scene.published(), await scene.due("overdue"))
    key = "timer:" + await scene.value("SELECT id FROM timer WHERE id LIKE '%/mail/1'")
    alert = await scene.value("SELECT alert FROM alert")
    started = DeliveryStarted(campaign="c1", alert=alert, channel="mail", attempt=1, recipient="x")

    async def decide() -> Decision:
        return Decision([Draft(f"delivery/{alert}/mail/1", 0, [started], "c1")], {})

    await scene.service.commands.run(f"{key}/start", key.encode(), Context("system:notify:delivery", key), decide)
    await scene.service.stop()
    await scene.restart("timers")
    await scene.delivered(1, "uncertain")
