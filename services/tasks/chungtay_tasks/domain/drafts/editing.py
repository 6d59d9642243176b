"""What somebody asks of a draft, made complete: names are given, words found, codes and values checked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from chungtay_kernel import expectations
from chungtay_kernel.problems import Refusal
from chungtay_kernel.text import FreeText
from chungtay_tasks.directory import Directory, Unit, UnitGroup
from chungtay_tasks.directory.model import overlaps
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.drafts import locating, proposals, refused
from chungtay_tasks.domain.drafts.content import Content, codes, text_of
from chungtay_tasks.domain.drafts.fields import SETTINGS
from chungtay_tasks.domain.drafts.further import field_at, require_fits
from chungtay_tasks.domain.drafts.operations import apply, parties
from chungtay_tasks.domain.drafts.starting import letter, name_of
from chungtay_tasks.domain.drafts.state import DraftState
from chungtay_tasks.events.drafts import (
    Add,
    Assign,
    Confirm,
    DraftDuty,
    DraftSettings,
    Edit,
    Lead,
    Match,
    Merge,
    Name,
    NameGroup,
    Operation,
    Party,
    Separate,
    Set,
    Split,
    Undo,
)  # fmt: skip
from chungtay_tasks.events.parts import DueRule, Group
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.dues import dues_in
from chungtay_tasks.plan.folded import Folded

EDITABLE = (
    "title_vi", "title_en", "text", "mode", "activity_types", "indicators", "due", "clause", "label",
)  # fmt: skip
_PARTIES = ("issuer", "report_to", "report_via")
_RULES = ("due", "report_due", "consolidated_due")
_FREE: TypeAdapter[str] = TypeAdapter(FreeText)
_UNITS = ("coordinator", "consolidated_by", "consolidated_to")
_NUMBER = re.compile(r"D(\d+)")


@dataclass(frozen=True)
class Ground:
    """What edits rest on: the plan's text, the directory, and, for an amendment, the campaign's duties as they stand;
    `used` are names that duties of the campaign ever had."""

    text: str
    directory: Directory
    today: date
    standing: frozenset[str] | None = None
    used: frozenset[str] = frozenset()


def complete(state: DraftState, operations: Iterable[Operation], ground: Ground) -> tuple[Operation, ...]:
    """The operations as they are recorded; raises Refusal, and where nothing would change."""
    content, done = state.content, list[Operation]()
    for index, asked in enumerate(operations):
        editor = Editor(state, content, ground, f"operations[{index}]")
        try:
            operation = editor.completed(asked)
            content = apply(content, operation, state.past)
        except ValidationError as error:
            raise expectations.refusal(error, within=editor.field) from None
        done.append(operation)
        for taken in editor.groups_taken(content):
            content = apply(content, taken, state.past)
            done.append(taken)
    if content == state.content and not _says_that_it_stands(state, done):
        raise refused.nothing_changed()
    return tuple(done)


def _says_that_it_stands(state: DraftState, done: Iterable[Operation]) -> bool:
    """A setting of an amendment may be asked about; that it is as before is an answer, once."""
    amends = state.started is not None and state.started.amends is not None
    return amends and any(isinstance(one, Set) and one.field not in state.said for one in done)


@dataclass(frozen=True)
class Editor:
    """One operation on a draft as the ones before it left it."""

    state: DraftState
    content: Content
    ground: Ground
    field: str

    def completed(self, asked: Operation) -> Operation:
        match asked:
            case Set():
                return self._set(asked)
            case Edit():
                return self._edit(asked)
            case Assign() | Lead() | Name() | NameGroup():
                return self._naming(asked)
            case Split() | Merge() | Add():
                return self._cutting(asked)
            case Confirm() | Separate() | Match():
                return self._matching(asked)
            case Undo():
                if asked.version not in self.state.past:
                    raise refused.edit_unknown(asked.version, list(self.state.past))
                return asked
            case _:
                return asked

    def _set(self, asked: Set) -> Set:
        if asked.field == "more" or asked.field not in DraftSettings.model_fields:
            further = field_at(asked.field)
            if further is None:
                raise refused.field_unknown(f"{self.field}.field", asked.field, list(SETTINGS))
            require_fits(further, asked.value, f"{self.field}.{asked.field}")
        return asked.model_copy(update={"value": self._value(asked.field, asked.value)})

    def _edit(self, asked: Edit) -> Edit:
        duty = self.content.duty(asked.duty, f"{self.field}.duty")
        if asked.field not in EDITABLE:
            raise refused.field_unknown(f"{self.field}.field", asked.field, EDITABLE)
        value = self._value(asked.field, asked.value)
        if asked.field == "text" and value is None and not duty.spans:
            raise refused.nothing_changed(f"{self.field}.value")
        if asked.field == "indicators" and value is not None:
            known = {*proposals.catalogue(), *(one.code for one in self.content.settings.indicators)}
            for code in value:
                if code not in known:
                    raise refusals.unknown("indicator", f"{self.field}.value", code)
        return asked.model_copy(update={"value": value})

    def _value(self, field: str, value: Any) -> Any:
        """Codes become parties, and deadlines in words rules."""
        if isinstance(value, str):
            _FREE.validate_python(value)
        if field in _PARTIES and isinstance(value, str):
            self._require_known([value], field)
            return Party(name=self._name(value), code=value).model_dump(mode="json")
        self._require_known(_named(field, value), field)
        if field in _RULES and isinstance(value, str):
            return self._rule(field, value).model_dump(mode="json")
        return value

    def _rule(self, field: str, words: str) -> DueRule:
        start = self.content.settings.period_start
        said = Folded.of(" ".join(words.split()))
        found = dues_in(said, 0, len(said.text), Years(start.year if start else None), labelled=True)
        if not found:
            raise refused.due_not_understood(f"{self.field}.{field}", words)
        rule = found[0].rule.model_dump(include=set(DueRule.model_fields))
        return DueRule.model_validate({**rule, "text": said.text})

    def _naming(self, asked: Assign | Lead | Name | NameGroup) -> Operation:
        match asked:
            case Assign():
                for name in asked.duties:
                    self.content.duty(name, f"{self.field}.duties")
                self._require_known([*(asked.holders or ()), *(asked.partners or ())])
            case Lead():
                self._require_known([asked.unit])
            case Name():
                self._require_known([asked.code])
                if all(party.name != asked.name for party in self.content.parties):
                    raise refused.words_not_found(f"{self.field}.name", asked.name, "các đơn vị được nêu", "any name")
            case NameGroup():
                self._require_known([m for m in asked.members or () if m != asked.group])
        return asked

    def groups_taken(self, after: Content) -> Iterator[NameGroup]:
        """Groups of the directory that somebody named: the draft needs their members, and the groups among these."""
        known = {group.code: group for group in self.ground.directory.groups if group.stands(self._at)}
        standing = {group.code: group for group in after.settings.groups}
        waiting = [*codes(after.parties), *(m for group in standing.values() for m in group.members or ())]
        for code in waiting:
            if code in known and code not in standing:
                group = known[code]
                standing[code] = Group(code=code, name_vi=group.name_vi, members=list(group.members))
                waiting.extend(group.members)
                yield NameGroup(group=code, name_vi=group.name_vi, members=group.members)

    @property
    def _at(self) -> date:
        return self.content.settings.period_start or self.ground.today

    def _require_known(self, named: Iterable[str], field: str = "") -> None:
        """Each code is one of the directory's in the campaign's time, or a group of this draft."""
        own = {group.code for group in self.content.settings.groups}
        end = self.content.settings.period_end or self._at
        place = f"{self.field}.{field}" if field else self.field
        lives: defaultdict[str, list[Unit | UnitGroup]] = defaultdict(list)
        for entry in (*self.ground.directory.units, *self.ground.directory.groups):
            lives[entry.code].append(entry)
        known = [code for code in named if code not in own]
        refusals.raise_all(
            refused.unit_not_there(place, lives[code], self._at) if code in lives else _unknown(place, code, lives)
            for code in known
            if not any(overlaps(life, self._at, end) for life in lives.get(code, ()))
        )

    def _name(self, code: str) -> str:
        unit = self.ground.directory.unit(code, self._at)
        return unit.name_vi if unit else code

    def _cutting(self, asked: Split | Merge | Add) -> Operation:
        match asked:
            case Split():
                duty = self.content.duty(asked.duty, f"{self.field}.duty")
                names = [(duty.duty, duty.label), *self._fresh(duty.clause, len(asked.before))]
                return asked.model_copy(update={"into": locating.cut(duty, self.ground.text, asked.before, names)})
            case Merge():
                several = [self.content.duty(name, f"{self.field}.duties") for name in dict.fromkeys(asked.duties)]
                rewritten = any(duty.text for duty in several)
                text = " ".join(text_of(duty, self.ground.text) for duty in several) if rewritten else None
                return Merge(duties=tuple(duty.duty for duty in several), text=text)
            case Add():
                return self._add(asked)

    def _add(self, asked: Add) -> Add:
        self._require_known([*asked.holders, *asked.partners])
        spans = locating.quoted(self.content, self.ground.text, asked.words)
        if not spans:
            _FREE.validate_python(asked.words)
        ((name, label),) = self._fresh(asked.clause, 1)
        known: Mapping[str, Party] = {party.code: party for party in self.content.parties if party.code}
        added = DraftDuty(
            duty=name, clause=asked.clause, label=label, spans=spans, text=None if spans else asked.words,
            mode=asked.mode, holders=parties(asked.holders, known), partners=parties(asked.partners, known),
        )  # fmt: skip
        return asked.model_copy(update={"added": added})

    def _matching(self, asked: Confirm | Separate | Match) -> Operation:
        duty = self.content.duty(asked.duty, f"{self.field}.duty")
        if self.ground.standing is None:
            raise refused.not_an_amendment(self.field)
        match asked:
            case Separate():
                ((name, _),) = self._fresh(duty.clause, 1)
                return asked.model_copy(update={"into": name})
            case Match():
                free = self.ground.standing - {d.duty for d in self.content.duties}
                if asked.continues not in free:
                    raise refused.field_unknown(f"{self.field}.continues", asked.continues, sorted(free))
                return asked
            case Confirm():
                return asked

    def _fresh(self, clause: str, count: int) -> Iterator[tuple[str, str]]:
        """Names and labels that no duty has or had."""
        used = self.state.duty_names | self.ground.used | {duty.duty for duty in self.content.duties}
        last = max((int(m[1]) for name in used if (m := _NUMBER.fullmatch(name))), default=0)
        labels = {duty.label for duty in self.content.duties}
        free = (label for n in range(1, 10_000) if (label := f"{clause}.{letter(n)}") not in labels)
        for number in range(last + 1, last + 1 + count):
            yield name_of(number), next(free)


def _named(field: str, value: Any) -> Iterator[str]:
    """The units that a setting's value names, as far as it has the shape; its model judges the rest."""
    if field in _UNITS and isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in cast(list[Any], value):
            if field == "units" and isinstance(one, str):
                yield one
            elif field == "expected_reports" and isinstance(one, dict):
                unit = cast(dict[str, Any], one).get("unit")
                yield from [unit] if isinstance(unit, str) else []


def _unknown(field: str, code: str, known: Iterable[str]) -> Refusal:
    """Codes are told apart by their letters' size: what is nearly meant is said."""
    meant = next((other for other in known if other.casefold() == code.casefold()), None)
    return refused.unit_meant(field, code, meant) if meant else refusals.unknown("unit", field, code)
