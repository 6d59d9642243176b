"""Walks the outline from the top: headings hand holders down, fields hand them back to the duties before them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from chungtay_tasks.plan.addressed import give_to_addressees
from chungtay_tasks.plan.agencies import agency_names
from chungtay_tasks.plan.clauses import note_clause
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.drafts import Findings, Holder, Scope
from chungtay_tasks.plan.fields import is_field
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.handing import hand_fields
from chungtay_tasks.plan.outline import Node, clause_of
from chungtay_tasks.plan.paragraph import read_paragraph
from chungtay_tasks.plan.periods import whole_period
from chungtay_tasks.plan.positions import children_hold, heading_by_position
from chungtay_tasks.plan.reading import Span
from chungtay_tasks.plan.sections import is_section_title, section_of
from chungtay_tasks.plan.subjects import Subject, heading_subject, subject_of
from chungtay_tasks.plan.tables import read_table
from chungtay_tasks.plan.trailing import trailing_holder
from chungtay_tasks.plan.verbs import opening_verb, predicate

_HEADING_WORDS = 60
_HELPED = re.compile(r"(?<!\w)phối hợp\s+(?:với\s+)?")
_ENACTS = ("ban hành", "phê duyệt", "thành lập", "công bố")


def walk(doc: Folded, root: Node, years: Years, addressees: Sequence[str], issuer: str | None = None) -> Findings:
    """`addressees` hold what a letter by `issuer` asks without naming anybody."""
    found = Findings()
    first_clause = next((node.start for node in root.children if node.is_clause), 0)
    _visit(doc, root, Scope(first_clause=first_clause), years, found)
    if addressees:
        give_to_addressees(doc, addressees, issuer, found)
    return found


def _visit(doc: Folded, node: Node, scope: Scope, years: Years, found: Findings) -> Scope:
    """Reads the paragraph and those under it; gives the scope for its later siblings."""
    mark = len(found.drafts)
    inner = _enter(doc, node, scope, years, found) if node.parent else scope
    beside = replace(_beside(node, scope, inner), assigns=scope.assigns)
    inner = replace(inner, assigns=children_hold(doc, node, free=inner.holder is None))
    for kind, run in groupby(node.children, key=lambda child: _run_kind(doc, child, inner)):
        children = list(run)
        if kind == "rows":
            read_table(doc, children, inner, years, found)
        elif kind == "fields":
            inner = hand_fields(doc, node, children, mark, inner, years, found)
            mark = len(found.drafts)
        else:
            for child in children:
                inner = _visit(doc, child, inner, years, found)
    return beside


def _beside(node: Node, scope: Scope, inner: Scope) -> Scope:
    """An unmarked line ("Công an huyện:", "… yêu cầu các xã:") speaks for the items that follow it."""
    return inner if node.parent and node.marker is None and inner != scope else scope


def _run_kind(doc: Folded, node: Node, scope: Scope) -> str:
    if node.row:
        return "rows"
    return "fields" if scope.section in ("work", "funds") and is_field(doc, node) else "text"


def _enter(doc: Folded, node: Node, scope: Scope, years: Years, found: Findings) -> Scope:
    whole_period(doc, node, scope, years, found)
    subject = _heading(doc, node)
    if subject is None and scope.assigns and _has_following(node) and _is_topic(doc, node):
        subject = heading_by_position(doc, node)
        if subject:
            found.doubts.append(doubt("holder_by_position", doc, subject.start, subject.names_end))
    if subject or _is_topic(doc, node):
        return _enter_heading(doc, node, subject, scope, found)
    if node.is_clause:
        note_clause(doc, node, None, found)
    if scope.section in ("purpose", "facts"):
        _goal(doc, node, scope, found)
        return scope
    if _enacts(doc, node) or _introduces(doc, node, scope):
        found.kinds[node.start] = "introduction"
        return scope
    return read_paragraph(doc, node, scope, years, found)


def _enter_heading(doc: Folded, node: Node, subject: Subject | None, scope: Scope, found: Findings) -> Scope:
    heading = doc.text[node.body : node.end]
    section = section_of(heading, scope.section)
    found.kinds[node.start] = "heading"
    if subject:
        partners = agency_names(doc, *_partners(doc, subject, node.end))
        holder = Holder(subject.names, tuple(partners), subject.mode, clause_of(node), node.start)
        section = "work"
    elif trailing := trailing_holder(doc, node.body, node.end):
        holder = Holder(trailing.names, trailing.partners, "order", clause_of(node), node.start)
    else:
        holder = scope.holder if _keeps_holder(node, scope) else None
    note_clause(doc, node, holder if subject else None, found)
    return replace(scope, holder=holder, section=section)


def _keeps_holder(node: Node, scope: Scope) -> bool:
    return scope.holder is not None and node.marker is not None


def _partners(doc: Folded, subject: Subject, end: int) -> tuple[int, int]:
    helped = _HELPED.search(doc.key, subject.names_end, end)
    if helped is None:
        return end, end
    verb = predicate(doc, helped.end(), end)
    return helped.end(), verb.start() if verb else end


def _heading(doc: Folded, node: Node) -> Subject | None:
    """The agencies of a heading: it has no full stop and something stands under it or after it."""
    words = doc.text[node.body : node.end]
    if words.rstrip().endswith((".", ";")) or len(words.split()) > _HEADING_WORDS or not _has_following(node):
        return None
    return heading_subject(doc, node.body, node.end)


def _has_following(node: Node) -> bool:
    if node.children:
        return True
    siblings = node.parent.children if node.parent else []
    return node.marker is None and siblings[-1] is not node


def _is_topic(doc: Folded, node: Node) -> bool:
    """A heading without agencies: in capitals, or numbered, without a full stop and with text under it."""
    words = doc.text[node.body : node.end].strip()
    if node.marker is None or node.marker.kind == "bullet":
        return node.marker is None and ((words.isupper() and not doc.shouted) or is_section_title(words))
    if words.isupper() and not doc.shouted:
        return True
    if words.endswith((".", ";")) or not node.children or len(words.split()) > _HEADING_WORDS:
        return False
    only_fields = all(is_field(doc, child) for child in node.children)
    return not only_fields and not (words.endswith(":") and opening_verb(doc, node.body, node.end))


def _goal(doc: Folded, node: Node, scope: Scope, found: Findings) -> None:
    found.kinds[node.start] = "goal" if scope.section == "purpose" else "fact"
    if scope.section == "purpose":
        start, end = doc.trim(node.body, node.end)
        found.goals.append(Span(text=doc.text[start:end], start=start, end=end))


def _enacts(doc: Folded, node: Node) -> bool:
    """ "Điều 1. Ban hành kèm theo Quyết định này …" puts something in force; nobody has to do it."""
    return node.marker is not None and node.marker.kind == "article" and doc.key.startswith(_ENACTS, node.body)


_ASKS = re.compile(r"(?<!\w)(?<!theo )(?<!xét )(?:giao|đề nghị|yêu cầu|phân công)(?!\w)")
_INTRODUCTION = re.compile(r"(?:thực hiện|căn cứ|theo|tiếp theo|triển khai|phúc đáp|xét)\s[^.;]{0,60}?(?:số|ngày)\s")


def _introduces(doc: Folded, node: Node, scope: Scope) -> bool:
    """What stands before the first clause, or names the documents a letter rests on, asks nobody unless it says so."""
    if node.marker or node.row or node.parent is None or node.parent.parent:
        return False
    if node.start < scope.first_clause:
        return not _ASKS.search(doc.key, node.body, node.end)
    return _INTRODUCTION.match(doc.key, node.body, node.end) is not None and not subject_of(doc, node.body, node.end)
