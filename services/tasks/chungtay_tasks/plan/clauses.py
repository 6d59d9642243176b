"""Notes the clauses of a plan, each with its heading and the agencies that the heading names."""

from chungtay_tasks.plan.drafts import Findings, Holder
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.outline import Node, clause_of
from chungtay_tasks.plan.reading import Clause


def note_clause(doc: Folded, node: Node, holder: Holder | None, found: Findings) -> None:
    if not node.is_clause:
        return
    found.clauses.append(
        Clause(
            clause=clause_of(node),
            heading=_first_words(doc.text[node.body : node.end]),
            agencies=list(holder.names) if holder else [],
            mode=holder.mode if holder else None,
            start=node.start,
            end=node.end,
        )
    )


def _first_words(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"
