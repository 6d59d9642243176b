"""Sealing a report: the barrier, the vector, the proof, the documents, and then one event.

Documents are stored before the event that names them commits; one whose seal never came is harmless.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

import httpx
import orjson
from pydantic import BaseModel, ConfigDict, Field

from chungtay_kernel.chain import moment
from chungtay_kernel.clock import NOW_SQL
from chungtay_kernel.events import Decision, Draft, ParkedDiscarded, ParkedRetried
from chungtay_kernel.feeds import FeedUnreachable
from chungtay_kernel.http import Call
from chungtay_kernel.problems import Refusal
from chungtay_kernel.standing import standing as own_standing
from chungtay_kernel.text import FreeText
from chungtay_reporting import proof, standing
from chungtay_reporting.assembly import RULES_VERSION, figures_hash
from chungtay_reporting.barrier import SERVICES, Barrier, Blocker, barrier
from chungtay_reporting.events import Discard, Document, LogMark, Override, ReportSealed, Retry
from chungtay_reporting.figures import Figures, figures
from chungtay_reporting.heard import CampaignPublished
from chungtay_reporting.reports import RENDERERS, Reports, rendered, sealed_view
from chungtay_reporting.signing import key_id, sealing_key, signed
from chungtay_reporting.vector import FIGURES_REST_ON, HEARD, OWN, At, Vector, at


class NamedOverride(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    blocker: str = Field(min_length=1, max_length=100)
    reason: Annotated[FreeText, Field(min_length=3, max_length=500)]


class SealReport(BaseModel):
    """Blockers to seal over, each by its name and with a reason that the report prints."""

    model_config = ConfigDict(extra="forbid")
    overrides: list[NamedOverride] = Field(default_factory=list[NamedOverride], max_length=20)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Decides about one request to seal."""

    reports: Reports
    campaign: str
    call: Call[SealReport]

    async def decide(self) -> Decision:
        """Raises Refusal: blockers that stand, the same vector twice, a chain that does not hold."""
        key = sealing_key(self.reports.service.settings)
        definition, before = await self._known()
        stands = await self._rest(definition)
        as_of, vector = await self._vector(stands)
        if before and _covers_the_same(before[-1], vector):
            raise already_sealed(before[-1])
        await self._prove(vector)
        async with at(self.reports.pool, vector) as then:
            found = await figures(then, self.campaign)
            discards, retries = await _settled(then)
        draft = self._draft(found, vector, as_of, len(before) + 1, key_id(key.public_key()))
        draft = draft.model_copy(update={"overrides": self._overrides(stands)})
        draft = draft.model_copy(update={"discards": discards, "retries": retries})
        sealed = signed(await self._with_documents(draft, found, vector), key)
        stream = f"report/{self.campaign}"
        drafts = [Draft(stream, len(before), [sealed], campaign_id=self.campaign)]
        return Decision(drafts, _answer(sealed))

    async def _known(self) -> tuple[CampaignPublished, Sequence[ReportSealed]]:
        async with at(self.reports.pool) as now:
            definition = await standing.campaign(now, self.campaign)
        return definition, await self.reports.seals(self.campaign)

    async def _rest(self, definition: CampaignPublished) -> Barrier:
        service = self.reports.service
        now = await service.clock.now()
        async with at(self.reports.pool) as present:
            due_at = (await standing.reports(present, definition)).all_due_at()
        found = await barrier(self._ask, due_at, now)
        overridden = {o.blocker for o in self.call.body.overrides}
        if standing_in_the_way := [b for b in found.blockers if b.name not in overridden]:
            raise blocked(standing_in_the_way)
        return found

    async def _ask(self, name: str) -> Mapping[str, Any]:
        """How a service stands; raises FeedUnreachable where it does not answer."""
        service = self.reports.service
        if name == OWN:
            return await own_standing(service)
        url = f"{service.peers.base}/{name}/standing"
        try:
            answer = await service.peers.client.get(url)
            answer.raise_for_status()
            return answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise FeedUnreachable(f"{url}: {error!r}") from error

    async def _vector(self, stands: Barrier) -> tuple[str, Vector]:
        """The vector as of now. What was recorded after the barrier's last round is covered, for better or worse: its
        effects are read at the vector, not at the barrier."""
        now = await self.reports.pool.fetchval(f"SELECT {NOW_SQL}")
        vector = await self.reports.moments.vector(now, (*HEARD, OWN))
        for service in SERVICES:
            if vector[service].position > stands.heads[service] and service in FIGURES_REST_ON:
                raise blocked([_MOVED])
        return moment(now), vector

    async def _prove(self, vector: Vector) -> None:
        """The journal's chain up to the vector must hold, and end where the peers' logs say."""
        for source in HEARD:
            mark = vector[source]
            chain = await proof.walk(proof.journalled(self.reports.pool, source, mark.position))
            if chain.broken or chain.hash != mark.hash:
                raise unproved(source, chain.broken.position if chain.broken else mark.position)

    def _draft(self, found: Figures, vector: Vector, as_of: str, edition: int, key: str) -> ReportSealed:
        marks = {s: LogMark(position=m.position, hash=m.hash.hex(), logid=m.logid) for s, m in vector.items()}
        return ReportSealed(
            campaign=self.campaign, edition=edition, seal_id=str(self.call.new_id), as_of=as_of, vector=marks,
            figures_hash=figures_hash(found), report_hash="", documents={},
            completeness=_complete(found), overrides=[], discards=[],
            rules_version=RULES_VERSION, key_id=key, signature="",
        )  # fmt: skip

    def _overrides(self, stands: Barrier) -> list[Override]:
        """Those that did stand in the way; one named in advance and since settled was not sealed over."""
        actor, real = self.call.actor, {blocker.name for blocker in stands.blockers}
        return [
            Override(blocker=o.blocker, reason=o.reason, by=f"{actor.role}:{actor.unit}")
            for o in self.call.body.overrides
            if o.blocker in real
        ]

    async def _with_documents(self, draft: ReportSealed, found: Figures, vector: Vector) -> ReportSealed:
        view = sealed_view(found, vector, draft)
        documents: dict[str, Document] = {}
        for document_format in RENDERERS:
            content = await rendered(view, document_format)
            digest = sha256(content).digest()
            await self.reports.pool.execute(
                "INSERT INTO document (sha256, format, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                digest, document_format, content,
            )  # fmt: skip
            documents[document_format] = Document(sha256=digest.hex(), size=len(content))
        return draft.model_copy(update={"documents": documents, "report_hash": view.report_hash})


def _complete(found: Figures) -> dict[str, Any]:
    reports = found.completeness
    return {**reports.counts(), "missing_units": [u.unit for u in reports.of("missing")]}


def _covers_the_same(sealed: ReportSealed, vector: Vector) -> bool:
    """Whether nothing that figures rest on was recorded since."""
    return all(sealed.vector[s].position == vector[s].position for s in FIGURES_REST_ON if s != OWN)


def _answer(sealed: ReportSealed) -> dict[str, Any]:
    return {
        "campaign": sealed.campaign,
        "edition": sealed.edition,
        "seal_id": sealed.seal_id,
        "as_of": sealed.as_of,
        "figures_hash": sealed.figures_hash,
        "report_hash": sealed.report_hash,
        "documents": {name: document.model_dump() for name, document in sealed.documents.items()},
        "completeness": sealed.completeness,
    }


async def _settled(then: At) -> tuple[list[Discard], list[Retry]]:
    """What operators gave up and what they had applied again, here and in the services that figures rest on."""
    rows = await then.tx.fetch(
        """SELECT 'reporting' AS service, position, type, data FROM event WHERE type = ANY($4) AND position <= $1
           UNION ALL
           SELECT source, position, type, data FROM journal
           WHERE type = ANY($4) AND (source = 'intake' AND position <= $2 OR source = 'tasks' AND position <= $3)
           ORDER BY 1, 2""",
        then.position(OWN), then.position("intake"), then.position("tasks"),
        [ParkedDiscarded.TYPE, ParkedRetried.TYPE],
    )  # fmt: skip
    told = [(row["type"], _of_operator(row["service"], orjson.loads(row["data"]))) for row in rows]
    discards = [Discard(**fields) for type_, fields in told if type_ == ParkedDiscarded.TYPE]
    return discards, [Retry(**fields) for type_, fields in told if type_ == ParkedRetried.TYPE]


def _of_operator(service: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"service": service, **{name: data[name] for name in ("source", "stream", "versions", "reason")}}


_MOVED = Blocker("moving", "Dữ liệu vẫn đang được ghi.", "Events are still being recorded.")


def blocked(blockers: Sequence[Blocker]) -> Refusal:
    names = ", ".join(b.name for b in blockers)
    return Refusal(
        "seal_blocked", 409, field="overrides", value=names,
        vi="Chưa thể niêm phong: " + " ".join(b.vi for b in blockers),
        en="The report cannot be sealed yet: " + " ".join(b.en for b in blockers),
        expected_vi="không còn vướng mắc, hoặc mỗi vướng mắc được chấp nhận đích danh kèm lý do",
        expected_en="no blockers, or each overridden by its name with a reason",
        remedy_vi=f"Xử lý rồi gửi lại, hoặc nêu trong overrides: {names}.",
        remedy_en=f"Settle them and try again, or name them in overrides: {names}.",
    )  # fmt: skip


def already_sealed(sealed: ReportSealed) -> Refusal:
    return Refusal(
        "already_sealed", 409, field="campaign", value=sealed.campaign,
        vi=f"Số liệu không có gì mới so với bản niêm phong số {sealed.edition}.",
        en=f"Nothing was recorded since edition {sealed.edition} was sealed.",
        expected_vi="dữ liệu mới sau lần niêm phong trước", expected_en="something recorded since the last seal",
        remedy_vi=f"Dùng bản niêm phong số {sealed.edition}.", remedy_en=f"Use edition {sealed.edition}.",
    )  # fmt: skip


def unproved(source: str, position: int) -> Refusal:
    return Refusal(
        "chain_broken", 409, field=source, value=position,
        vi=f"Chuỗi băm của {source} không khớp tại vị trí {position}.",
        en=f"The hash chain of {source} does not hold at position {position}.",
        remedy_vi="Chạy chungtay verify và báo đội vận hành.",
        remedy_en="Run chungtay verify and tell the operations team.",
    )  # fmt: skip
