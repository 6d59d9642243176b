"""One paragraph of a working section: its duties, whose they are and when they are due."""

import re
from dataclasses import replace

from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.drafts import Draft, Findings, Holder, Scope
from chungtay_tasks.plan.dues import dues_in
from chungtay_tasks.plan.duties import Found, duties_in, partners_in
from chungtay_tasks.plan.fields import Block, apply_block
from chungtay_tasks.plan.folded import Folded, key
from chungtay_tasks.plan.labels import Label, labels_in
from chungtay_tasks.plan.outline import Node, clause_of
from chungtay_tasks.plan.positions import line_by_position
from chungtay_tasks.plan.subjects import Subject, subject_of
from chungtay_tasks.plan.trailing import Trailing, bracket_duty, trailing_holder

_LEAD_IN = re.compile(
    r"(?:sau đây|như sau|sau|cụ thể|cụ thể như sau|gồm|bao gồm|dưới đây|các nội dung|nhiệm vụ|yêu cầu|đề nghị"
    r"|chỉ đạo|thực hiện|phân công|triển khai)\s*:\s*$"
)
_FORMULA = re.compile(
    r"trên đây là (?:kế hoạch|nội dung|chương trình|phương án|hướng dẫn|chỉ đạo)"
    r"|[^.;]{0,160}(?<!\w)(?:trân trọng |xin )?thông báo (?:để|đến) [^.;]{0,80}biết"
)
_STATEMENT = re.compile(
    r"(?:kế hoạch|chương trình|quyết định|việc|kinh phí|thời gian|chế độ|nguồn|quy chế|văn bản|công văn"
    r"|chỉ thị|cơ cấu|phụ lục|thành phần) "
)


def read_paragraph(doc: Folded, node: Node, scope: Scope, years: Years, found: Findings) -> Scope:
    """Adds the paragraph's duties to `found`; gives the scope for the paragraphs that stand under it."""
    labels = labels_in(doc, node.body, node.end)
    end = _until_fields(doc, node, labels)
    trailing = trailing_holder(doc, node.body, end)
    end = doc.trim(node.body, trailing.start if trailing else end)[1]
    clause = clause_of(node)
    first = _by_position(doc, node, end) if scope.assigns else None
    parts = (
        []
        if _FORMULA.match(doc.key, node.body, end) and not _has_due(doc, node.body, end, years)
        else duties_in(doc, node.body, end, first)
    )
    if first and parts and parts[0].subject is first:
        found.doubts.append(doubt("holder_by_position", doc, first.start, first.names_end))
    drafts, holder = _drafts(doc, node, parts, scope.holder, clause)
    drafts = drafts or _whole(doc, node, end, scope, found) or _dated(doc, node, end, years, found)
    if trailing and not drafts:
        drafts = [_unsure(doc, node, end, None, found)]
    if _only_leads_in(doc, node, end, drafts):
        found.kinds[node.start] = "lead_in"
        return replace(scope, holder=holder or scope.holder)
    for draft in drafts:
        _complete(doc, draft, years)
    if trailing:
        drafts += _bracketed(doc, node, trailing, drafts, years, found)
    _apply_fields(doc, drafts, labels, clause, years)
    found.kinds[node.start] = "connective" if drafts else "statement"
    found.drafts += drafts
    return replace(scope, holder=holder or scope.holder) if doc.text[node.start : node.end].endswith(":") else scope


def _by_position(doc: Folded, node: Node, end: int) -> Subject | None:
    known = subject_of(doc, node.body, end)
    return None if known and known.start <= node.body else line_by_position(doc, node.body, end)


def _has_due(doc: Folded, start: int, end: int, years: Years) -> bool:
    return bool(dues_in(doc, start, end, years))


def _until_fields(doc: Folded, node: Node, labels: list[Label]) -> int:
    """Fields at the end of the paragraph ("… Thời gian: quý II.") are no part of its duties."""
    return doc.trim(node.body, labels[0].label_start if labels else node.end, "(")[1]


def _drafts(
    doc: Folded, node: Node, parts: list[Found], inherited: Holder | None, clause: str
) -> tuple[list[Draft], Holder | None]:
    holder = inherited
    drafts: list[Draft] = []
    for part in parts:
        if part.subject and not _same_body(part.subject, inherited) and not _passes_on(doc, node, part, inherited):
            around = _clause_around(node, inherited)
            clause = clause if around is None else around
            holder = Holder(part.subject.names, (), part.subject.mode, clause, part.start)
        drafts.append(
            Draft(part.start, doc.trim(part.start, part.end, ";")[1], node.start, clause, holder, part.has_verb)
        )
    return drafts, holder if holder is not inherited else None


def _clause_around(node: Node, holder: Holder | None) -> str | None:
    """The last plain paragraph under the last agency, if it speaks to others, closes the list of agencies."""
    above = node.parent
    if holder is None or node.marker or above is None or above.start != holder.place or above.parent is None:
        return None
    last = above.children[-1] is node and len(above.children) > 1 and above.parent.children[-1] is above
    return clause_of(above.parent) if last else None


def _passes_on(doc: Folded, node: Node, part: Found, holder: Holder | None) -> bool:
    """An item under an agency that begins "Giao các xã …" is that agency's to give, and it answers for it."""
    if holder is None or not doc.key.startswith(("giao ", "phân công "), part.start):
        return False
    return node.marker is not None and any(above.start == holder.place for above in node.ancestry())


def _same_body(subject: Subject, holder: Holder | None) -> bool:
    """A sentence that repeats the heading's agency, in full or in short, has no other holder."""
    if holder is None or subject.mode != holder.mode:
        return False
    if key(subject.names[0]).startswith(("mỗi ", "từng ")):
        return True
    known = " ".join(key(name) for name in holder.names)
    return all(key(name) in known or any(key(one) in key(name) for one in holder.names) for name in subject.names) or (
        key(subject.names[0]) in known
    )


def _whole(doc: Folded, node: Node, end: int, scope: Scope, found: Findings) -> list[Draft]:
    """Under a holder nothing is dropped: a paragraph without a known verb is one duty, with a doubt."""
    body = doc.trim(node.body, end, ":")
    inside_duty = node.parent is not None and node.parent.marker is not None and node.parent.marker.kind == "bullet"
    if (
        scope.holder is None
        or inside_duty
        or _STATEMENT.match(doc.key, *body)
        or len(doc.text[slice(*body)].split()) < 4
    ):
        return []
    if scope.section == "funds" or _FORMULA.match(doc.key, *body):
        return []
    return [_unsure(doc, node, end, scope.holder, found)]


def _unsure(doc: Folded, node: Node, end: int, holder: Holder | None, found: Findings) -> Draft:
    body = doc.trim(node.body, end, ":")
    found.doubts.append(doubt("no_verb", doc, *body))
    return Draft(*body, node.start, clause_of(node), holder, has_verb=False, confidence="low")


def _dated(doc: Folded, node: Node, end: int, years: Years, found: Findings) -> list[Draft]:
    """A deadline is never lost, even where neither holder nor verb was recognised."""
    body = doc.trim(node.body, end, ":")
    if not any(due.rule.date and due.rule.comparison != "during" for due in dues_in(doc, *body, years)):
        return []
    return [_unsure(doc, node, end, None, found)]


def _only_leads_in(doc: Folded, node: Node, end: int, drafts: list[Draft]) -> bool:
    """ "… thực hiện các nhiệm vụ sau:" only opens the list under it or beside it."""
    return len(drafts) <= 1 and _LEAD_IN.search(doc.key, node.body, end) is not None


def _complete(doc: Folded, draft: Draft, years: Years) -> None:
    draft.dues = dues_in(doc, draft.start, draft.end, years)
    draft.partners = partners_in(doc, draft.start, draft.end)
    if draft.holder and draft.holder.place == draft.start and draft.confidence == "high":
        draft.confidence = "medium"


def _bracketed(
    doc: Folded, node: Node, trailing: Trailing, drafts: list[Draft], years: Years, found: Findings
) -> list[Draft]:
    """Gives the duties before it what the note says of them; the note's own duty, if it is one."""
    clause = clause_of(node)
    led = [draft for draft in drafts if draft.holder and draft.holder.place >= node.body]
    subject = bracket_duty(doc, trailing.start, node.end, led=any(draft.holder for draft in drafts))
    note = _note(doc, node, trailing, years)
    if subject is None and led:
        for draft in led:
            draft.partners += [name for name in note.leads + note.partners if name not in draft.partners]
            draft.dues += note.dues
            found.doubts.append(doubt("note_names_another", doc, draft.start, draft.end))
    elif subject is None or not any(draft.holder for draft in drafts):
        apply_block(note, drafts, clause)
    if subject is None:
        return []
    own = _own_duty(doc, node, subject, clause)
    _complete(doc, own, years)
    return [own]


def _own_duty(doc: Folded, node: Node, subject: Subject, clause: str) -> Draft:
    end = doc.trim(subject.start, node.end, ".;:()")[1]
    holder = Holder(subject.names, (), subject.mode, clause, subject.start)
    return Draft(subject.start, end, node.start, clause, holder, has_verb=True)


def _note(doc: Folded, node: Node, trailing: Trailing, years: Years) -> Block:
    dues = dues_in(doc, trailing.start, _until_fields(doc, node, labels_in(doc, node.body, node.end)), years)
    return Block(trailing.start, list(trailing.names), list(trailing.partners), dues)


def _apply_fields(doc: Folded, drafts: list[Draft], labels: list[Label], clause: str, years: Years) -> None:
    if labels:
        block = Block(labels[0].label_start)
        for label in labels:
            block.take(doc, label, years)
        apply_block(block, drafts, clause)
