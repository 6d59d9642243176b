"""Alerts from the events that cause them to the file and the mail they end in, on a real PostgreSQL and SMTP server."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from notify_scene import Scene, staged

from chungtay_kernel.events import Context, Decision, Draft
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_notify.events import DeliveryStarted, RecipientChanged


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
    await scene.hear(await scene.published(), await scene.filed(), await scene.returned())
    assert await scene.alerts() == {"report_received CATX": False, "returned XP-1": True}
    text = await scene.value("SELECT wording -> 'vi' ->> 'text' FROM alert WHERE rule = 'returned'")
    assert "- Khó khăn: Chưa nêu nguyên nhân." in text

    await scene.hear(await scene.filed())
    standing = await scene.service.database.pool.fetch(
        "SELECT rule, report_version FROM alert WHERE withdrawn_at IS NULL"
    )
    assert [tuple(row) for row in standing] == [("report_received", 2)]


async def test_the_coordinators_own_report_is_told_to_who_reviews_it_and_not_to_who_filed_it(scene: Scene) -> None:
    own = await scene.intake.say(
        "unit-report/c1/CATX/final", "unit_report.filed", {"campaign": "c1", "unit": "CATX"}, actor="unit_head:CATX:c"
    )
    await scene.hear(await scene.published(), own)
    assert await scene.alerts() == {"report_received UBTX": True}


async def test_an_independent_body_is_asked_not_ordered(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon", "VKS"))
    text = await scene.value("SELECT wording -> 'vi' ->> 'text' FROM alert")
    assert "Trân trọng đề nghị đơn vị" in text


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
