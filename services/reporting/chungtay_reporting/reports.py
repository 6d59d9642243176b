"""Reports as people ask for them: the view at a moment, and the documents of a view or of a sealed edition."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from chungtay_kernel.database import Pool
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_reporting import standing
from chungtay_reporting.assembly import RULES_VERSION, Edition, assemble
from chungtay_reporting.documents import render_docx, render_html
from chungtay_reporting.events import ReportSealed
from chungtay_reporting.figures import Figures, figures
from chungtay_reporting.moments import Moments
from chungtay_reporting.report import ReportView, SealMark
from chungtay_reporting.vector import FIGURES_REST_ON, OWN, At, Mark, Vector, at

RENDERERS: Mapping[str, Callable[[ReportView], bytes]] = {
    "json": ReportView.json_bytes, "html": render_html, "docx": render_docx,
}  # fmt: skip
MEDIA_TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Content:
    """A document; `edition` is that of the seal it carries, None for a draft or a view of the past."""

    content: bytes
    edition: int | None


class Reports:
    """Asks at a moment (None: now)."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.moments = Moments(service)

    @property
    def pool(self) -> Pool:
        return self.service.database.pool

    async def vector(self, as_of: datetime | None) -> Vector | None:
        """The vector of a moment; None for now, which is whatever the snapshot holds."""
        return None if as_of is None else await self.moments.vector(as_of)

    async def document(
        self, campaign: str, document_format: str, as_of: datetime | None, period: str | None = None
    ) -> Content:
        """The report in a format, of the whole campaign or of a recurring report's days. Asked for now, that on the
        whole campaign is the last sealed edition as long as nothing has changed since."""
        found = await (self._now(campaign, period) if as_of is None else self._then(campaign, as_of, period))
        if isinstance(found, ReportSealed):
            return await self.edition(found, document_format)
        return Content(await rendered(found, document_format), None)

    async def _then(self, campaign: str, as_of: datetime, period: str | None) -> ReportView:
        async with at(self.pool, await self.moments.vector(as_of)) as then:
            return assemble(await figures(then, campaign, period), then.vector, Edition(as_of, past=True))

    async def _now(self, campaign: str, period: str | None) -> ReportView | ReportSealed:
        now = await self.service.clock.now()
        async with at(self.pool) as present:
            found = await figures(present, campaign, period)
            if found.period is not None:
                return assemble(found, present.vector, Edition(now))
            seals = await standing.seals(present, campaign)
            last = ReportSealed.model_validate_json(seals[-1]["data"]) if seals else None
            if last and await _unchanged(present, last):
                return last
            notices = (f"Số liệu đã thay đổi sau bản niêm phong số {last.edition}.",) if last else ()
            return assemble(found, present.vector, Edition(now, notices=notices))

    async def edition(self, sealed: ReportSealed, document_format: str) -> Content:
        """A sealed edition's document, byte for byte as it was sealed; raises Refusal where it no longer is."""
        content = await self.sealed_document(sealed, document_format)
        if not content:
            raise damaged(sealed, document_format)
        return Content(content, sealed.edition)

    async def sealed_document(self, sealed: ReportSealed, document_format: str) -> bytes:
        """Empty where the stored document is gone, or is no longer the one that was sealed."""
        digest = bytes.fromhex(sealed.documents[document_format].sha256)
        content = await self.pool.fetchval("SELECT content FROM document WHERE sha256 = $1", digest) or b""
        return content if sha256(content).digest() == digest else b""

    async def seals(self, campaign: str) -> Sequence[ReportSealed]:
        rows = await self.pool.fetch("SELECT data FROM seal WHERE campaign = $1 ORDER BY edition", campaign)
        return [ReportSealed.model_validate_json(row["data"]) for row in rows]


def damaged(sealed: ReportSealed, document_format: str) -> Refusal:
    return Refusal(
        "document_damaged", 500, field="format", value=document_format,
        vi=f"Tệp {document_format} của bản niêm phong số {sealed.edition} không còn nguyên như khi niêm phong.",
        en=f"The {document_format} of edition {sealed.edition} is gone, or no longer what was sealed.",
        expected_vi=f"sha256 {sealed.documents[document_format].sha256}",
        expected_en=f"sha256 {sealed.documents[document_format].sha256}",
        remedy_vi="Chạy chungtay verify và báo đội vận hành để khôi phục từ bản sao lưu.",
        remedy_en="Run chungtay verify and tell the operations team, who can restore it from a backup.",
    )  # fmt: skip


async def _unchanged(present: At, sealed: ReportSealed) -> bool:
    """Whether a sealed report still is the report: nothing was recorded since, or nothing that it would print."""
    if all(present.position(s) == sealed.vector[s].position for s in FIGURES_REST_ON if s != OWN):
        return True
    if sealed.rules_version != RULES_VERSION:
        return False
    own = sealed.vector[OWN]
    vector = {**present.vector, OWN: Mark(own.position, bytes.fromhex(own.hash), own.logid)}  # but for the seal itself
    found = await figures(replace(present, vector=vector), sealed.campaign)
    return sealed_view(found, vector, sealed).report_hash == sealed.report_hash


def sealed_view(found: Figures, vector: Vector, sealed: ReportSealed) -> ReportView:
    """The view that a seal was put on, made again."""
    mark = SealMark(
        seal_id=sealed.seal_id, edition=sealed.edition, figures_hash=sealed.figures_hash, key_id=sealed.key_id,
        rules_version=sealed.rules_version,
    )  # fmt: skip
    edition = Edition(datetime.fromisoformat(sealed.as_of), seal=mark, notices=notices(sealed))
    return assemble(found, vector, edition)


def notices(sealed: ReportSealed) -> tuple[str, ...]:
    """What a sealed edition must say of how it was sealed."""
    overridden = [f"Niêm phong khi còn vướng mắc “{o.blocker}”, lý do: {o.reason}." for o in sealed.overrides]
    discarded = [
        f"Không tính {len(d.versions)} sự kiện của {d.source} theo quyết định vận hành, lý do: {d.reason}."
        for d in sealed.discards
    ]
    return (*overridden, *discarded)


async def rendered(view: ReportView, document_format: str) -> bytes:
    """In a thread: a long report must not hold the event loop."""
    return await asyncio.to_thread(RENDERERS[document_format], view)
