"""Official sentences from figures: what was reported is told, zero is "không phát sinh", silence is named as such.

Wording follows the catalogue: a label "Số buổi tuyên truyền trực tiếp" reads "1.127 buổi tuyên truyền trực tiếp", a
measure "Thời lượng phát sóng" reads "thời lượng phát sóng 250 phút". Pairs that officials write together ("43 vụ/93 đối
tượng") stand in PAIRS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chungtay_reporting.definitions import TOTAL
from chungtay_reporting.heard import Indicator
from chungtay_reporting.printing import Printer, two_digits, words
from chungtay_reporting.report import Number, Paragraph, Run
from chungtay_reporting.vietnamese import lower_first

PAIRS: dict[str, tuple[str, tuple[str, str, str]]] = {
    "PR01": ("PR02", ("", " buổi tuyên truyền trực tiếp cho ", " lượt người dự")),
    "PR15": ("PR16", ("", " lớp tập huấn, hội nghị pháp luật cho ", " lượt người")),
    "EN01": ("EN02", ("phát hiện, bắt giữ ", " vụ/", " đối tượng")),
    "EN03": ("EN04", ("khởi tố ", " vụ/", " bị can")),
    "EN05": ("EN06", ("xử phạt vi phạm hành chính ", " vụ/", " người")),
    "JU01": ("JU02", ("truy tố ", " vụ/", " bị can")),
    "JU03": ("JU04", ("xét xử ", " vụ/", " bị cáo")),
    "JU05": ("JU06", ("", " phiên tòa điểm, lưu động với ", " lượt người dự")),
}
"""First indicator to the second, and the words before, between and after the two figures."""

DONE: dict[str, tuple[str, str]] = {"OR06": ("Đã tháo gỡ ", " khó khăn, vướng mắc")}
"""What has a verb of its own, in a sentence of its own: the words before and after the figure."""

MEASURES = frozenset({"đồng", "phút", "giờ", "gam", "kg", "tấn", "lít", "km"})
"""Units that measure: their number follows the label instead of counting it."""

Phrase = tuple[Run, ...]


def told(printer: Printer, indicators: Sequence[Indicator], opening: str) -> list[Paragraph]:
    """One paragraph of what was reported, one of what did not occur, one of what nobody has reported."""
    figures = {i.code: printer.figures.figure(i.code, TOTAL) for i in indicators}
    some = [i for i in indicators if figures[i.code].value]
    none = [i for i in indicators if figures[i.code].value == 0]
    silent = [i for i in indicators if figures[i.code].value is None]
    counted = [i for i in some if i.code not in DONE]
    paragraphs = [_sentence(opening, list(_phrases(printer, counted)))] if counted else []
    paragraphs += [_done(printer, i.code) for i in some if i.code in DONE]
    if none:
        paragraphs.append(_list("Không phát sinh: ", none))
    if silent:
        paragraphs.append(_list("Chưa có đơn vị nào báo cáo: ", silent))
    return paragraphs


def _phrases(printer: Printer, indicators: Sequence[Indicator]) -> Iterator[Phrase]:
    codes = {i.code for i in indicators}
    seconds = {second for first, (second, _) in PAIRS.items() if first in codes and second in codes}
    for indicator in indicators:
        second, (before, between, after) = PAIRS.get(indicator.code, ("", ("", "", "")))
        if second in codes:
            yield (
                words(before), _number(printer, indicator.code), words(between), _number(printer, second), words(after),
            )  # fmt: skip
        elif indicator.code not in seconds:
            yield _phrase(printer, indicator)


def _done(printer: Printer, code: str) -> Paragraph:
    before, after = DONE[code]
    return Paragraph(runs=(words(before), two_digits(_number(printer, code)), words(f"{after}.")))


def _phrase(printer: Printer, indicator: Indicator) -> Phrase:
    counted, number = indicator.label_vi.removeprefix("Số "), _number(printer, indicator.code)
    if counted == indicator.label_vi or indicator.unit_vi in MEASURES:
        return (words(f"{lower_first(indicator.label_vi)} "), number, words(f" {indicator.unit_vi}"))
    return (number, words(f" {counted}"))


def _number(printer: Printer, code: str) -> Number:
    mention = printer.mention(code, TOTAL)
    approximate = printer.figures.figure(code, TOTAL).approximate
    return mention.model_copy(update={"text": f"khoảng {mention.text}"}) if approximate else mention


def _sentence(opening: str, phrases: Sequence[Phrase]) -> Paragraph:
    runs: list[Run] = [words(opening)]
    for number, phrase in enumerate(phrases):
        runs += [words("; ")] if number else []
        runs += [run for run in phrase if getattr(run, "text", "")]
    return Paragraph(runs=(*runs, words(".")))


def _list(opening: str, indicators: Iterable[Indicator]) -> Paragraph:
    return text(opening + "; ".join(lower_first(i.label_vi) for i in indicators) + ".")


def text(content: str, *, item: bool = False, italic: bool = False) -> Paragraph:
    return Paragraph(runs=(words(content, italic=italic),), item=item)
