"""What a draft leaves open: some of it must be settled before it is published, some is worth a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from chungtay_tasks.directory import Directory, Resolution, resolve
from chungtay_tasks.domain.drafts import proposals, quoted, stretches
from chungtay_tasks.domain.drafts.building import Building
from chungtay_tasks.domain.drafts.content import codes, text_of
from chungtay_tasks.domain.drafts.found import Doubt
from chungtay_tasks.domain.drafts.naming import Naming
from chungtay_tasks.domain.drafts.state import DraftState
from chungtay_tasks.events import DutyContent
from chungtay_tasks.events.drafts import DraftDuty, Stretch
from chungtay_tasks.events.parts import Group
from chungtay_tasks.shortening import shortened

Code = Literal[
    "setting_missing", "holder_unresolved", "duty_without_holder", "partner_unresolved", "group_without_members",
    "text_unassigned", "match_unsure", "doubt", "no_duties", "indicators_off_topic",
    "setting_left_paper",
]  # fmt: skip

_SHOWN = 100

NEEDED: Mapping[str, tuple[str, str]] = {
    "title_vi": ("tên đợt", "the campaign's title"),
    "document_kind": ("loại văn bản", "the kind of document"),
    "symbol": ("ký hiệu văn bản", "the document's symbol"),
    "place": ("địa danh", "the place of issue"),
    "issuer": ("cơ quan ban hành", "the issuer"),
    "coordinator": ("đơn vị đầu mối", "the coordinator"),
    "period_start": ("ngày bắt đầu", "the first day"),
    "period_end": ("ngày kết thúc", "the last day"),
    "report_due": ("hạn báo cáo của các đơn vị", "when units' reports are due"),
    "signer_position": ("chức vụ người ký", "the signer's office"),
}
"""Settings without which nothing is published and that have no default."""
_TOLD: Mapping[str, tuple[str, str]] = {
    **NEEDED,
    "slogan_vi": ("chủ đề", "the slogan"),
    "number": ("số văn bản", "the document's number"),
    "signer_authority": ("quyền hạn ký", "by what authority it is signed"),
    "consolidated_due": ("hạn báo cáo tổng hợp", "when the consolidated report is due"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name_vi: str


@dataclass(frozen=True, slots=True)
class Question:
    """`subject` is what it is about: a setting, a name, a duty, a group; `blocks`: nothing is published before;
    `answer`: the one unit or group that the directory knows by this name since it was asked; `group`: with these
    members, where the name means several; `similar`: nobody has this name, the choices' names are merely like it."""

    code: Code
    subject: str
    vi: str
    en: str
    blocks: bool = False
    duties: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    span: Stretch | None = None
    answer: str | None = None
    group: Group | None = None
    similar: bool = False


@dataclass(frozen=True)
class Review:
    """A draft beside what it rests on: the plan's text, the directory as it is now, the reader's doubts; of an
    amendment also `before`, the text of the plan that is amended, and the campaign's duties as they stand."""

    state: DraftState
    building: Building
    directory: Directory
    today: date
    doubts: tuple[Doubt, ...] = field(default=())
    before: str = ""
    standing: Mapping[str, DutyContent] = field(default_factory=dict[str, DutyContent])

    @property
    def at(self) -> date:
        """The day that units are looked up for."""
        settings = self.building.content.settings
        return settings.period_start or settings.issue_date or self.today

    @cached_property
    def names(self) -> Mapping[str, Resolution]:
        """What the directory says to the names that nobody has settled."""
        open_names = {party.name: None for party in self.building.content.parties if party.code is None}
        return resolve(list(open_names), self.directory, self.at, within=self.building.issuer)

    @cached_property
    def naming(self) -> Naming:
        """Whom open names mean by now, as a draft made today would take them; groups without members forgotten."""
        known = {code: group for code, group in self.building.groups.items() if group.members}
        naming = Naming(self.directory, self.at, self.building.issuer, groups=known)
        duties = self.building.content.duties
        empty = [group.name_vi for code, group in self.building.groups.items() if code not in known]
        holders = [party.name for duty in duties for party in duty.holders if party.code is None]
        naming.learn([*holders, *empty], [p.name for duty in duties for p in duty.partners if p.code is None])
        return naming

    def questions(self) -> Iterator[Question]:
        yield from self._settings()
        yield from self._left_the_paper()
        yield from self._holders()
        yield from self._matches()
        yield from self._groups()
        yield from self._unassigned()
        yield from self._partners()
        yield from self._indicators()
        yield from self._doubts()

    def _settings(self) -> Iterator[Question]:
        settings = self.building.content.settings
        for name, (vi, en) in NEEDED.items():
            value = getattr(settings, name)
            if value is None:
                yield Question("setting_missing", name, f"Chưa có {vi}.", f"{_capital(en)} is missing.", blocks=True)
            elif name == "issuer" and value.code is None:
                yield self._unknown("setting_missing", value.name, subject=name, blocks=True)
        if not self.building.content.duties:
            yield Question("no_duties", "duties", "Chưa có nhiệm vụ nào.", "There are no duties.", blocks=True)

    def _left_the_paper(self) -> Iterator[Question]:
        """What the campaign says in words of the plan before, which the amended plan does not repeat."""
        for name, words in quoted.gone(self.building.content.settings, self.before, self.building.text):
            if self.before and name not in self.state.said:
                vi, en = _TOLD[name]
                yield Question(
                    "setting_left_paper", name,
                    f"Kế hoạch sửa đổi không còn ghi {vi} “{shortened(words, _SHOWN)}”. Nay là gì?",
                    f"The amended plan does not say {en} “{shortened(words, _SHOWN)}” any more. What is it now?",
                    blocks=True, choices=(Choice(words, "giữ như trước / as before"),),
                )  # fmt: skip

    def _holders(self) -> Iterator[Question]:
        duties = self.building.content.duties
        open_names = {p.name: None for duty in duties for p in duty.holders if p.code is None}
        for name in open_names:
            held = tuple(duty.duty for duty in duties if any(p.name == name for p in duty.holders))
            yield self._unknown("holder_unresolved", name, duties=held, blocks=True)
        for duty in duties:
            if not duty.holders:
                yield Question(
                    "duty_without_holder", duty.duty, f"Nhiệm vụ {duty.duty} chưa giao cho ai.",
                    f"Nobody holds the duty {duty.duty}.", blocks=True, duties=(duty.duty,), span=_first(duty.spans),
                )  # fmt: skip

    def _matches(self) -> Iterator[Question]:
        for duty in self.building.content.duties:
            if duty.unsure is not None:
                yield Question(
                    "match_unsure", duty.duty,
                    f"“{shortened(text_of(duty, self.building.text), _SHOWN)}” có phải là nhiệm vụ {duty.duty} cũ "
                    f"được sửa (giống {duty.unsure:.0%})?",
                    f"Is this the campaign's duty {duty.duty}, changed (alike by {duty.unsure:.0%})?",
                    blocks=True, duties=(duty.duty,), span=_first(duty.spans),
                )  # fmt: skip

    def _groups(self) -> Iterator[Question]:
        duties = self.building.content.duties
        for group in self.building.groups.values():
            held = tuple(duty.duty for duty in duties if group.code in codes(duty.holders))
            if held and not group.members:
                known = self._group(group.name_vi)
                found = Group(code=group.code, name_vi=group.name_vi, members=known.members) if known else None
                yield Question(
                    "group_without_members", group.code,
                    f"Chưa rõ thành viên của {group.code} “{shortened(group.name_vi, _SHOWN)}”; "
                    f"chưa giao được: {', '.join(held)}.",
                    f"The members of {group.code} are not known; not assigned to them: {', '.join(held)}.",
                    duties=held, answer=group.code if found else None, group=found,
                    choices=tuple(Choice(code, self._name(code)) for code in (found.members or () if found else ())),
                )  # fmt: skip

    def _unassigned(self) -> Iterator[Question]:
        for piece in self.building.content.unassigned:
            words = stretches.said(self.building.text, [piece])
            if any(c.isalnum() for c in words):
                yield Question(
                    "text_unassigned", f"{piece.start}-{piece.end}",
                    f"Chưa thuộc nhiệm vụ nào: “{shortened(words, _SHOWN)}”",
                    f"Belongs to no duty: “{shortened(words, _SHOWN)}”", span=piece,
                )  # fmt: skip

    def _partners(self) -> Iterator[Question]:
        duties = self.building.content.duties
        open_names = {p.name: None for duty in duties for p in duty.partners if p.code is None}
        for name in open_names:
            held = tuple(duty.duty for duty in duties if any(p.name == name for p in duty.partners))
            yield self._unknown("partner_unresolved", name, duties=held)

    def _indicators(self) -> Iterator[Question]:
        """The catalogue's own topic is not every plan's."""
        known = proposals.catalogue()
        for duty in self.building.content.duties:
            if withheld := self.building.withheld(duty):
                named = "; ".join(f"{code} {known[code].label_vi}" for code in withheld)
                yield Question(
                    "indicators_off_topic", duty.duty,
                    f"Kế hoạch không nói về ma túy nên {duty.duty} không lấy chỉ tiêu {named}. Có dùng không?",
                    f"The plan is not about drugs, so {duty.duty} is not measured by {', '.join(withheld)}. Should it?",
                    duties=(duty.duty,), span=_first(duty.spans),
                    choices=tuple(
                        Choice(code, known[code].label_vi) for code in (*self.building.indicators_of(duty), *withheld)
                    ),
                )  # fmt: skip

    def _doubts(self) -> Iterator[Question]:
        """The reader's, one a sort, as long as nobody has touched the duties they are about."""
        first = {duty.duty: duty for duty in self.state.first.duties}
        untouched = [duty for duty in self.building.content.duties if first.get(duty.duty) == duty]
        for why in dict.fromkeys(doubt.why for doubt in self.doubts if doubt.why not in _ASKED_OTHERWISE):
            alike = [doubt for doubt in self.doubts if doubt.why == why]
            about = [Stretch(start=doubt.start, end=max(doubt.end, doubt.start + 1)) for doubt in alike]
            open_ones = [duty for duty in untouched if not self._settled(duty, why)]
            within = [duty.duty for duty in open_ones if stretches.touch(duty.spans, about)]
            if within:
                yield Question("doubt", why, alike[0].vi, alike[0].en, duties=tuple(within), span=about[0])

    def _settled(self, duty: DraftDuty, why: str) -> bool:
        """Whether the campaign's duty was published as it is here: who holds it, or else its words and deadline."""
        was = self.standing.get(duty.duty)
        if was is None or codes(duty.holders) != was.holders or codes(duty.partners) != was.partners:
            return False
        if why in _ABOUT_BODIES:
            return True
        return text_of(duty, self.building.text) == was.text and duty.due == was.due

    def _unknown(
        self, code: Code, name: str, *, subject: str = "", duties: tuple[str, ...] = (), blocks: bool = False
    ) -> Question:
        choices, found = self._choices(name), self.names.get(name)
        several = ", ".join(choice.code for choice in choices)
        vi = f"“{shortened(name, _SHOWN)}” là đơn vị nào" + (f": {several}?" if several else "?")
        en = f"Which unit is “{shortened(name, _SHOWN)}”" + (f": {several}?" if several else "?")
        group = None if subject else self._group(name)
        answer = group.code if group else found.code if found else None
        return Question(
            code, subject or name, vi, en, blocks=blocks, duties=duties, choices=choices, answer=answer, group=group,
            similar=found is not None and found.reason.code == "similar",
        )  # fmt: skip

    def _group(self, name: str) -> Group | None:
        """The group that a name means, if its members are known."""
        group = self.naming.groups.get(self.naming.codes.get(name) or "")
        return group if group and group.members else None

    def _choices(self, name: str) -> tuple[Choice, ...]:
        found = self.names.get(name)
        if found is None:
            return ()
        above = {c.code: f" ({c.above})" if c.above else "" for c in found.candidates}
        return tuple(Choice(c.code, c.name_vi + above[c.code]) for c in found.candidates)

    def _name(self, code: str) -> str:
        unit = self.directory.unit(code, self.at)
        return unit.name_vi if unit else code


_ABOUT_BODIES = frozenset(
    {"no_lead_named", "holder_by_position", "lead_reaches_back", "addressees_taken", "merged_cell"}
)
_ASKED_OTHERWISE = frozenset({"members_unlisted", "number_blank", "day_blank"})


def _first(spans: tuple[Stretch, ...]) -> Stretch | None:
    return spans[0] if spans else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
