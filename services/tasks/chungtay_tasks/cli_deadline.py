"""`chungtay deadline …`: what a deadline rests on and comes to, and more time for one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import click

from chungtay_kernel.cli import both, json_option, print_json
from chungtay_tasks.cli_calls import Told, do, told
from chungtay_tasks.cli_days import DAY

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_KINDS = {"due_soon": "nhắc", "overdue": "báo quá hạn", "request_closed": "ngừng nhắc"}


@click.group(help=both("Thời hạn của một đợt.", "A campaign's deadlines."))
def deadline() -> None: ...


_campaign = click.argument("campaign")


@deadline.command(
    help=both(
        "Giải thích thời hạn: quy tắc, chỗ trong kế hoạch, giờ UTC và +07, ân hạn, khóa, gia hạn, lịch nhắc.",
        "Explain deadlines: rule, place in the plan, UTC and local time, grace, lock, extensions, reminders.",
    )
)
@_campaign
@click.option("--unit", help=both("Thời hạn có hiệu lực với đơn vị này.", "The deadlines that stand for this unit."))
@json_option
def explain(campaign: str, unit: str | None, *, as_json: bool) -> None:
    found = told(f"campaigns/{campaign}/deadlines", unit=unit)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_page(found)))


@deadline.command(
    help=both(
        "Gia hạn báo cáo cho một đơn vị, có lý do; in vào báo cáo tổng hợp.",
        "More time for one unit's report, with a reason that the consolidated report prints.",
    )
)
@_campaign
@click.option("--unit", required=True, help=both("Đơn vị được gia hạn.", "The unit that gets more time."))
@click.option("--until", "last_valid_day", required=True, type=DAY,
              help=both("Ngày cuối còn đúng hạn.", "The last day in time."))  # fmt: skip
@click.option("--time", metavar="HH:MM", help=both("Đến hết phút này.", "Through this minute."))
@click.option("--period", help=both("Kỳ báo cáo; mặc định kỳ cuối.", "The report period; by default the final one."))
@click.option("--reason", required=True, help=both("Lý do.", "Why."))
@json_option
def extend(
    campaign: str, unit: str, last_valid_day: date, time: str | None, period: str | None, reason: str, *, as_json: bool
) -> None:
    issuer = told(f"campaigns/{campaign}")["issuer"]
    day = last_valid_day.isoformat()
    body = {"unit": unit, "period": period, "last_valid_day": day, "time": time, "reason": reason}
    given = do(f"campaigns/{campaign}/extensions", body, role="leader", unit=issuer)
    if as_json:
        print_json(given)
    else:
        click.echo(f"{unit}: gia hạn đến {_moment(given['due_at'])}; ngày cuối {_day(given['last_valid_day'])}")


def _page(found: Told) -> Iterator[str]:
    yield f"Đợt {found['campaign']}, {found['unit'] or 'mọi đơn vị'}, giờ {found['timezone']}"
    for alike in _alike(found["deadlines"]):
        yield ""
        yield from _deadline(alike)
    for caution in found["cautions"]:
        yield ""
        yield f"⚠ {caution['vi']}"


def _alike(found: Sequence[Told]) -> Iterable[list[Told]]:
    """Duties under one rule, worded in one place, are told together."""
    groups: dict[str, list[Told]] = {}
    for number, one in enumerate(found):
        key = f"{one['rule']} {one['source']}" if one["what"] == "duty" else str(number)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _deadline(alike: Sequence[Told]) -> Iterator[str]:
    one = alike[0]
    yield _title(one) if len(alike) == 1 else f"{len(alike)} nhiệm vụ: {', '.join(duty['duty'] for duty in alike)}"
    yield f"  Quy tắc: {one['words']['vi']}"
    yield f"  Kế hoạch: {_source(one)}"
    if one["state"] == "fixed":
        yield f"  Hạn: {_instants(one)}"
    elif one["state"] == "recurring":
        yield from _occurrences(one["occurrences"])
    elif one["state"] == "waiting":
        yield f"  Hạn: {one['waits_for']['vi']}"
    if one["what"] == "unit_report":
        yield from _report(one)


def _title(one: Told) -> str:
    if one["what"] == "duty":
        return f"{one['duty']} ({one['label']}) {one['title_vi']}"
    if one["what"] == "consolidated_report":
        return "Báo cáo tổng hợp"
    asked = " (đề nghị, không bắt buộc)" if one["required"] is False else ""
    period = "" if one["period"] == "final" else f", kỳ {one['period']}"
    return f"Báo cáo của đơn vị{period}{asked}"


def _source(one: Told) -> str:
    found = one["source"]
    if found is None:
        return f"“{one['rule']['text']}” (không thấy trong văn bản)"
    quote = " ".join(found["quote"].split())
    worded = "" if found["verbatim"] else f"“{one['rule']['text']}”, theo "
    return f"{worded}“{quote}” [{found['start']}–{found['end']}]: {' '.join(found['context'].split())}"


def _instants(one: Told) -> str:
    left = one["working_days_left"]
    remaining = "đã qua" if one["passed"] else f"còn {left} ngày làm việc"
    return (
        f"{_moment(one['due_at_local'])} = {_utc(one['due_at'])}; "
        f"ngày cuối còn đúng hạn {_day(one['last_valid_day'])}; {remaining}"
    )


def _occurrences(found: Sequence[Told] | None) -> Iterator[str]:
    if found is None:
        yield "  Hạn: chu kỳ này chưa tính được từng ngày"
        return
    for one in found:
        yield f"  Hạn: {_instants(one)}"


def _report(one: Told) -> Iterator[str]:
    grace, lock = one["grace_until_local"], one["lock_at_local"]
    yield f"  Ân hạn: {f'chưa đôn đốc đến {_moment(grace)}; nộp sau hạn vẫn là muộn' if grace else 'không'}"
    yield f"  Khóa: {f'không nhận báo cáo từ {_moment(lock)}, trừ khi gia hạn' if lock else 'không'}"
    for given in one["extensions"]:
        yield (
            f"  Gia hạn: {given['unit']} đến {_moment(given['due_at_local'])}, ngày cuối "
            f"{_day(given['last_valid_day'])}; {given['given_by']}, {given['given_at'][:10]}; lý do: {given['reason']}"
        )
    for reminder in one["reminders"]:
        mark = "✓" if reminder["sent"] else "·"
        gone = ", đã qua" if reminder["past"] and not reminder["sent"] else ""
        yield f"  {mark} {_moment(reminder['at_local'])} {_KINDS[reminder['kind']]}{gone}: {reminder['why']['vi']}"


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{at:%H:%M} {_WEEKDAYS[at.weekday()]} {at:%d/%m/%Y} ({text[-6:]})"


def _utc(text: str) -> str:
    return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y} UTC"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
