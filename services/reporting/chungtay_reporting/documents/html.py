"""The report as one HTML file: calm to read on a screen or a telephone, the official document when printed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from chungtay_reporting import vietnamese
from chungtay_reporting.documents import wording
from chungtay_reporting.report import Figure, Number, ReportView, Section, plain_number


def render_html(view: ReportView) -> bytes:
    """A self-contained page: its styles inside, no script, nothing loaded from anywhere."""
    style = _asset("report.css")
    page = _template().render(
        view=view,
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        sections=wording.ended(view.sections),
        recipients=[*wording.recipient_lines(view.recipients)],
        seal_lines=[*wording.seal_lines(view)],
        banner=wording.banner(view),
        attached_to=wording.attached_to(view.header),
        figures={figure.id: figure for figure in view.figures},
        explain=_explain(view),
    )
    return wording.printable(page).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["plain"] = _plain
    environment.filters["heading"] = _heading
    environment.filters["hover"] = _hover
    return environment.get_template("report.html.j2")


def _asset(name: str) -> str:
    return files("chungtay_reporting.documents").joinpath(name).read_text("utf-8")


def _explain(view: ReportView) -> Callable[[str], str]:
    """The address where a figure opens down to the activities behind it, as of the same moment."""
    moment = quote(view.as_of.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    campaign = f"/reporting/campaigns/{quote(view.campaign, safe='')}/figures/"
    return lambda figure: f"{campaign}{figure}/explain?as_of={moment}"


def _plain(number: Number) -> str:
    return "" if number.value is None else plain_number(number.value)


def _heading(section: Section) -> str:
    return f"{section.number}. {section.title}"


def _hover(figure: Figure) -> str:
    """What stands behind a number, in the words that its sign in a table stands for."""
    if figure.state == "value":
        return f"{figure.label}: {vietnamese.number(Decimal(figure.activities))} hoạt động"
    return f"{figure.label}: {'chưa báo cáo' if figure.state == 'missing' else 'không áp dụng'}"
