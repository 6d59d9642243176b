"""Plans as read."""

from __future__ import annotations

import base64
import json
import lzma
from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import Field, model_validator

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId
from chungtay_tasks.events.parts import Part

ROOM = 200 * 1024
"""Bytes of an event beyond which text and reading are packed: a plan of some ten pages, below what a log takes."""


class FileNotice(Part):
    """What of the file did not become text, or otherwise than it shows; `code` is the reason's stable name."""

    code: str
    vi: str
    en: str


class PlanFile(Part):
    """The file that the text was taken from; `sha256` is of its bytes, which are not kept."""

    name: str
    kind: Literal["txt", "docx", "pdf"]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: int
    pages: int | None = None
    notices: tuple[FileNotice, ...] = ()


class PlanRead(Event):
    """A plan's text was read; nothing follows from it until a campaign is published.

    A long plan's `text` and `reading` travel in `packed` (JSON of both, XZ, base64) and are empty beside it; loading
    the event fills them again.
    """

    TYPE: ClassVar[str] = "plan.read"
    plan: CampaignId
    text_sha256: str
    text: str
    reading: dict[str, Any]
    file: PlanFile | None = None
    packed: str = ""

    @model_validator(mode="before")
    @classmethod
    def _unpacked(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        members = cast(dict[str, Any], data)
        if packed := members.get("packed"):
            held = json.loads(lzma.decompress(base64.b64decode(packed)))
            return {**members, "packed": "", "text": held["text"], "reading": held["reading"]}
        return members

    def encode(self) -> bytes:
        whole = super().encode()
        if len(whole) <= ROOM:
            return whole
        held = json.dumps({"text": self.text, "reading": self.reading}, ensure_ascii=False, separators=(",", ":"))
        packed = base64.b64encode(lzma.compress(held.encode())).decode("ascii")
        return super(PlanRead, self.model_copy(update={"text": "", "reading": {}, "packed": packed})).encode()
