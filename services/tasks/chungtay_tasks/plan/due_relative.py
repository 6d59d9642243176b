"""Rules relative to an event: so many days after it, ahead of it, at once."""

from collections.abc import Iterator

from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.due import Due, due_of
from chungtay_tasks.plan.due_words import AFTER, AHEAD, AT_ONCE, DURATION, EVENT_FIRST, WITHIN
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Comparison


def within(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in WITHIN.finditer(doc.key, start, end):
        event = doc.text[slice(*doc.trim(match.start("event"), match.end("event")))]
        how: Comparison = "before" if match["link"] == "trước" else "by"
        duration = DURATION[match["unit"]].format(int(match["count"]))
        yield due_of(doc, match, how, after=event, within=duration, working_days=bool(match["working"]))


def event_first(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    """ "Kết thúc đợt cao điểm, chậm nhất sau 07 ngày, báo cáo …"."""
    for match in EVENT_FIRST.finditer(doc.key, start, end):
        event = doc.text[slice(*doc.trim(*match.span("event")))]
        duration = DURATION[match["unit"]].format(int(match["count"]))
        yield due_of(doc, match, "by", after=event, within=duration, working_days=bool(match["working"]))


def ahead(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in AHEAD.finditer(doc.key, start, end):
        event = doc.text[slice(*doc.trim(*match.span("event")))]
        duration = DURATION[match["unit"]].format(int(match["count"]))
        yield due_of(doc, match, "before", after=event, within=duration, working_days=bool(match["working"]))


def after(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in AFTER.finditer(doc.key, start, end):
        span = next(match.span(name) for name in ("event0", "event", "event2") if match[name])
        yield due_of(doc, match, "by", after=doc.text[slice(*doc.trim(*span))])
    for match in AT_ONCE.finditer(doc.key, start, end):
        yield due_of(doc, match, "by", after=match["now"] or match["now2"])
