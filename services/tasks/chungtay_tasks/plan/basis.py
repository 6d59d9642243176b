"""The documents that a plan rests on, and its slogan."""

import datetime as dt
import re
from collections.abc import Iterator

from chungtay_tasks.plan.dates import DAY, Years, day_of
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Basis

_KIND = (
    r"(?:bộ luật|luật|pháp lệnh|nghị quyết|nghị định|quyết định|chỉ thị|kế hoạch|công văn"
    r"|thông tư liên tịch|thông tư|kết luận"
    r"|chương trình|công điện|đề án|tờ trình|hướng dẫn|thông báo|văn bản|quy định|hiến pháp|quy chế"
    r"|chiến lược|báo cáo)"
)
_CITED = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?:\s+số\s*:?\s*(?P<number>[\w./&-]+[\w])|\s+(?=[^\W\d_])(?:[^,;.:()“”]"
    rf"|, chống){{3,160}}?(?=\s+ngày\s+\d))"
    rf"(?:\s*,?\s*(?:ban hành\s+)?ngày\s+{DAY})?(?:\s+của\s+(?P<issuer>[^,;.:()“”]{{2,160}}))?"
)
_ISSUER_ENDS = re.compile(
    r"\s+(?:về|ban hành|phê duyệt|quy định|hướng dẫn|v/v|triển khai|tại|sửa đổi|thực hiện|thông qua|giai đoạn)(?!\w)"
)
_SLOGAN = re.compile(
    r"(?:chủ đề|khẩu hiệu|thông điệp|slogan)(?:\s+(?:là|năm \d{4}"
    r"|của [^“\"]{1,60}))?\s*:?\s*[“\"](?P<words>[^”\"]{3,200})[”\"]"
)
_NO_YEAR = Years(None)


def citations(doc: Folded, start: int, end: int) -> Iterator[Basis]:
    """The documents cited in start..end, with kind, number, date and issuer as far as they are given."""
    for match in _CITED.finditer(doc.key, start, end):
        if not match["number"] and not match["day"]:
            continue
        yield Basis(
            text=doc.text[slice(*match.span())].strip(),
            start=match.start(),
            end=match.end(),
            kind=_capitalised(doc.text[slice(*match.span("kind"))]),
            number=doc.text[slice(*match.span("number"))] if match["number"] else None,
            date=_date(match),
            issuer=_issuer(doc, match),
        )


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:].lower()


def _date(match: re.Match[str]) -> dt.date | None:
    day = day_of(match, _NO_YEAR) if match["day"] else None
    return day.end if day else None


def _issuer(doc: Folded, match: re.Match[str]) -> str | None:
    if not match["issuer"]:
        return None
    start, end = match.span("issuer")
    ends = _ISSUER_ENDS.search(doc.key, start, end)
    return doc.text[start : ends.start() if ends else end].strip()


def slogan_in(doc: Folded, start: int, end: int) -> str | None:
    """The words in quotation marks after "chủ đề" or "khẩu hiệu"."""
    match = _SLOGAN.search(doc.key, start, end)
    return doc.text[slice(*match.span("words"))].strip() if match else None
