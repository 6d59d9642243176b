"""Notes the clauses of a plan, each with its heading and the agencies that the heading names."""

from chungtay_tasks.plan.drafts import Findings, Holder
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.outline import Node, clause_of
from chungtay_tasks.plan.reading import Clause
from chungtay_tasks.shortening import shortened


def note_clause(doc: Folded, node: Node, holder: Holder | None, found: Findings) -> None:
    if not node.is_clause:
        return
    found.clauses.append(
        Clause(
            clause=clause_of(node),
            heading=shortened(doc.text[node.body : node.end].strip(), 200),
            agencies=list(holder.names) if holder else [],
            mode=holder.mode if holder else None,
            start=node.start,
            end=node.end,
        )
    )
