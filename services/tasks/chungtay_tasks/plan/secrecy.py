"""A plan marked as a State secret is not read: this system is no secret-grade network."""

import re
import unicodedata

from chungtay_tasks.plan.cells import cells_of
from chungtay_tasks.plan.folded import Folded, key
from chungtay_tasks.plan.source import PlanRefused
from chungtay_tasks.plan.zones import Zones

_GRADE = re.compile(r"(?:độ mật\s*[:.]?\s*)?[(\[]?\s*(?P<grade>tuyệt mật|tối mật|mật)\s*[)\]]?")
# "Số: 152/KH-UBND (MẬT)": the mark stands behind the number
_NUMBERED = re.compile(
    r"(?:[sS]ố|SỐ)\s*:?[\d\s.…_]{0,24}[/-][^,;]{0,60}?(?:(?:\s|[(\[]\s?)(?P<grade>TUYỆT MẬT|TỐI MẬT|MẬT)\s?[)\]]?"
    r"|[(\[]\s?(?P<lower>[Tt]uyệt [Mm]ật|[Tt]ối [Mm]ật|[Mm]ật)\s?[)\]])"
    r"(?:\s[^,]{1,40},\s?ngày\s.*)?"  # place and date on the same line
)
_LONGEST = 200  # characters of a line that may be a mark
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] )+[^\W\d_](?!\w)")
_EDGE = " \t\n.:*-–—_|[]"


def mark_in(line: str, *, any_case: bool = False) -> str | None:
    """The grade where the line is nothing but a mark: MẬT, TỐI MẬT, TUYỆT MẬT, "Độ mật: Mật".

    A mark is stamped in capitals; `any_case` takes a lone "Mật" too, as in a page's header. The word inside a
    sentence ("bảo mật") is no mark; behind the document's number it is one.
    """
    line = unicodedata.normalize("NFC", line[:_LONGEST])
    if numbered := _NUMBERED.fullmatch(" ".join(line.split())):
        return (numbered["grade"] or numbered["lower"]).upper()
    line = line.strip(_EDGE)
    line = _SPACED.sub(lambda spaced: spaced.group().replace(" ", ""), line)
    match = _GRADE.fullmatch(key(" ".join(line.split())))
    if match is None:
        return None
    stamped = line.isupper() or any_case or match.start("grade") > 1
    return match["grade"].upper() if stamped else None


def refuse_secrets(doc: Folded, zones: Zones) -> None:
    """Raises PlanRefused where a line of the head is MẬT, TỐI MẬT or TUYỆT MẬT."""
    for paragraph in zones.header:
        for start, end in cells_of(doc, *paragraph):
            if mark := mark_in(doc.text[start:end]):
                raise secret(mark)


def secret(mark: str) -> PlanRefused:
    """`mark` is the grade alone; nothing else of the document is repeated anywhere."""
    return PlanRefused(
        "plan_secret",
        f"Văn bản đóng dấu “{mark}”: theo Luật Bảo vệ bí mật nhà nước, hệ thống này không được chứa bí mật nhà nước.",
        f'The document is marked "{mark}": by the Law on Protection of State Secrets they must not enter this system.',
        "Xử lý văn bản trên máy và mạng dành cho bí mật nhà nước; ở đây không có gì được lưu hay ghi lại.",
        "Handle it on the machines and networks for State secrets; nothing of it was stored or logged here.",
    )
