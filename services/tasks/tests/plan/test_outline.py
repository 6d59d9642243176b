"""Numbering: which clause a paragraph stands in."""

import pytest

from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.lines import marker_of
from chungtay_tasks.plan.outline import Node, clause_of, outline
from chungtay_tasks.plan.text import paragraphs_of


def clauses(text: str) -> list[str]:
    def below(node: Node) -> list[Node]:
        return [one for child in node.children for one in (child, *below(child))]

    root = outline(Folded.of(text), list(paragraphs_of(text)))
    return [clause_of(node) for node in sorted(below(root), key=lambda node: node.start)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("I. A\n1. B\n- c\nd\n2. E\nII. F\n1. G", ["I", "I.1", "I.1", "I.1", "I.2", "II", "II.1"]),
        ("A. A\nI. B\n1. C\na) D\nđ) E\nII. F\nB. G", ["A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.đ", "A.II", "B"]),
        ("Điều 1. A\n1. B\na) C\nĐiều 2. D\nE", ["Điều 1", "Điều 1.1", "Điều 1.1.a", "Điều 2", "Điều 2"]),
        ("II. A\n2. B\n2.1. C\n2.1.1 D\n2.2. E", ["II", "II.2", "II.2.1", "II.2.1.1", "II.2.2"]),
        ("Phần I. A\n1. B\n4. C", ["Phần I", "Phần I.1", "Phần I.4"]),
        ("H. A\nI. B\nK. C", ["H", "I", "K"]),
        ("1. A\n- b\n+ c\n- d\n* e\n2. F", ["1", "1", "1", "1", "1", "2"]),
    ],
)
def test_clauses_follow_the_kinds_of_numbering(lines: str, expected: list[str]) -> None:
    assert clauses(lines) == expected


@pytest.mark.parametrize(
    "line", ["30/6/2024", "2024. Tăng cường", "V/v tăng cường", "12,5 g", "Điều 3 của Quyết định", "TP. Hà Nội"]
)
def test_what_only_looks_like_numbering_is_none(line: str) -> None:
    assert marker_of(line) is None
