"""Applies labelled fields (lead, partners, time, product) to the duties before them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from chungtay_tasks.plan.agencies import agency_names
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.drafts import Draft, Findings, Holder
from chungtay_tasks.plan.dues import Due, dues_in
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.labels import Field, Label, labels_in
from chungtay_tasks.plan.outline import Node
from chungtay_tasks.plan.roles import who_in
from chungtay_tasks.plan.trailing import giving_note


@dataclass(slots=True)
class Block:
    """Consecutive fields that belong to one group of duties."""

    place: int = 0
    leads: list[str] = field(default_factory=list[str])
    partners: list[str] = field(default_factory=list[str])
    dues: list[Due] = field(default_factory=list[Due])
    product: str | None = None

    def take(self, doc: Folded, label: Label, years: Years) -> None:
        """Adds the label's value."""
        start, end = label.start, label.end
        if label.field in ("lead", "both"):
            who = who_in(doc, start, end, expected=True)
            self.leads += [name for name in who.names if name not in self.leads]
            self.partners += who.partners
        elif label.field == "partner":
            names = agency_names(doc, start, end, expected=True)
            self.partners += [name for name in names if name not in self.partners]
        elif label.field == "time":
            self.dues += dues_in(doc, start, end, years, labelled=True)
        elif label.field == "product" and start < end:
            self.product = doc.text[start:end]


def is_field(doc: Folded, node: Node) -> bool:
    """Whether the paragraph begins with a label, or only gives what stands before it to somebody."""
    labels = labels_in(doc, node.body, node.end)
    if labels and labels[0].label_start == doc.trim(node.body, node.end, "(")[0]:
        return labels[0].start < labels[0].end or not _is_heading(doc, node)
    note = giving_note(doc, node.body, node.end) if not node.is_clause and not node.children else None
    return note is not None


def _is_heading(doc: Folded, node: Node) -> bool:
    """ "THỜI GIAN" alone on a line; "III. PHÂN CÔNG THỰC HIỆN" with numbered clauses under it."""
    shouted = doc.text[node.body : node.end].isupper()
    return shouted and (not _is_item(node) or any(child.is_clause for child in node.children))


def _is_item(node: Node) -> bool:
    return node.marker is not None and node.marker.kind in ("roman", "upper", "number", "letter")


def read_block(doc: Folded, nodes: Sequence[Node], years: Years, found: Findings) -> Block:
    """Reads a run of field paragraphs and everything under them."""
    block = Block(nodes[0].start)
    for node in nodes:
        if note := giving_note(doc, node.body, node.end):
            found.kinds[node.start] = "field"
            block.leads += note.names
            block.partners += note.partners
            block.dues += dues_in(doc, node.body, node.end, years)
            continue
        for label in _labels(doc, node, None, found):
            block.take(doc, label, years)
    return block


def _labels(doc: Folded, node: Node, above: Field | None, found: Findings) -> Iterator[Label]:
    """The fields of a paragraph and those under it; a bullet without a label is a value of the label above."""
    found.kinds[node.start] = "field"
    own = labels_in(doc, node.body, node.end)
    if own:
        yield from own
        above = own[-1].field
    elif above:
        yield Label(above, node.start, *doc.trim(node.body, node.end, ".;:,"))
    for child in node.children:
        yield from _labels(doc, child, above, found)


def apply_block(block: Block, drafts: Sequence[Draft], clause: str) -> None:
    """Gives the block's lead, partners, times and product to the duties it follows."""
    for draft in drafts:
        if block.leads:
            draft.holder = Holder(
                tuple(block.leads), tuple(block.partners), "order", clause or draft.clause, block.place
            )
        elif block.partners and draft.holder:
            draft.holder = replace(draft.holder, partners=tuple(block.partners), place=block.place)
        draft.dues += block.dues
        draft.product = draft.product or block.product
