"""Paragraphs as a tree: which clause each stands in, by the kinds of numbering in the order they first appear."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.labels import labels_in
from chungtay_tasks.plan.lines import Marker, is_row, marker_of
from chungtay_tasks.plan.trailing import giving_note
from chungtay_tasks.plan.verbs import predicate

_RANK: dict[str, float] = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "section": 3,
    "article": 4,
    "upper": 5,
    "roman": 5,
    "task": 5.5,
    "number": 6,
    "letter": 7,
    "bullet": 8,
}
_OF_ALL = re.compile(
    r"(?:căn cứ|theo)\s+(?:nội dung\s+)?(?:kế hoạch|công văn|chương trình|chỉ thị|văn bản|hướng dẫn)\s+này(?!\w)"
    r"|trên đây là|(?:trong\s+)?quá trình\s+(?:tổ chức\s+|triển khai\s+)?thực hiện|nhận được\s"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_AMBIGUOUS = frozenset("IVX")


@dataclass(slots=True)
class Node:
    """One paragraph: start..end in the text, its words from `body` on, and the paragraphs that stand under it."""

    start: int
    body: int
    end: int
    marker: Marker | None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list["Node"])
    row: bool = False

    @property
    def is_clause(self) -> bool:
        return self.marker is not None and self.marker.kind != "bullet"

    def ancestry(self) -> Iterator["Node"]:
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


def clause_of(node: Node) -> str:
    """ "II.10", "B.I.1", "Điều 2": the labels of the clauses around the node, joined by dots."""
    labels: list[str] = []
    for clause in [n for n in node.ancestry() if n.is_clause][::-1]:
        label = _label(clause.marker)
        own = label.split(".")
        # "2.1" under "2" says 2 again, "2.1" under "II" does not
        if labels and len(own) > 1 and labels[-len(own) + 1 :] == own[:-1]:
            label = own[-1]
        labels.append(label)
    return ".".join(labels)


def _label(marker: Marker | None) -> str:
    if marker is None:
        return ""
    words = {"article": "Điều", "annex": "Phụ lục", "part": "Phần", "chapter": "Chương", "section": "Mục"}
    return f"{words[marker.kind]} {marker.label}".strip() if marker.kind in words else marker.label


def outline(doc: Folded, paragraphs: Sequence[tuple[int, int]], anew: Container[int] = ()) -> Node:
    """The root of the tree; an unmarked paragraph stands under the innermost clause, not under a bullet.

    Numbering starts anew at the paragraphs whose start is in `anew` (annexed documents).
    """
    root = Node(0, 0, 0, None)
    place = root
    for start, end in paragraphs:
        line = doc.text[start:end]
        place = root if start in anew else place
        marker = None if is_row(line) else _settle(place, marker_of(line))
        body, _ = doc.trim(start + (marker.length if marker else 0), end)
        node = Node(start, body, end, marker, row=is_row(line))
        parent = _parent(doc, place, node)
        node.parent = parent
        parent.children.append(node)
        place = node if marker else parent
    return root


def _parent(doc: Folded, place: Node, added: Node) -> Node:
    marker = added.marker
    if marker is None:
        clause = next(node for node in place.ancestry() if node.is_clause or node.parent is None)
        ends = _is_closed(doc, clause) or _concludes(doc, clause, added)
        closed = clause.parent and ends and not _says_whose(doc, added)
        return clause.parent if clause.parent and closed else clause
    alike = next((n for n in place.ancestry() if n.marker and _same_kind(n.marker, marker)), None)
    if alike and alike.parent:
        return alike.parent
    above = (n for n in place.ancestry() if n.marker is None or _above(n.marker, marker))
    return next(above)


def _is_closed(doc: Folded, item: Node) -> bool:
    """Whether a list of full sentences ends with the item, so that plain text after it belongs to the whole list."""
    is_item = item.marker is not None and item.marker.kind in ("number", "letter")
    if not is_item or item.parent is None or item.children or doc.text[item.end - 1] != ".":
        return False
    before = item.parent.children[-2:-1]  # the item itself is the last so far
    return any(one.is_clause and all(child.marker for child in one.children) for one in before)


def _concludes(doc: Folded, item: Node, added: Node) -> bool:
    """ "Căn cứ Kế hoạch này, các cơ quan …" after an item that is a whole sentence ends all the items."""
    if not item.is_clause or item.children or doc.text[item.end - 1] != ".":
        return False
    return _OF_ALL.match(doc.key, added.body, added.end) is not None and predicate(doc, item.body, item.end) is not None


def _says_whose(doc: Folded, node: Node) -> bool:
    """ "(Cơ quan chủ trì: …)", "Giao Sở Y tế chủ trì.": such a line belongs to the item that it stands under."""
    labels = labels_in(doc, node.body, node.end)
    begins = bool(labels) and labels[0].label_start == doc.trim(node.body, node.end, "(")[0]
    return begins or giving_note(doc, node.body, node.end) is not None


def _above(outer: Marker, inner: Marker) -> bool:
    depth = _depth(inner) - _depth(outer)
    return depth > 0 or (depth == 0 and not _same_kind(outer, inner))


def _depth(marker: Marker) -> float:
    """1.1 stands under 1 and above a)."""
    return _RANK[marker.kind] + (marker.label.count(".") / 10 if marker.kind == "number" else 0)


def _same_kind(one: Marker, other: Marker) -> bool:
    if one.kind != other.kind:
        return False
    return (one.kind != "bullet" and _depth(one) == _depth(other)) or one.label == other.label


def _settle(place: Node, marker: Marker | None) -> Marker | None:
    """ "I." after "H." and "V." after "U." are letters; after nothing or after "IV." they are numerals."""
    if marker is None or marker.label not in _AMBIGUOUS or marker.kind != "roman":
        return marker
    before = next((n.marker for n in place.ancestry() if n.marker and n.marker.kind in ("upper", "roman")), None)
    if before and before.kind == "upper" and len(before.label) == 1 and ord(marker.label) - ord(before.label) == 1:
        return Marker("upper", marker.label, marker.length)
    return marker
