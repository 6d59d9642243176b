"""The time that a whole plan runs."""

import re
from collections.abc import Sequence

from chungtay_tasks.plan.dates import DAY, Years, day_of
from chungtay_tasks.plan.drafts import Findings, Scope
from chungtay_tasks.plan.dues import ranges_in
from chungtay_tasks.plan.fields import Block, is_field, read_block
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.outline import Node
from chungtay_tasks.plan.reading import Period

_OF_THE_PLAN = (
    "thời gian",
    "thực hiện từ",
    "kế hoạch",
    "tháng hành động",
    "tháng cao điểm",
    "đợt",
    "chiến dịch",
    "triển khai từ",
    "phát động",
)


def whole_period(doc: Folded, node: Node, scope: Scope, years: Years, found: Findings) -> None:
    """ "Tháng hành động … thực hiện từ ngày 01/6/2024 đến hết ngày 30/6/2024": the first such range is the plan's."""
    if found.period:
        return
    for due in ranges_in(doc, node.body, node.end, years):
        before = doc.key[max(node.start, due.start - 160) : due.start]
        if any(words in before for words in _OF_THE_PLAN) or (scope.section == "facts" and due.start <= node.body + 2):
            found.period = Period(start=due.rule.start or due.rule.date, end=due.rule.date)
            return
    if scope.section == "facts" and is_field(doc, node):
        plan_level(read_block(doc, [node], years, found), found)


_FROM_NOW = re.compile(rf"từ nay (?:đến hết|đến|cho đến|tới)\s+(?:ngày\s+)?{DAY}")


def announced_period(doc: Folded, header: Sequence[tuple[int, int]], years: Years) -> Period | None:
    """ "… ban hành Kế hoạch … (từ ngày 01/5 đến ngày 31/5/2024) như sau:" before the first clause."""
    for start, end in header:
        for due in ranges_in(doc, start, end, years):
            if any(words in doc.key[start : due.start] for words in _OF_THE_PLAN):
                return Period(start=due.rule.start or due.rule.date, end=due.rule.date)
        match = _FROM_NOW.search(doc.key, start, end)
        last = match and day_of(match, years)
        if last:
            return Period(start=None, end=last.end)
    return None


def plan_level(block: Block, found: Findings) -> None:
    """A time that no duty stands before is the whole plan's."""
    for due in block.dues:
        rule = due.rule
        if rule.comparison == "during" and rule.date and not rule.recurrence:
            found.period = found.period or Period(start=rule.start, end=rule.date)
