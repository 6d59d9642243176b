"""Commands: decide, append, and decide again when something moved in between. One key, one effect."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from chungtay_kernel.append import Appended, KeyReused, Outcome, prepare, stored_outcome
from chungtay_kernel.database import Database
from chungtay_kernel.events import Context, Decision
from chungtay_kernel.problems import Refusal
from chungtay_kernel.writer import Writer

TRIES = 8
"""How often a decision is taken again after a conflict before the caller is told to come back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command came to; `stream` and `version` are where its first stream stands now."""

    stream: str
    version: int
    position: int
    body: Mapping[str, Any]
    replayed: bool

    def json(self) -> dict[str, Any]:
        return {"stream": self.stream, "version": self.version, "position": self.position, **self.body}


def key_reused(key: str) -> Refusal:
    return Refusal(
        "idempotency_key_reused", 422, field="Idempotency-Key", value=key.split(":", 2)[-1],
        vi="Khóa Idempotency-Key này đã được dùng cho một yêu cầu có nội dung khác.",
        en="This Idempotency-Key was used before for a request with other content.",
        expected_vi="một khóa mới cho mỗi yêu cầu mới", expected_en="a new key for each new request",
        remedy_vi="Gửi lại với khóa mới; chỉ dùng lại khóa cũ khi gửi lại nguyên văn yêu cầu cũ.",
        remedy_en="Send it again under a new key; reuse a key only to repeat the very same request.",
    )  # fmt: skip


def kept_moving() -> Refusal:
    return Refusal(
        "busy", 409,
        vi="Dữ liệu liên quan thay đổi liên tục nên yêu cầu chưa ghi được.",
        en="What the request rests on kept changing, so it could not be recorded.",
        remedy_vi="Gửi lại sau ít giây với cùng khóa.", remedy_en="Send it again in a few seconds under the same key.",
    )  # fmt: skip


class Commands:
    """Runs decisions against the log of one service."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self.database = database
        self.writer = writer

    async def run(
        self, key: str, request: bytes, context: Context, decide: Callable[[], Awaitable[Decision]]
    ) -> Answer:
        """Decides and appends, at most once for a key; `decide` reads what it needs anew each time it is called.

        Raises Refusal (the decision's own, a reused key, or too many conflicts) and what Writer.append raises.
        """
        request_hash = sha256(request).digest()
        ids: list[UUID] = []
        for _ in range(TRIES):
            try:
                decision = await decide()
            except Exception:
                # The first attempt may have been committed with nobody left to hear of it: then its answer
                # stands, whatever a second decision would say or fail of.
                if (known := await self._stored(key, request_hash)) is not None:
                    return _answer(known)
                raise
            outcome = await self.writer.append(prepare(key, request_hash, context, decision, ids))
            if isinstance(outcome, Appended | KeyReused):
                return _answer(outcome)
        raise kept_moving()

    async def _stored(self, key: str, request_hash: bytes) -> Outcome | None:
        row = await self.database.pool.fetchrow("SELECT * FROM command WHERE key = $1", key)
        return stored_outcome(row, request_hash) if row else None


def _answer(outcome: Outcome) -> Answer:
    if isinstance(outcome, KeyReused):
        raise key_reused(outcome.key)
    assert isinstance(outcome, Appended)
    return Answer(outcome.stream, outcome.version, outcome.position, orjson.loads(outcome.answer), outcome.replayed)
