"""`chungtay report-review …`: units' reports as who reviews them sees them: to check, accept, return or pass on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from chungtay_kernel.cli import Exit, Refused, both, json_option, print_json
from chungtay_tasks.cli_calls import Told, do, every, told, zone
from chungtay_tasks.cli_days import moment
from chungtay_tasks.codes import FINAL

_WHAT = {"checked": "Đã kiểm tra", "accepted": "Đã duyệt", "returned": "Trả lại", "rerouted": "Chuyển nơi xem xét"}

_campaign = click.argument("campaign")
_unit = click.option("--unit", required=True, help=both("Đơn vị báo cáo.", "The unit whose report it is."))
_period = click.option("--period", default=FINAL, show_default=True, help=both("Kỳ báo cáo.", "The period."))
_note = click.option("--note", help=both("Ý kiến kèm theo.", "A note beside it."))
_version = click.option("--version", type=int, help=both("Bản đã đọc; mặc định bản đang có.", "The version read."))


def _about(command: Callable[..., None]) -> Callable[..., None]:
    return _campaign(_unit(_period(_version(json_option(command)))))


@click.group(name="report-review", help=both("Xem xét báo cáo của các đơn vị.", "Reviews of units' reports."))
def report_review() -> None: ...


@report_review.command(
    name="list",
    help=both("Báo cáo của một kỳ; mã 1 khi còn báo cáo chờ xem xét.", "A period's; exit 1 while some wait."),
)
@_campaign
@click.option("--period", help=both("Kỳ; mặc định kỳ sắp đến hạn.", "The period; default the one due next."))
@json_option
def list_(campaign: str, *, period: str | None, as_json: bool) -> None:
    found = told(f"campaigns/{campaign}/expected-reports", period=period)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_listed(found)))
    waiting = any(item["report_version"] and not item["review"] for item in found["items"])
    raise SystemExit(Exit.FINDINGS if waiting else Exit.WELL)


def _listed(found: Told) -> Iterator[str]:
    for one in found["periods"]:
        counts, here = one["counts"], " ◀" if one["period"] == found["period"] else ""
        yield (f"Kỳ {one['period']} ({one['start']} – {one['end']}), hạn {one['last_valid_day']}: "
               f"nộp {counts['received']}/{counts['expected']}, duyệt {counts['accepted']}{here}")  # fmt: skip
    for item in found["items"]:
        desk = f" · đang ở {item['desk']}" if item["report_version"] else ""
        zero = " · không phát sinh" if item["nothing_arose"] else ""
        yield f"{item['unit']:10} {item['status_label']['vi']}{zero}{desk}"


@report_review.command(help=both("Kiểm tra: bước một của duyệt hai bước.", "Checks: the first of two steps."))
@_note
@_about
def check(campaign: str, *, unit: str, period: str, version: int | None, note: str | None, as_json: bool) -> None:
    _review(campaign, unit, period, version, {"verdict": "checked", "note": note}, as_json=as_json)


@report_review.command(help=both("Duyệt báo cáo.", "Accepts a report."))
@_note
@_about
def accept(campaign: str, *, unit: str, period: str, version: int | None, note: str | None, as_json: bool) -> None:
    _review(campaign, unit, period, version, {"verdict": "accepted", "note": note}, as_json=as_json)


@report_review.command(
    name="return", help=both("Trả lại, nêu lý do từng mục và hạn mới.", "Returns it, with reasons and a new time.")
)
@click.option("--reason", "reasons", multiple=True, required=True,
              help=both("“Mục: lý do”, lặp lại được.", "“Item: reason”; may be repeated."))  # fmt: skip
@click.option("--due-at", metavar="DD/MM/YYYY",
              help=both("Hạn gửi lại: hết ngày ấy, hoặc 2024-07-05T17:00+07:00.",
                        "Until when: the end of that day, or a moment with its offset."))  # fmt: skip
@_note
@_about
def return_(
    campaign: str, *, unit: str, period: str, version: int | None, reasons: Sequence[str], due_at: str | None,
    note: str | None, as_json: bool,
) -> None:  # fmt: skip
    until = due_at and moment(due_at, zone(campaign))
    said = {"verdict": "returned", "reasons": [_reason(r) for r in reasons], "due_at": until, "note": note}
    _review(campaign, unit, period, version, said, as_json=as_json)


def _reason(written: str) -> dict[str, str]:
    item, colon, text = written.partition(": ")
    return {"item": item, "text": text} if colon else {"text": written}


@report_review.command(
    help=both("Chuyển báo cáo gửi nhầm nơi về đúng nơi xem xét.", "Passes a report on to who reviews it.")
)
@click.option("--reason", required=True, help=both("Vì sao chuyển.", "Why."))
@_about
def reroute(campaign: str, *, unit: str, period: str, version: int | None, reason: str, as_json: bool) -> None:
    about, item = _standing(campaign, unit, period, version)
    path = f"campaigns/{campaign}/reroutes"
    answer = do(path, {**about, "reason": reason}, role="unit_head", unit=item["desk"])
    _done(answer, f"Đã chuyển báo cáo của {unit} từ {item['desk']} về {answer['desk']}.", as_json=as_json)


@report_review.command(help=both("Những gì đã xảy ra với báo cáo, ai, khi nào, vì sao.", "What became of reports."))
@_campaign
@click.option("--unit", help=both("Chỉ đơn vị này.", "This unit alone."))
@click.option("--period", help=both("Chỉ kỳ này.", "This period alone."))
@json_option
def history(campaign: str, *, unit: str | None, period: str | None, as_json: bool) -> None:
    items = list(every(f"campaigns/{campaign}/reviews", unit=unit, period=period))
    if as_json:
        print_json(items)
    else:
        click.echo("\n".join(_happened(items, _filings(campaign, unit, period), zone(campaign))))


def _filings(campaign: str, unit: str | None, period: str | None) -> list[Told]:
    """The reports that stand, of a period or of each."""
    path = f"campaigns/{campaign}/expected-reports"
    periods = [period] if period else [one["period"] for one in told(path)["periods"]]
    found = [{**item, "period": key} for key in periods for item in told(path, unit=unit, period=key)["items"]]
    return [item for item in found if item["received_at"]]


def _happened(reviews: Sequence[Told], filings: Sequence[Told], local: ZoneInfo) -> Iterator[str]:
    """In the order of time."""
    lines = [(item["given_at"], item, _reviewed(item)) for item in reviews]
    lines += [(item["received_at"], item, f"Nộp báo cáo, bản {item['report_version']}") for item in filings]
    moments = [(datetime.fromisoformat(at).astimezone(local), item, said) for at, item, said in lines]
    for at, item, said in sorted(moments, key=lambda line: line[0]):
        yield f"{at:%d/%m/%Y %H:%M}  {item['unit']:10} {item['period']:8} {said}"


def _reviewed(item: Told) -> str:
    return f"{_WHAT[item['what']]} ({item['by']['role']} {item['by']['unit']}){_why(item)}"


def _why(item: Told) -> str:
    if item["what"] == "rerouted":
        return f": {item['from_desk']} → {item['to_desk']}, {item['reason']}"
    said = [f"{r['item']}: {r['text']}" if r["item"] else r["text"] for r in item.get("reasons", ())]
    said += [item["note"]] if item.get("note") else []
    return f": {'; '.join(said)}" if said else ""


def _review(
    campaign: str, unit: str, period: str, version: int | None, said: dict[str, Any], *, as_json: bool
) -> None:  # fmt: skip
    about, _ = _standing(campaign, unit, period, version)
    role, by = _seat(told(f"campaigns/{campaign}"), unit, said["verdict"])
    answer = do(f"campaigns/{campaign}/reviews", {**about, **said}, role=role, unit=by)
    _done(answer, f"{_WHAT[answer['verdict']]} báo cáo của {unit}, kỳ {period}, bản {answer['report_version']}.",
          as_json=as_json)  # fmt: skip


def _seat(campaign: Told, unit: str, verdict: str) -> tuple[str, str]:
    """In which role of which unit a verdict is given."""
    last_step = campaign.get("acceptance") == "two_step" and verdict == "accepted"
    if unit == campaign["coordinator"] or last_step:
        return "leader", campaign["issuer"]
    return "coordinator", campaign["coordinator"]


def _standing(campaign: str, unit: str, period: str, version: int | None) -> tuple[dict[str, Any], Told]:
    """The report as it stands, as commands name it; raises Refused where it is not filed, or not the version read."""
    found = told(f"campaigns/{campaign}/expected-reports", unit=unit, period=period)["items"]
    item = found[0] if found else {"report_version": None}
    stands = item["report_version"]
    if stands is None or version not in (None, stands):
        there_vi, there_en = ("chưa có", "none") if stands is None else (f"bản {stands}", f"version {stands}")
        raise Refused(
            f"Báo cáo của {unit}, kỳ {period}: {there_vi}. Đọc lại rồi xem xét bản đang có.",
            f"The report of {unit} for {period}: {there_en}. Read it again and review the version that stands.",
        )
    about = {"unit": unit, "period": period, "report_version": stands, "content_hash": item["content_hash"]}
    return about, item


def _done(answer: Told, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        click.echo(said)
