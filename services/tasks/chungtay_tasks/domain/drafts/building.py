"""From a draft to the body of `POST /campaigns`: what was said, and the defaults for what was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chungtay_tasks.domain.checks import ANYBODY
from chungtay_tasks.domain.drafts import proposals
from chungtay_tasks.domain.drafts.content import Content, codes, text_of
from chungtay_tasks.domain.groups import expand
from chungtay_tasks.events.drafts import DraftDuty
from chungtay_tasks.events.parts import ExpectedReport, Group, Indicator

_AS_SAID = (
    "title_vi", "slogan_vi", "document_kind", "number", "symbol", "issue_date", "issue_month", "place", "based_on",
    "goals_vi", "key_dates", "recipients", "groups", "timezone", "coordinator",
)  # fmt: skip


@dataclass(frozen=True)
class Building:
    """A draft of a campaign on its way to be published; `text` is the plan's, empty where it has none."""

    campaign: str
    plan: str | None
    content: Content
    text: str

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        return {group.code: group for group in self.content.settings.groups}

    def body(self) -> dict[str, Any]:
        """What nobody said and no default knows is left out: the model that takes the body tells what misses."""
        settings = self.content.settings
        said = settings.model_dump(mode="json")
        body: dict[str, Any] = {name: said[name] for name in _AS_SAID}
        body |= {
            "id": self.campaign,
            "plan": self.plan,
            "title_en": settings.title_en or settings.title_vi,
            "issuer": self.issuer,
            "period": {"start": said["period_start"], "end": said["period_end"]},
            "signer": {"authority": settings.signer_authority, "position_vi": settings.signer_position},
            "units": self.units,
            "indicators": [one.model_dump(mode="json") for one in self.indicators],
            "unit_report": _present({"to": self.report_to, "via": self.report_via, "due": said["report_due"]}),
            "expected_reports": [one.model_dump() for one in self.expected_reports],
            "consolidated_report": _present(
                {"by": self.consolidated_by, "to": self.consolidated_to, "due": said["consolidated_due"]}
            ),
            "duties": [self.duty(duty) for duty in self.content.duties],
        }
        return _with_more(_present(body), settings.more)

    @property
    def issuer(self) -> str | None:
        return self.content.settings.issuer.code if self.content.settings.issuer else None

    @property
    def report_to(self) -> str | None:
        """To whom units report: as the plan says, or to whoever issued it."""
        told = self.content.settings.report_to
        return (told.code if told else None) or self.issuer

    @property
    def report_via(self) -> str | None:
        told = self.content.settings.report_via
        through = (told.code if told else None) or self.content.settings.coordinator
        return through if through != self.report_to else None

    @property
    def consolidated_by(self) -> str | None:
        return self.content.settings.consolidated_by or self.content.settings.coordinator

    @property
    def consolidated_to(self) -> str | None:
        return self.content.settings.consolidated_to or self.report_to

    def duty(self, duty: DraftDuty) -> dict[str, Any]:
        words = text_of(duty, self.text)
        holders = codes(duty.holders)
        return {
            "duty": duty.duty,
            "clause": duty.clause,
            "label": duty.label,
            "text": words,
            "title_vi": duty.title_vi or proposals.title(words),
            "title_en": duty.title_en,
            "mode": duty.mode,
            "holders": holders,
            "partners": [code for code in codes(duty.partners) if code not in holders],
            "activity_types": list(self.activity_types(duty)),
            "indicators": list(self.indicators_of(duty)),
            "due": duty.due.model_dump(mode="json") if duty.due else self.period_rule(),
            "span": self._span(duty),
        }

    def activity_types(self, duty: DraftDuty) -> tuple[str, ...]:
        chosen = duty.activity_types
        return proposals.activity_types(text_of(duty, self.text)) if chosen is None else chosen

    def indicators_of(self, duty: DraftDuty) -> tuple[str, ...]:
        if duty.indicators is not None:
            return duty.indicators
        withheld = self.withheld(duty)
        return tuple(code for code in proposals.indicators(text_of(duty, self.text)) if code not in withheld)

    def withheld(self, duty: DraftDuty) -> tuple[str, ...]:
        """Indicators that a duty's words point to, of a topic that the plan does not speak of: people are asked."""
        if duty.indicators is not None or self.on_topic:
            return ()
        words = text_of(duty, self.text)
        return proposals.off_topic(proposals.indicators(words), words)

    @cached_property
    def on_topic(self) -> bool:
        own = " ".join(duty.text for duty in self.content.duties if duty.text)
        return proposals.speaks_of_topic(self.content.settings.title_vi or "", f"{self.text} {own}")

    def period_rule(self) -> dict[str, Any]:
        """A duty without a deadline of its own is done within the campaign's time."""
        start, end = self.content.settings.period_start, self.content.settings.period_end
        if start is None or end is None:
            return {"comparison": "during", "text": "trong thời gian thực hiện kế hoạch"}
        said = f"từ {start:%d/%m/%Y} đến hết {end:%d/%m/%Y}"
        return {"date": end.isoformat(), "comparison": "during", "text": said}

    def _span(self, duty: DraftDuty) -> dict[str, int] | None:
        """From its first piece to its last, where nobody else's text lies between; its first piece otherwise."""
        if not duty.spans or not self.text:
            return None
        start, end = duty.spans[0].start, duty.spans[-1].end
        others = (span for other in self.content.duties if other.duty != duty.duty for span in other.spans)
        if any(start < span.start < end for span in others):
            end = duty.spans[0].end
        return {"start": start, "end": end, "paragraph_start": self.text.rfind("\n", 0, start) + 1}

    @cached_property
    def indicators(self) -> list[Indicator]:
        """Those that duties name: as this draft defines them, or as the catalogue does, in the catalogue's order."""
        own = {one.code: one for one in self.content.settings.indicators}
        known = {**proposals.catalogue(), **own}
        named = {code: None for duty in self.content.duties for code in self.indicators_of(duty)}
        wanted = [code for code in known if code in named or code in own]
        return [known[code] if code in own and known[code].reporters else self._adopted(known[code]) for code in wanted]

    def _adopted(self, indicator: Indicator) -> Indicator:
        """A definition of the catalogue for this campaign: who holds a duty that it measures reports it."""
        if set(indicator.reporters) == {"SYSTEM"}:
            return indicator
        holders = [
            code for duty in self.content.duties if indicator.code in self.indicators_of(duty)
            for code in codes(duty.holders)
        ]  # fmt: skip
        owners = [code for code in indicator.owners if code in holders]
        return indicator.model_copy(update={"reporters": list(dict.fromkeys(holders)), "owners": owners})

    @cached_property
    def expected_reports(self) -> list[ExpectedReport]:
        """Who holds a duty reports; who is merely asked is free to."""
        chosen = self.content.settings.expected_reports
        if chosen is not None:
            return list(chosen)
        required: dict[str, bool] = {}
        for duty in self.content.duties:
            for unit in expand(codes(duty.holders), self.groups).units:
                required[unit] = required.get(unit, False) or duty.mode == "order"
        return [ExpectedReport(unit=u, required=r) for u, r in required.items() if u != self.issuer]

    @cached_property
    def units(self) -> list[str]:
        """Every unit that is named anywhere, each once."""
        named = dict.fromkeys([*self.content.settings.units, *self._named()])
        return [code for code in named if code not in self.groups and code not in ANYBODY]

    def naming(self, code: str) -> Iterator[str]:
        """Where a unit is named: settings, `groups.CODE`, `duties.D01`."""
        settings = self.content.settings
        said = {
            "issuer": self.issuer, "coordinator": settings.coordinator, "consolidated_by": settings.consolidated_by,
            "consolidated_to": settings.consolidated_to,
            "report_to": settings.report_to and settings.report_to.code,
            "report_via": settings.report_via and settings.report_via.code,
        }  # fmt: skip
        yield from (name for name, unit in said.items() if unit == code)
        yield from ["units"] if code in settings.units else []
        yield from (f"groups.{group.code}" for group in settings.groups if code in (group.members or ()))
        yield from (f"duties.{d.duty}" for d in self.content.duties if code in codes((*d.holders, *d.partners)))
        yield from ["expected_reports"] if code in {one.unit for one in settings.expected_reports or ()} else []
        reporting = {unit for one in settings.indicators for unit in (*one.reporters, *one.owners)}
        yield from ["indicators"] if code in reporting else []

    def _named(self) -> Iterator[str]:
        settings = self.content.settings
        first = (self.issuer, settings.coordinator, self.report_to, self.report_via, self.consolidated_by)
        yield from (code for code in (*first, self.consolidated_to) if code)
        for duty in self.content.duties:
            yield from codes((*duty.holders, *duty.partners))
        for group in settings.groups:
            yield from group.members or ()
        yield from (expected.unit for expected in self.expected_reports)
        for indicator in self.indicators:
            yield from (*indicator.reporters, *indicator.owners)


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _with_more(body: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """`unit_report.terms` and the like go where they belong."""
    for path, value in more.items():
        *above, name = path.split(".")
        place = body
        for part in above:
            place = place.setdefault(part, {})
        place[name] = value
    return body
