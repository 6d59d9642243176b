"""Readiness that tells the truth and the reason, in words; one check a thing that can be wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from chungtay_kernel.clock import LONGEST_SKEW
from chungtay_kernel.revisions import pending_revision
from chungtay_kernel.topics import Topic, check_topics

if TYPE_CHECKING:
    from chungtay_kernel.service import Service

PATIENCE = 3.0
"""Seconds one check may take; one that takes longer has failed."""

LONGEST_UNPUBLISHED = timedelta(seconds=30)
LONGEST_STANDSTILL = timedelta(seconds=60)
ASK_BROKER_EVERY = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: well, or why not; `seen` are the figures it rests on."""

    ok: bool
    vi: str = "Tốt."
    en: str = "Well."
    seen: dict[str, Any] | None = None


Check = Callable[[], Awaitable[Finding]]


class Health:
    """The checks of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._broker: tuple[float, Finding] | None = None

    async def ready(self) -> dict[str, Any]:
        """{"ready", "service", "checks": [{"name", "ok", "reason": {"vi", "en"}, "seen"}]}."""
        checks = self._checks()
        findings = await asyncio.gather(*(_asked(check) for check in checks.values()))
        listed = [
            {"name": name, "ok": f.ok, "reason": {"vi": f.vi, "en": f.en}, "seen": f.seen or {}}
            for name, f in zip(checks, findings, strict=True)
        ]
        return {"ready": all(f.ok for f in findings), "service": self.service.name, "checks": listed}

    def _checks(self) -> dict[str, Check]:
        checks: dict[str, Check] = {
            "database": self._database,
            "migrations": self._migrations,
            "clock": self._clock,
            "writes": self._writes,
            "loops": self._loops,
        }
        roles = self.service.settings.roles
        if roles & {"relay", "consume"}:
            checks["broker"] = self._broker_answers
        if "relay" in roles:
            checks["published"] = self._published
        if "consume" in roles and self.service.consumers is not None:
            checks["consumers"] = self._consumers
        return checks

    async def _database(self) -> Finding:
        version = await self.service.database.pool.fetchval("SHOW server_version")
        return Finding(ok=True, seen={"server_version": version})

    async def _migrations(self) -> Finding:
        pending = await pending_revision(self.service.database.pool, self.service.spec.migrations)
        if pending is None:
            return Finding(ok=True)
        run = f"chungtay ops migrate {self.service.name}"
        return Finding(False, f"Cơ sở dữ liệu còn thiếu bản {pending}: {run}", f"Revision {pending} is missing: {run}")

    async def _clock(self) -> Finding:
        skew = await self.service.clock.skew()
        seen = {"skew_seconds": round(skew.total_seconds(), 3)}
        if abs(skew) > LONGEST_SKEW:
            return Finding(
                False, "Đồng hồ của cơ sở dữ liệu và của máy này lệch quá một phút; một trong hai sai.",
                "The clocks of the database and of this machine differ by more than a minute; one is wrong.", seen,
            )  # fmt: skip
        return Finding(ok=True, seen=seen)

    async def _writes(self) -> Finding:
        if not self.service.opened.is_set():
            return Finding(False, "Sổ ghi chưa mở.", "The log is not open yet.")
        reason = await self.service.database.pool.fetchval("SELECT closed_reason FROM log_state")
        if reason:
            return Finding(False, f"Sổ ghi đóng: {reason}", f"Writes are closed: {reason}")
        return Finding(ok=True)

    async def _loops(self) -> Finding:
        if failing := self.service.supervisor.failing():
            told = "; ".join(f"{loop.name}: {loop.error}" for loop in failing)
            return Finding(False, f"Vòng lặp đang lỗi: {told}", f"Loops are failing: {told}")
        return Finding(ok=True)

    async def _broker_answers(self) -> Finding:
        """Metadata and the topic's settings, asked at most every ASK_BROKER_EVERY seconds."""
        if self._broker is None or monotonic() - self._broker[0] > ASK_BROKER_EVERY:
            self._broker = (monotonic(), await self._ask_broker())
        return self._broker[1]

    async def _ask_broker(self) -> Finding:
        try:
            async with asyncio.timeout(PATIENCE):
                topic = Topic(f"chungtay.{self.service.name}.events")
                wrong = await check_topics(self.service.settings.kafka, [topic])
        except TimeoutError:
            wrong = ["no answer"]
        told = "; ".join(wrong)
        return Finding(False, f"Kafka: {told}", f"Kafka: {told}") if wrong else Finding(ok=True)

    async def _published(self) -> Finding:
        if self.service.relay is None:
            return Finding(False, "Bộ chuyển sự kiện chưa chạy.", "The relay does not run yet.")
        state = await self.service.relay.observe()
        age = datetime.now(UTC) - state.oldest_unpublished_at if state.oldest_unpublished_at else timedelta()
        seen = {"position": state.position, "oldest_unpublished_seconds": round(age.total_seconds(), 1)}
        if age > LONGEST_UNPUBLISHED:
            cause = state.error or "-"
            return Finding(
                False, f"Sự kiện chờ gửi đã {age.total_seconds():.0f} giây ({cause}).",
                f"An event has waited {age.total_seconds():.0f} s to be published ({cause}).", seen,
            )  # fmt: skip
        return Finding(ok=True, seen=seen)

    async def _consumers(self) -> Finding:
        assert self.service.consumers is not None
        states = self.service.consumers.states
        told = [f"{source}: {why}" for source, state in states.items() if (why := standstill(state, datetime.now(UTC)))]
        if self.service.consumers.error:
            told.append(self.service.consumers.error)
        seen = {
            source: {
                "received": s.received, "head_known": s.head_known, "lag": s.lag, "parked": s.parked,
                "last_progress": s.last_progress,
            }
            for source, s in states.items()
        }  # fmt: skip
        if told:
            return Finding(False, f"Chưa nghe kịp: {'; '.join(told)}", f"Behind: {'; '.join(told)}", seen)
        return Finding(ok=True, seen=seen)


def standstill(state: Any, now: datetime) -> str | None:
    """Why a source is not being heard; None where it is, or where nothing new is there to hear."""
    if state.stopped_reason:
        return state.stopped_reason
    behind = max(state.head_known - state.complete_to, state.lag or 0)
    resting = state.last_progress is None or now - state.last_progress > LONGEST_STANDSTILL
    if behind > 0 and resting:
        return f"{behind} behind, last progress {state.last_progress}: {state.error or state.feed_error or 'no error'}"
    return None


async def _asked(check: Check) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE + 1):
            return await check()
    except TimeoutError:
        return Finding(False, "Không trả lời kịp.", "No answer in time.")
    except Exception as error:
        return Finding(False, f"Không trả lời: {error!r}", f"No answer: {error!r}")
