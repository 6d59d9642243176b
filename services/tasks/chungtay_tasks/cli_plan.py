"""`chungtay plan …`: what a plan's file says, as JSON or as a page for people, and how much of it was understood."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click

from chungtay_kernel.cli import both, json_option, print_json
from chungtay_tasks.cli_coverage import coverage_command
from chungtay_tasks.cli_plan_draft import draft_command
from chungtay_tasks.plan import PlanReading
from chungtay_tasks.plan.reading import Assignment, DueRule, Report
from chungtay_tasks.plan_files import reading_of
from chungtay_tasks.shortening import shortened

_MODES = {"order": "giao", "request": "đề nghị"}
_SHOWN = 110
_COMPARISONS = {"before": "trước", "by": "chậm nhất", "during": "trong"}


@click.group(help=both("Đọc kế hoạch.", "Read plans."))
def plan() -> None: ...


plan.add_command(coverage_command)
plan.add_command(draft_command)


@plan.command(
    help=both(
        "Đọc FILE (.docx, .pdf có chữ, .txt UTF-8) thành nhiệm vụ, đơn vị, thời hạn.",
        "Read FILE (.docx, .pdf that holds text, .txt in UTF-8) into duties, holders and deadlines.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def read(file: Path, as_json: bool) -> None:
    reading = reading_of(file)
    if as_json:
        print_json(reading.model_dump(mode="json"))
    else:
        click.echo("\n".join(summary(reading)))


def summary(reading: PlanReading) -> Iterator[str]:
    """The reading in Vietnamese, a line a thing."""
    yield from _head(reading)
    for assignment in reading.assignments:
        yield ""
        yield from _assignment(assignment)
    yield from _list("Báo cáo", (_report(report) for report in reading.reports))
    yield from _list("Chưa giao được", (one.text for one in reading.unassigned))
    yield from _list("Cần xem lại", (f"{one.vi} [{shortened(one.text, _SHOWN)}]" for one in reading.doubts))


def _head(reading: PlanReading) -> Iterator[str]:
    yield f"{reading.kind or 'VĂN BẢN'}: {reading.title or '(không có trích yếu)'}"
    yield f"Cơ quan ban hành: {reading.issuer or '(không rõ)'}"
    number = reading.number or f"(chưa có số) /{reading.symbol or ''}"
    yield f"Số: {number}   Ngày: {_date(reading)}"
    if reading.period.start and reading.period.end:
        yield f"Thời gian thực hiện: {reading.period.start:%d/%m/%Y} – {reading.period.end:%d/%m/%Y}"
    duties = sum(len(assignment.duties) for assignment in reading.assignments)
    paragraphs = {duty.paragraph_start for assignment in reading.assignments for duty in assignment.duties}
    yield f"{duties} nhiệm vụ trong {len(paragraphs)} đoạn; {len(reading.unassigned)} việc chưa giao được"


def _date(reading: PlanReading) -> str:
    if reading.issue_date:
        return f"{reading.issue_date:%d/%m/%Y}"
    return f"(chưa có ngày) {reading.issue_month or ''}".strip()


def _assignment(assignment: Assignment) -> Iterator[str]:
    partners = f" — phối hợp: {'; '.join(assignment.partners)}" if assignment.partners else ""
    yield f"{assignment.clause or '–'} [{_MODES[assignment.mode]}] {'; '.join(assignment.holders)}{partners}"
    for duty in assignment.duties:
        dues = "; ".join(_due(rule) for rule in duty.due)
        yield f"  - {shortened(duty.text, _SHOWN)}{f'  ⏱ {dues}' if dues else ''}"


def _report(report: Report) -> str:
    via = f" (qua {report.via})" if report.via else ""
    due = f", {_due(report.due)}" if report.due else ""
    return f"{report.clause}: {'; '.join(report.by) or '(không nêu)'} → {report.to or '(không nêu nơi nhận)'}{via}{due}"


def _due(rule: DueRule) -> str:
    if rule.date is None:
        return rule.text
    if rule.comparison == "during" and _whole_month(rule.text, rule.date):
        return f"trong tháng {rule.date:%m/%Y}"
    again = ", rồi hằng năm" if (rule.recurrence or "").startswith("FREQ=YEARLY") else ""
    return f"{_COMPARISONS[rule.comparison]} {rule.time + ' ' if rule.time else ''}{rule.date:%d/%m/%Y}{again}"


def _whole_month(text: str, last: date) -> bool:
    """Whether a plan means all of a month, which a rule keeps as its last day."""
    return (last + timedelta(days=1)).day == 1 and "tháng" in text.lower() and "ngày" not in text.lower()


def _list(title: str, lines: Iterator[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        if index == 0:
            yield ""
            yield f"{title}:"
        yield f"  - {line}"
