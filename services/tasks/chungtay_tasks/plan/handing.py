"""Hands what fields say (lead, partners, time, product) to the duties before them, or to those after them."""

from dataclasses import replace

from chungtay_tasks.plan.clauses import note_clause
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.drafts import Draft, Findings, Holder, Scope
from chungtay_tasks.plan.fields import apply_block, read_block
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.outline import Node, clause_of
from chungtay_tasks.plan.periods import plan_level


def hand_fields(
    doc: Folded, node: Node, children: list[Node], mark: int, inner: Scope, years: Years, found: Findings
) -> Scope:
    """Hands the fields to the duties before them, or else to those after them: the scope for these."""
    block = read_block(doc, children, years, found)
    for child in children:
        if child.is_clause:
            note_clause(doc, child, None, found)
    if node.parent is None:
        plan_level(block, found)
        return inner
    if block.leads and not found.drafts[mark:]:
        _take_statements(doc, node, children[0], found)
    if found.drafts[mark:]:
        earlier = _left_over(node, mark, found) if block.leads else mark
        if earlier < mark:
            found.doubts += [doubt("lead_reaches_back", doc, one.start, one.end) for one in found.drafts[earlier:mark]]
        apply_block(block, found.drafts[earlier:], clause_of(node.parent if earlier < mark else node))
    elif block.leads:
        holder = Holder(tuple(block.leads), tuple(block.partners), "order", clause_of(node), block.place)
        return replace(inner, holder=holder)
    elif node.parent.parent is None:
        plan_level(block, found)
    return inner


def _left_over(node: Node, mark: int, found: Findings) -> int:
    """Where the duties of the items before this one begin, if nobody was named for them."""
    place = mark
    while place and found.drafts[place - 1].holder is None and _is_beside(found.drafts[place - 1], node):
        place -= 1
    return place


def _is_beside(draft: Draft, node: Node) -> bool:
    return node.parent is not None and node.parent.is_clause and draft.start > node.parent.start


def _take_statements(doc: Folded, node: Node, field: Node, found: Findings) -> None:
    """What a field names a lead for is a duty, whether or not its verb was recognised."""
    before = [child for child in node.children if child.start < field.start]
    for paragraph in [*before[-1:], node]:
        if found.kinds.get(paragraph.start) == "statement":
            start, end = doc.trim(paragraph.body, paragraph.end, ".;:")
            found.kinds[paragraph.start] = "connective"
            found.doubts.append(doubt("no_verb", doc, start, end))
            found.drafts.append(Draft(start, end, paragraph.start, clause_of(paragraph), None, False, confidence="low"))
            return
