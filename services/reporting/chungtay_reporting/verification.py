"""`verify`: every log's chain recomputed from two witnesses, and every seal checked against them.

The journal is one witness of a log, the log itself, read over its feed, the other; a byte changed in either is named
by source and position.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from chungtay_kernel.events import Head, ParkedRetried
from chungtay_reporting import proof
from chungtay_reporting.assembly import RULES_VERSION, figures_hash
from chungtay_reporting.events import LogMark, ReportSealed
from chungtay_reporting.figures import figures
from chungtay_reporting.reports import Reports
from chungtay_reporting.signing import is_genuine, key_id, sealing_key
from chungtay_reporting.vector import HEARD, OWN, Mark, at, complete_to, snapshot


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: `witness` is "journal", "log", "seal" or "document"."""

    witness: str
    source: str
    position: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Walked:
    """What was recomputed of one source, and the hashes at the positions that seals name."""

    position: int
    findings: tuple[Finding, ...]
    hashes: dict[int, bytes]


async def verify(reports: Reports, campaign: str | None) -> dict[str, Any]:
    """Chains of all sources and the seals of a campaign (None: of all). Raises FeedUnreachable."""
    seals = await _seals(reports, campaign)
    walked = {source: await _source(reports, source, _wanted(seals, source)) for source in HEARD}
    walked[OWN] = await _own(reports, _wanted(seals, OWN))
    findings = [finding for found in walked.values() for finding in found.findings]
    for sealed in seals:
        findings += await _seal(reports, sealed, walked)
    return {
        "well": not findings,
        "sources": {source: {"verified_to": found.position} for source, found in walked.items()},
        "seals": [{"campaign": s.campaign, "edition": s.edition, "seal_id": s.seal_id} for s in seals],
        "findings": [asdict(finding) for finding in findings],
    }


async def _seals(reports: Reports, campaign: str | None) -> list[ReportSealed]:
    rows = await reports.pool.fetch(
        "SELECT data FROM seal WHERE $1::text IS NULL OR campaign = $1 ORDER BY campaign, edition", campaign
    )
    return [ReportSealed.model_validate_json(row["data"]) for row in rows]


def _wanted(seals: Sequence[ReportSealed], source: str) -> frozenset[int]:
    return frozenset(sealed.vector[source].position for sealed in seals if source in sealed.vector)


async def _source(reports: Reports, source: str, wanted: frozenset[int]) -> Walked:
    feed = reports.service.peers.feed(source)
    head = await feed.head()
    async with snapshot(reports.pool) as tx:
        heard = await complete_to(tx, source)
    witnesses = {
        "journal": await proof.walk(proof.journalled(reports.pool, source, heard), wanted),
        "log": await proof.fed(feed, head, wanted | {heard}),
    }
    findings = [
        Finding(witness, source, chain.broken.position, chain.broken.vi, chain.broken.en)
        for witness, chain in witnesses.items()
        if chain.broken
    ]
    journal, log = witnesses["journal"], witnesses["log"]
    if not findings:
        findings = _disagreement(source, head, heard, journal.hash, log)
    return Walked(journal.position, tuple(findings), journal.hashes)


def _disagreement(source: str, head: Head, heard: int, journalled: bytes, log: proof.Chain) -> list[Finding]:
    """Both chains hold by themselves: they must also be the same, and end at the head that the log tells."""
    if log.hash != head.hash:
        said = "Điểm cuối của sổ ghi khác với chuỗi băm.", "The log's head is not where its chain ends."
        return [Finding("log", source, head.position, *said)]
    if heard and log.hashes.get(heard) != journalled:
        said = "Nhật ký nhận được khác sổ ghi của dịch vụ.", "What was received is not what the log holds."
        return [Finding("journal", source, heard, *said)]
    return []


async def _own(reports: Reports, wanted: frozenset[int]) -> Walked:
    log = reports.service.log
    head = await log.head()
    chain = await proof.walk(proof.logged(log.after, head.position), wanted)
    broken = chain.broken
    findings = (Finding("log", OWN, broken.position, broken.vi, broken.en),) if broken else ()
    return Walked(chain.position, findings, chain.hashes)


async def _seal(reports: Reports, sealed: ReportSealed, walked: dict[str, Walked]) -> list[Finding]:
    wrong: list[tuple[str, str]] = []
    key = sealing_key(reports.service.settings).public_key()
    if sealed.key_id != key_id(key):
        wrong.append(("Niêm phong bằng khóa khác.", "It was sealed with another key."))
    elif not is_genuine(sealed, key):
        wrong.append(("Chữ ký niêm phong không đúng.", "The seal's signature does not hold."))
    for source, mark in sealed.vector.items():
        if not _agrees(mark, walked[source]):
            wrong.append((
                f"Sổ ghi của {source} không còn như lúc niêm phong (vị trí {mark.position}).",
                f"The log of {source} is not what was sealed (position {mark.position}).",
            ))  # fmt: skip
    wrong += await _documents(reports, sealed)
    wrong += await _figures(reports, sealed)
    return [Finding("seal", f"{sealed.campaign}/{sealed.edition}", sealed.edition, *said) for said in wrong]


def _agrees(mark: LogMark, walked: Walked) -> bool:
    """A position that a broken chain did not reach is the chain's finding, not the seal's."""
    return mark.position > walked.position or walked.hashes.get(mark.position, b"").hex() == mark.hash


async def _documents(reports: Reports, sealed: ReportSealed) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    for name, document in sealed.documents.items():
        content = await reports.sealed_document(sealed, name)
        if sha256(content).hexdigest() != document.sha256:
            wrong.append((f"Bản {name} khác bản đã niêm phong.", f"The {name} document is not the sealed one."))
    return wrong


async def _figures(reports: Reports, sealed: ReportSealed) -> list[tuple[str, str]]:
    """Recomputed under the same rules only: other rules may give other figures, and rightly so."""
    if sealed.rules_version != RULES_VERSION:
        return []
    vector = {s: Mark(m.position, bytes.fromhex(m.hash), m.logid) for s, m in sealed.vector.items()}
    async with at(reports.pool, vector) as then:
        found = await figures(then, sealed.campaign)
    if figures_hash(found) == sealed.figures_hash:
        return []
    applied = await _applied_since(reports, sealed)
    vi = f": sau đó đã xử lý lại {applied}" if applied else ""
    en = f": applied since then, {applied}" if applied else ""
    return [(
        f"Chỉ số tính lại khác chỉ số đã niêm phong{vi}.",
        f"The figures, computed again, are not the sealed ones{en}.",
    )]  # fmt: skip


async def _applied_since(reports: Reports, sealed: ReportSealed) -> str:
    """Events the seal covers that were parked here when it was made and were applied after it: they explain it."""
    rows = await reports.pool.fetch(
        """SELECT j.source, j.stream_id, j.version, j.position
           FROM event e CROSS JOIN LATERAL (SELECT convert_from(e.data, 'UTF8')::jsonb AS data) AS told
           JOIN journal j ON j.source = told.data->>'source' AND j.stream_id = told.data->>'stream'
             AND to_jsonb(j.version) <@ (told.data->'versions')
           WHERE e.type = $1 AND e.position > $2 AND e.salt <> '' AND j.campaign_id = $3
           ORDER BY j.source, j.position""",
        ParkedRetried.TYPE, sealed.vector[OWN].position, sealed.campaign,
    )  # fmt: skip
    covered = [row for row in rows if row["position"] <= sealed.vector[row["source"]].position]
    return ", ".join(f"{row['source']}/{row['stream_id']}/{row['version']}" for row in covered)
