"""What notify makes of the events it hears: standings move, alerts are raised, moot ones are withdrawn.

Tasks and intake arrive in any order between them, and within each only a stream keeps its own. Both consumers lock
the campaign before they look, so that of a reminder and the report that makes it moot the later transaction sees the
earlier one; what comes before its campaign is kept until that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from chungtay_kernel.database import Tx
from chungtay_kernel.events import Context, Decision, Draft, StoredEvent
from chungtay_kernel.subscription import Incoming, Reaction
from chungtay_notify import early, obstacles
from chungtay_notify.domain import MOVED, NOT_EXPECTED, PASSED_ON, TOLD_AGAIN, Mootness, Standing, moot
from chungtay_notify.events import AlertRaised, AlertWithdrawn, Rule
from chungtay_notify.heard import (
    FINAL,
    CampaignPublished,
    DeadlineExtended,
    ObstacleMoved,
    OfCampaign,
    OfReport,
    ReportDue,
    ReportFiled,
    ReportWithdrawn,
    Rerouted,
    ReturnLying,
    ReviewDue,
    Reviewed,
)  # fmt: skip
from chungtay_notify.occasion import Occasion
from chungtay_notify.wording import words

Key = tuple[str, str, str]
"""(campaign, unit, period)."""

ACTOR = "system:notify:rules"

_STANDING = [f.name for f in fields(Standing)]


@dataclass(slots=True)
class Open:
    """An alert that stands: what deciding about its withdrawal takes."""

    alert: str
    version: int
    rule: Rule
    report_version: int | None
    notice: int | None


@dataclass(slots=True)
class Board:
    """The campaigns, standings and open alerts that a batch of events touches."""

    campaigns: Mapping[str, CampaignPublished]
    standings: dict[Key, Standing]
    open: dict[Key, list[Open]]
    reactions: list[Reaction] = field(default_factory=list[Reaction])

    def move(self, key: Key, standing: Standing, event: StoredEvent) -> None:
        """Takes note of a unit's new standing: withdraws what it makes moot, reminds of what it leaves owed."""
        self.standings[key] = standing
        for alert in list(self.open[key]):
            if reason := moot(alert.rule, alert.report_version, standing, alert.notice):
                self.open[key].remove(alert)
                self.reactions.append(_withdrawal(key[0], alert, reason, event))
        reminder = standing.reminder()
        if reminder and all(alert.rule != reminder for alert in self.open[key]):
            about = Occasion(self.campaigns[key[0]], key[1], due_at=standing.told_for, period=key[2])
            self.alert(reminder, key[1], event, about, notice=standing.notice)

    def due_moved(self, key: Key, event: StoredEvent) -> None:
        """Takes back what a unit was reminded of, where its deadline is later now or its report no longer expected."""
        campaign = self.campaigns[key[0]]
        is_expected = any(expected.unit == key[1] for expected in campaign.expected_reports)
        report = campaign.report(key[2]) if is_expected else None
        standing = self.standings[key].after_move(report.due_at if report else None)
        if not standing.is_reminded:
            self.take_back(key, ("due_soon", "overdue"), MOVED if report else NOT_EXPECTED, event)
        self.move(key, standing, event)

    def take_back(self, key: Key, rules: Sequence[Rule], reason: Mootness, event: StoredEvent) -> None:
        """Withdraws what stands of some rules, for a reason that lies in the event."""
        for alert in [alert for alert in self.open[key] if alert.rule in rules]:
            self.open[key].remove(alert)
            self.reactions.append(_withdrawal(key[0], alert, reason, event))

    def take_back_about(
        self, key: Key, rules: Sequence[Rule], subject: str, reason: Mootness, event: StoredEvent
    ) -> None:
        """Withdraws what stands of some rules about one subject, which its stream names."""
        for alert in [one for one in self.open[key] if one.rule in rules and f"/{subject}-" in one.alert]:
            self.open[key].remove(alert)
            self.reactions.append(_withdrawal(key[0], alert, reason, event))

    def tell(self, stream: str, raised: AlertRaised, event: StoredEvent) -> None:
        """Raises an alert that does not rest on how a report stands."""
        self.reactions.append(_reaction(stream, 0, raised, raised.campaign, event, "raise"))
        self.open[raised.campaign, raised.subject_unit, raised.period].append(
            Open(stream, 1, raised.rule, None, raised.notice)
        )

    def alert(
        self, rule: Rule, recipient: str, event: StoredEvent, about: Occasion, version: int | None = None,
        notice: int | None = None,
    ) -> None:  # fmt: skip
        """Raises an alert unless it is moot already. The stream is another for each version or notice it is about."""
        key = (about.campaign.campaign, about.unit, about.period)
        standing = self.standings[key]
        if moot(rule, version, standing, notice):
            return
        edition = f"-v{about.campaign.edition}" if about.campaign.edition > 1 and not version else ""
        edition += f"-{notice}" if notice else ""
        period = "" if about.period == FINAL else f"-{about.period}"
        stream = f"alert/{rule}/{key[0]}/{recipient}/{key[1]}{period}-{version or standing.latest}{edition}"
        if any(alert.alert == stream for alert in self.open[key]):
            return
        vi, en = words(rule, about)
        raised = AlertRaised(
            campaign=key[0], rule=rule, unit=recipient, subject_unit=key[1], cause=event.name,
            report_version=version, vi=vi, en=en, notice=notice, period=about.period,
        )  # fmt: skip
        self.reactions.append(_reaction(stream, 0, raised, key[0], event, "raise"))
        self.open[key].append(Open(stream, 1, rule, version, notice))


def _withdrawal(campaign: str, alert: Open, reason: Mootness, event: StoredEvent) -> Reaction:
    withdrawn = AlertWithdrawn(campaign=campaign, reason_vi=reason.vi, reason_en=reason.en, cause=event.name)
    return _reaction(alert.alert, alert.version, withdrawn, campaign, event, "withdraw")


def _reaction(
    stream: str,
    expected: int,
    said: AlertRaised | AlertWithdrawn,
    campaign: str,
    cause: StoredEvent,
    what: str,
) -> Reaction:
    draft = Draft(stream, expected, [said], campaign)
    return Reaction(
        f"event:{cause.name}/{what}/{stream}",
        Context.caused_by(cause, ACTOR),
        Decision([draft], {"alert": stream}),
    )


async def apply(tx: Tx, batch: Sequence[Incoming]) -> Sequence[Reaction]:
    """Applies events of tasks or of intake: campaigns, what was kept for them, then the others in position order."""
    told = [(_of(incoming), incoming) for incoming in batch]
    await early.lock_campaigns(tx, {campaign for campaign, _ in told})
    published = {i.data.campaign: _edition(i) for _, i in told if isinstance(i.data, CampaignPublished)}
    known = {**await _known(tx, {campaign for campaign, _ in told}), **published}
    await early.keep(tx, [(campaign, i) for campaign, i in told if campaign not in known])
    ready = [*await early.release(tx, published), *(i for campaign, i in told if campaign in known)]
    amended = [campaign for campaign, i in told if i.event.type == "campaign.amended"]
    board = await _board(tx, known, sorted({*await _reminded(tx, amended), *(key for i in ready for key in _keys(i))}))
    for incoming in ready:
        _one(board, incoming)
    await _save(tx, published, board)
    return board.reactions


def _edition(incoming: Incoming) -> CampaignPublished:
    """A campaign as it stands from now on, with the version it was told by."""
    assert isinstance(incoming.data, CampaignPublished)
    return incoming.data.model_copy(update={"edition": incoming.event.version})


async def _reminded(tx: Tx, campaigns: Sequence[str]) -> list[Key]:
    """The reports of campaigns whose units have been reminded."""
    rows = await tx.fetch(
        """SELECT campaign, unit, period FROM standing
           WHERE campaign = ANY($1) AND (due_soon OR overdue OR closed)""",
        [*campaigns],
    )
    return [(row["campaign"], row["unit"], row["period"]) for row in rows]


def _of(incoming: Incoming) -> str:
    if isinstance(incoming.data, OfCampaign):
        return incoming.data.campaign
    raise TypeError(f"no effect for {incoming.event.kind}")


def _one(board: Board, incoming: Incoming) -> None:
    event, data = incoming.event, incoming.data
    match data:
        case CampaignPublished():  # known before anything else of the batch is looked at
            for key in [key for key in board.standings if key[0] == data.campaign]:
                board.due_moved(key, event)
        case ReportDue():
            _due(board, event, data)
        case DeadlineExtended():
            _extended(board, event, data)
        case ReviewDue():
            _review_due(board, event, data)
        case ReturnLying():
            _return_lying(board, event, data)
        case Reviewed():
            _reviewed(board, event, data)
        case Rerouted():
            _rerouted(board, event, data)
        case ObstacleMoved():
            obstacles.moved(board, event, data)
        case ReportFiled():
            _filed(board, event, data)
        case ReportWithdrawn():
            key = _key(data)
            board.move(key, board.standings[key].after_withdrawal(event.version), event)
        case _:
            raise TypeError(f"no effect for {event.kind}")


def _key(data: OfReport) -> Key:
    return data.campaign, data.unit, data.period


def _due(board: Board, event: StoredEvent, data: ReportDue) -> None:
    key = _key(data)
    standing, report = board.standings[key], board.campaigns[data.campaign].report(data.period)
    if report is None or data.due_at < report.due_at:
        return  # told for a deadline that an amendment has moved meanwhile
    after = {"report.overdue": standing.after_deadline, "report.request_closed": standing.after_request}
    board.move(key, after.get(event.type, standing.after_notice)(data.due_at, event.version), event)


def _extended(board: Board, event: StoredEvent, data: DeadlineExtended) -> None:
    """What the unit was reminded of is taken back, and it is told until when it has time now."""
    key = _key(data)
    board.take_back(key, ("due_soon", "overdue"), MOVED, event)
    board.move(key, board.standings[key].after_extension(event.version), event)
    about = _about(board, data, note=data.reason, due_at=data.due_at)
    board.alert("extended", data.unit, event, about, notice=event.version)


def _about(board: Board, data: OfReport, **more: Any) -> Occasion:
    return Occasion(board.campaigns[data.campaign], data.unit, period=data.period, **more)


def _review_due(board: Board, event: StoredEvent, data: ReviewDue) -> None:
    """Who reviews is reminded; the coordinator's own report is the issuer's to review."""
    reviewer = data.desk or board.campaigns[data.campaign].reviewer(data.unit)
    about = _about(board, data, due_at=data.received_at, working_days=data.working_days)
    board.alert("review_due", reviewer, event, about, data.report_version)


def _return_lying(board: Board, event: StoredEvent, data: ReturnLying) -> None:
    """The second time, when the return's own time is over, says more than the first."""
    board.take_back(_key(data), ("return_lying",), TOLD_AGAIN, event)
    about = _about(board, data, due_at=data.due_at, passed=data.passed)
    board.alert("return_lying", data.unit, event, about, data.report_version, notice=event.version)


def _reviewed(board: Board, event: StoredEvent, data: Reviewed) -> None:
    """A check is the first of two steps: the issuer's leader learns that a report awaits the second."""
    standing, campaign, by = board.standings[_key(data)], board.campaigns[data.campaign], event.actor.split(":")[1]
    checked = event.type == "review.checked"
    after = standing.after_check if checked else standing.after_review
    board.move(_key(data), after(data.report_version), event)
    if checked:
        about = _about(board, data, note=data.note, to=campaign.issuer, by=by)
        board.alert("report_checked", campaign.issuer, event, about, data.report_version)
    if event.type == "review.returned":
        about = _about(board, data, reasons=data.reasons, note=data.note, due_at=data.due_at, by=by)
        board.alert("returned", data.unit, event, about, data.report_version)


def _filed(board: Board, event: StoredEvent, data: ReportFiled) -> None:
    """Told at the desk where the report lies: where it was passed on to already, was sent, or belongs."""
    standing = board.standings[_key(data)]
    board.move(_key(data), standing.after_filing(event.version), event)
    reviewer = board.campaigns[data.campaign].reviewer(data.unit)
    desk = standing.desk_of(event.version) or data.sent_to or reviewer
    if desk != data.unit:  # whoever acted is not told of it
        board.alert("report_received", desk, event, _about(board, data, to=desk), event.version)


def _rerouted(board: Board, event: StoredEvent, data: Rerouted) -> None:
    key = _key(data)
    board.take_back(key, ("report_received",), PASSED_ON, event)
    board.move(key, board.standings[key].after_reroute(data.report_version, data.to_desk), event)
    about = _about(board, data, to=data.to_desk, note=data.reason)
    board.alert("report_received", data.to_desk, event, about, data.report_version)


def _keys(incoming: Incoming) -> Sequence[Key]:
    data = incoming.data
    if isinstance(data, OfReport):
        return [_key(data)]
    return [(data.campaign, data.unit, FINAL)] if isinstance(data, ObstacleMoved) else ()


async def _known(tx: Tx, campaigns: Iterable[str]) -> dict[str, CampaignPublished]:
    rows = await tx.fetch("SELECT campaign, data FROM campaign WHERE campaign = ANY($1)", [*campaigns])
    return {row["campaign"]: CampaignPublished.model_validate_json(row["data"]) for row in rows}


async def _board(tx: Tx, known: Mapping[str, CampaignPublished], keys: Sequence[Key]) -> Board:
    columns = [[key[n] for key in keys] for n in range(3)]
    of = "unnest($1::text[], $2::text[], $3::text[])"
    await tx.execute(
        f"INSERT INTO standing (campaign, unit, period) SELECT * FROM {of} ON CONFLICT DO NOTHING", *columns
    )
    standings = await tx.fetch(
        f"SELECT s.* FROM standing s JOIN {of} AS k(campaign, unit, period) USING (campaign, unit, period)", *columns
    )
    alerts = await tx.fetch(
        f"""SELECT a.campaign, a.subject_unit, a.period, a.alert, a.version, a.rule, a.report_version, a.notice
            FROM alert a JOIN {of} AS k(campaign, subject_unit, period) USING (campaign, subject_unit, period)
            WHERE a.withdrawn_at IS NULL ORDER BY a.position""",
        *columns,
    )
    board = Board(
        known,
        {(s["campaign"], s["unit"], s["period"]): Standing(**{name: s[name] for name in _STANDING}) for s in standings},
        {key: [] for key in keys},
    )
    for a in alerts:
        board.open[a["campaign"], a["subject_unit"], a["period"]].append(
            Open(a["alert"], a["version"], a["rule"], a["report_version"], a["notice"])
        )
    return board


async def _save(tx: Tx, published: Mapping[str, CampaignPublished], board: Board) -> None:
    await tx.execute(
        """INSERT INTO campaign SELECT * FROM unnest($1::text[], $2::bytea[])
           ON CONFLICT (campaign) DO UPDATE SET data = excluded.data""",
        [*published],
        [c.model_dump_json().encode() for c in published.values()],
    )
    rows = [(*key, *(getattr(s, name) for name in _STANDING)) for key, s in board.standings.items()]
    changed = ", ".join(f"{name} = ${number}" for number, name in enumerate(_STANDING, 4))
    await tx.executemany(
        f"UPDATE standing SET {changed} WHERE campaign = $1 AND unit = $2 AND period = $3", rows
    )  # fmt: skip
