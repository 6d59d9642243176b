"""A client as it should be: it sends the same request under the same key until it has an answer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import Any

import httpx

from chungtay_kernel.tokens import issue
from chungtay_tasks import sample
from tests.crash.installation import Installation
from tests.crash.ledger import Ledger, Promise, Wish

CAMPAIGN = "chung-tay-2024-06"
PATIENCE = 120.0
_PAUSE = 0.1

COMMUNES = sorted(u["code"] for u in sample.units() if u["kind"] == "commune")
REPORTERS = ("BCHQS", "LDTBXH", "YTE", "TTYT", "VHTT", "TTVH", "GDDT", "DTN")
"""Units that record nothing in these tests, but file their report, and take it back, and file it again."""

Who = tuple[str, str]
OPERATOR: Who = ("ops", "-")
LEADER: Who = ("leader", "UBTX")
COORDINATOR: Who = ("coordinator", "CATX")


class Client:
    """Everybody who uses an installation; `ledger` is what they were promised."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.ledger = Ledger()
        self.http = httpx.AsyncClient(timeout=10, trust_env=False)
        self._tokens: dict[Who, str] = {}
        self._count = 0
        self._open: deque[Promise] = deque()
        self._filed = dict.fromkeys(REPORTERS, False)
        self._next_reporter = cycle(REPORTERS)

    async def close(self) -> None:
        await self.http.aclose()

    def headers(self, who: Who, key: str) -> dict[str, str]:
        """The key is the correlation id as well, so that the log tells which command an event came from."""
        if who not in self._tokens:
            role, unit = who
            account = f"{role}-{unit}".lower()
            self._tokens[who] = issue(self.installation.secrets, account=account, unit=unit, roles=[role], days=1)
        return {"Authorization": f"Bearer {self._tokens[who]}", "Idempotency-Key": key, "X-Correlation-Id": key}

    async def once(
        self, method: str, path: str, body: Any = None, *, who: Who, key: str = "-", version: int | None = None,
        base: str = "",
    ) -> httpx.Response | None:  # fmt: skip
        """One attempt; None where nobody answered."""
        match = {"If-Match": f'"{version}"'} if version is not None else {}
        url = (base or self.installation.url) + path
        try:
            return await self.http.request(method, url, json=body, headers=self.headers(who, key) | match)
        except httpx.TransportError:
            return None

    async def insist(self, method: str, path: str, body: Any = None, *, within: float = PATIENCE, **how: Any) -> Any:
        """The answer's body; AssertionError where the service refuses, TimeoutError where it never answers."""
        async with asyncio.timeout(within):
            while _come_again(answer := await self.once(method, path, body, **how)):
                await asyncio.sleep(_PAUSE)
        assert answer is not None
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    async def get(self, path: str, who: Who = OPERATOR) -> Any:
        return await self.insist("GET", path, who=who)

    async def publish(self) -> None:
        """The sample campaign."""
        await self.insist("POST", "/tasks/units", {"units": sample.units()}, key="units", who=COORDINATOR)
        plan = {"id": CAMPAIGN, "text": sample.plan_text()}
        await self.insist("POST", "/tasks/plans", plan, key="plan", who=COORDINATOR)
        await self.insist("POST", "/tasks/campaigns", sample.campaign(), key="campaign", who=COORDINATOR)

    async def send(self, wish: Wish, *, base: str = "") -> Promise:
        """Insists until a command is acknowledged, and enters it in the ledger."""
        answer = await self.insist(
            wish.method, wish.path, wish.body, key=wish.key, who=(wish.role, wish.unit), version=wish.version, base=base
        )
        promise = self.ledger.keep(wish, answer)
        if wish.kind in ("activity.recorded", "activity.corrected"):
            self._open.append(promise)
        return promise

    async def try_once(self, wish: Wish, *, base: str = "") -> httpx.Response | None:
        """One attempt; None where nobody answered."""
        who = (wish.role, wish.unit)
        return await self.once(
            wish.method, wish.path, wish.body, key=wish.key, who=who, version=wish.version, base=base
        )

    async def send_all(self, wishes: Iterable[Wish], *, at_once: int = 8, base: str = "") -> list[Promise]:
        """Several clients at a time, each with the next wish once its last one is acknowledged."""
        waiting, done = deque(wishes), list[Promise]()

        async def one_client() -> None:
            while waiting:
                done.append(await self.send(waiting.popleft(), base=base))

        async with asyncio.TaskGroup() as clients:
            for _ in range(at_once):
                clients.create_task(one_client())
        return done

    def wishes(self, count: int) -> list[Wish]:
        """New commands of every kind, none of which waits for another: at most one about each unit's report."""
        assert count <= 11 * len(REPORTERS)
        return [self._new() for _ in range(count)]

    def records(self, count: int) -> list[Wish]:
        return [self.record() for _ in range(count)]

    def _new(self) -> Wish:
        if self._count % 5 == 3 and self._open:
            return self._correct(self._open.popleft())
        if self._count % 7 == 5 and self._open:
            return self._void(self._open.popleft())
        return self.report() if self._count % 11 == 7 else self.record()

    def _key(self, what: str) -> str:
        self._count += 1
        return f"{what}-{self._count}"

    def record(self) -> Wish:
        key = self._key("record")
        unit = COMMUNES[self._count % len(COMMUNES)]
        path = f"/intake/campaigns/{CAMPAIGN}/activities"
        return Wish(key, "activity.recorded", unit, "POST", path, _activity(unit, self._count))

    def _correct(self, promise: Promise) -> Wish:
        key, unit = self._key("correct"), promise.wish.unit
        body = {**_activity(unit, self._count), "reason": "Đối chiếu lại sổ theo dõi."}
        return Wish(key, "activity.corrected", unit, "PUT", _address(promise), body, version=promise.version)

    def _void(self, promise: Promise) -> Wish:
        body = {"reason": "Ghi trùng."}
        path = f"{_address(promise)}/void"
        unit = promise.wish.unit
        return Wish(self._key("void"), "activity.voided", unit, "POST", path, body, version=promise.version)

    def report(self) -> Wish:
        """The next unit files its report, or, where it is filed, takes it back."""
        unit = next(self._next_reporter)
        filed, self._filed[unit] = self._filed[unit], not self._filed[unit]
        return self._withdraw(unit) if filed else self.file(unit)

    def file(self, unit: str) -> Wish:
        body = {"narrative": "Đã thực hiện đầy đủ các nhiệm vụ được giao."}
        return Wish(self._key("file"), "unit_report.filed", unit, "POST", _report_of(unit), body)

    def _withdraw(self, unit: str) -> Wish:
        path, body = f"{_report_of(unit)}/withdraw", {"reason": "Bổ sung nội dung."}
        return Wish(self._key("withdraw"), "unit_report.withdrawn", unit, "POST", path, body)

    async def keep_busy(self, enough: asyncio.Event) -> None:
        """Clients of every kind at work, until told that it is enough; returns once all they sent is acknowledged."""
        while not enough.is_set():
            await self.send_all(self.wishes(24))
            await asyncio.sleep(0.3)

    async def standing(self, service: str) -> Any:
        return await self.get(f"/{service}/standing")

    async def log(self, service: str) -> Sequence[dict[str, Any]]:
        """The whole log of a service, as its feed tells it."""
        events: list[dict[str, Any]] = []
        after: int | None = 0
        while after is not None:
            page = await self.get(f"/{service}/events?after={after}&limit=1000")
            events += page["items"]
            after = page["next"]
        return events


def _come_again(answer: httpx.Response | None) -> bool:
    """Nobody answered, the service says that it cannot for the moment, or that too much moved at once."""
    return (
        answer is None or answer.status_code >= 500 or (answer.status_code == 409 and answer.json()["code"] == "busy")
    )


def _report_of(unit: str) -> str:
    return f"/intake/campaigns/{CAMPAIGN}/unit-reports/{unit}"


def _address(promise: Promise) -> str:
    return f"/intake/campaigns/{CAMPAIGN}/activities/{promise.stream.removeprefix('activity/')}"


def _activity(unit: str, number: int) -> dict[str, Any]:
    return {
        "unit": unit, "type": "propaganda_session", "title": f"Tuyên truyền tại nhà văn hóa, buổi thứ {number}",
        "occurred_on": f"2024-06-{number % 28 + 1:02}",
        "figures": [
            {"indicator": "PR01", "value": 1 + number % 3},
            {"indicator": "PR02", "value": 20 + number % 90},
            {"indicator": "PR17", "members": [f"{unit.lower()}/thon-{number % 8 + 1}"]},
        ],
    }  # fmt: skip
