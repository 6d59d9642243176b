"""Which lines of a broken text go on with the paragraph above: margins, pages and blank lines tell, then the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chungtay_tasks.plan.folded import Folded, key
from chungtay_tasks.plan.lines import WORDED, bare_division, is_row, marker_of, starts_something
from chungtay_tasks.plan.sections import is_section_title
from chungtay_tasks.plan.subjects import heading_subject, subject_of
from chungtay_tasks.plan.verbs import opening_verb
from chungtay_tasks.plan.zones import names_kind

_CLOSED = re.compile(r"[.;:!?…][\"”’)\]]*$")
_DANGLING = re.compile(
    r"(?:[,(–-]|(?<!\w)(?:và|của|các|những|với|cho|về|trong|tại|theo|từ|đến|là|do|bởi|ngày|tháng|năm|số"
    r"|giữa|để|ủy ban|ủy ban nhân|ủy ban nhân dân|hội đồng nhân|căn|số\s*:|quý|thứ|khoản|điểm)"
    r"|giúp|[,;]\s+(?:trình|gửi|đề nghị|yêu cầu)|(?:;|hợp,)\s+báo cáo)$"
)
# with a capital such a word opens a name: "Báo Đắk Nông, Đài" / "Phát thanh và Truyền hình tỉnh"
_NAME_OPENS = (
    r"(?:Sở|Phòng|Đài|Ban|Bộ|Cục|Vụ|Viện|Hội|Đoàn|T[òo][aà]|Trường|Trạm|Báo|Kho|Liên|Mặt|Mặt trận|[UỦ][ỷyỶỦủ]"
    r"|Đảng|Công|Tổng|Văn|Hạt|Chi|Quỹ|Trung tâm|Tổng cục|Chi cục|Chủ|Giám|Bí|Phó|Thủ|Trưởng|Trưởng phòng|Chánh|Đội"
    r"|Tổ)$"
)
_OPEN_NAME = re.compile(rf"(?<!\w){_NAME_OPENS}")
_OPEN_IN_LIST = re.compile(rf"(?:[,;]|\svà)\s+{_NAME_OPENS}")
_CITING = re.compile(r"(?<!\w)(?:tại|theo|của|và|các|trong|từ|đến)$")
_HYPHENED = re.compile(
    r"(?:lao động|kinh tế|chính trị|văn hóa|tài chính|thương binh|thể thao|quốc phòng|giáo dục|\d{4})\s*-\s*"
    r"(?:thương binh|xã hội|kế hoạch|thể thao|du lịch|thông tin|an ninh|khoa học|đào tạo|\d{4})"
)
_SHORT_WORDS = 20
_HEADINGS_END_WORDS = 3
_LONGEST_ASIDE = 100
_SENTENCES_END_WORDS = 2
_NAMES_END_WORDS = 6
_NARROWEST, _WIDEST = 40, 130
_BEYOND = 1.2
_NEARLY = 0.88  # letters differ in width, so that full lines differ in length

_OPEN_OFFICE = re.compile(r"\w,?\s(?:thủ trưởng|lãnh đạo|đại biểu|người đứng đầu|giám đốc|chủ tịch)$")
_OFFICER = re.compile(r"(?:các )?(?:chánh|giám đốc|thủ trưởng|chủ tịch|trưởng|hiệu trưởng|bộ trưởng)(?!\w)")
_NUMERAL_NEXT = re.compile(r"(?<!\w)(?:cấp|khóa|loại|hạng|lớp|nhóm|kỳ|điều|khoản|điểm)$")
_OPENS_PARAGRAPH = re.compile(
    r"nhận được (?:kế hoạch|chỉ thị|công văn|công điện|quyết định)|trên đây là|yêu cầu (?:các|thủ trưởng|chủ tịch)"
    r"|giao (?:sở|phòng|ban|văn phòng|công an|giám đốc|chủ tịch|trưởng|chánh)"
    r"|trong quá trình|căn cứ (?:kế hoạch|nội dung|chỉ thị|chức năng)|để (?:chủ động|kịp thời|thực hiện|triển khai)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """`gap`: a blank line stands before it; `page`: a page ends before it; `full`: the next word did not fit above."""

    text: str
    gap: bool = False
    page: bool = False
    full: bool = False


def joined(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that the lines were before they were broken."""
    paragraphs: list[str] = []
    shouted = Folded.of("\n".join(line.text for line in lines)).shouted
    for line in _with_fullness(lines):
        above = paragraphs[-2:]
        if above and _continues(above[-1], line, len(above) == 2 and names_kind(above[0]), shouted):
            paragraphs[-1] += " " + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _with_fullness(lines: Sequence[Line]) -> list[Line]:
    """Marks the lines that a margin broke off; a text with one paragraph a line has no margin."""
    pairs = [(above.text, line) for above, line in pairwise(lines) if not is_row(above.text)]
    touching = [(above, line.text) for above, line in pairs if not line.gap]
    torn = [above for above, text in touching if text[0].islower() and not _CLOSED.search(above)]
    if len(torn) < 3 or len(torn) * 5 < len(touching):
        return list(lines)
    margin = max(sorted(map(len, torn))[len(torn) * 3 // 4], _NARROWEST)
    filled = sum(len(above) > margin * _NEARLY for above in torn)
    beyond = sum(len(line.text) > margin * _BEYOND and not is_row(line.text) for line in lines)
    if margin > _WIDEST or filled * 2 < len(torn) or beyond * 20 > len(lines):
        return list(lines)
    return list(lines[:1]) + [
        replace(line, full=len(above.text) + 1 + len(line.text.split(" ", 1)[0]) > margin * _NEARLY)
        for above, line in pairwise(lines)
    ]


def _continues(before: str, line: Line, is_title: bool, shouted: bool) -> bool:
    """Whether the line goes on with the paragraph `before`; in a `shouted` text capitals tell nothing."""
    text = line.text
    if is_row(text) or is_row(before):
        return _goes_on_row(before, text)
    if bare_division(before):
        return not starts_something(text)
    if starts_something(text):
        return _is_torn_hyphen(before, line) or _is_cited(before, text) or _is_torn_aside(before, line)
    if text[0].islower() or text[0] in ",;.)”" or _is_inside_aside(before):
        return True
    dangling = _dangles(before, line)
    if not line.gap and not before.isupper() and not _CLOSED.search(before) and _is_sentences_end(text):
        return True
    if before.isupper() != text.isupper():
        return dangling and not before.isupper()
    if text.isupper() and not shouted:
        return dangling or (not line.gap and marker_of(before) is not None)
    return dangling or _goes_on(before, line, is_title)


def _dangles(before: str, line: Line) -> bool:
    opens = _OPEN_NAME if line.full else _OPEN_IN_LIST
    if _DANGLING.search(key(before)) or opens.search(before):
        return True
    return not line.gap and not before.isupper() and _OPEN_OFFICE.search(key(before)) is not None


def _goes_on_row(before: str, text: str) -> bool:
    """A row that a line break tore: the first part has no last bar, the second no first one."""
    return before.startswith("|") and not before.endswith("|") and not text.startswith("|") and "|" in text


def _goes_on(before: str, line: Line, is_title: bool) -> bool:
    """The same for a line that begins with a capital, which alone does not tell."""
    closed = _CLOSED.search(before) is not None
    if closed and (_OPENS_PARAGRAPH.match(key(line.text)) or _is_bare_heading(line.text)):
        return False
    heading = is_title or _looks_like_heading(before)
    if line.full and (line.page or not line.gap):
        return closed or not (heading and _begins_duty(line.text)) or _is_headings_end(line.text)
    return not closed and not heading and not _begins_duty(line.text)


def _is_headings_end(text: str) -> bool:
    """ "3. Trưởng phòng Văn hóa - Ủy viên" / "Thường trực:": so few words before a colon are no duty."""
    return text.endswith(":") and len(text.split()) <= _HEADINGS_END_WORDS


def _is_sentences_end(text: str) -> bool:
    """ "… hướng dẫn tuyên truyền" / "Chương trình.": two words and a full stop are no paragraph."""
    return text.endswith(".") and len(text.split()) <= _SENTENCES_END_WORDS and not _begins_duty(text)


def _begins_duty(line: str) -> bool:
    return opening_verb(Folded.of(line), 0, len(line)) is not None


def _looks_like_heading(paragraph: str) -> bool:
    marker = marker_of(paragraph)
    if is_section_title(paragraph):
        return True
    if marker and marker.kind != "bullet":
        return not _is_unfinished_sentence(paragraph)
    if len(paragraph.split()) > _SHORT_WORDS or _is_unfinished_sentence(paragraph):
        return False
    asks_somebody = heading_subject(Folded.of(paragraph), 0, len(paragraph)) is not None
    return asks_somebody or not _is_unfinished_duty(paragraph)


def _is_bare_heading(text: str) -> bool:
    """A section's title or one body's name: what a full stop stands before does not go on so.

    Those who answer for a decision ("Chánh Văn phòng …, Giám đốc các sở …") are named within a paragraph.
    """
    if text.endswith((",", ".", ";", " và")) or _OFFICER.match(key(text)):
        return False
    subject = heading_subject(Folded.of(text), 0, len(text))
    return is_section_title(text) or (subject is not None and len(subject.names) == 1)


def _is_unfinished_duty(paragraph: str) -> bool:
    """A heading names a body or a topic; what begins with a verb and has no full stop goes on below."""
    marker = marker_of(paragraph)
    if marker and marker.kind != "bullet":
        return False
    return not paragraph.isupper() and _begins_duty(paragraph[marker.length if marker else 0 :])


def _is_cited(before: str, text: str) -> bool:
    """ "… quy định tại" / "Điều 5. Quyết định này", "… cháy cấp" / "V. Hướng dẫn …": the sentence goes on."""
    marker = marker_of(text)
    if marker is None:
        return False
    if marker.kind in WORDED:
        return _CITING.search(key(before)) is not None
    return marker.kind != "bullet" and _NUMERAL_NEXT.search(key(before)) is not None


def _is_unfinished_sentence(words: str) -> bool:
    """ "Phòng Nội vụ theo dõi, tổng hợp, báo cáo" says who does something, and lacks its end."""
    marker = marker_of(words)
    words = words[marker.length :] if marker else words
    doc = Folded.of(words)
    subject = subject_of(doc, 0, len(words))
    return subject is not None and subject.verb < len(words) and heading_subject(doc, 0, len(words)) is None


def _is_torn_aside(before: str, line: Line) -> bool:
    """ "… vào trường học" / "(Sở Giáo dục và Đào tạo).": the margin broke the line, the aside ends the sentence."""
    torn = line.text.startswith(("(qua ", "(thông qua ")) or (line.full and line.text.startswith("("))
    return torn and not line.gap and not before.isupper() and not _CLOSED.search(before)


def _is_inside_aside(before: str) -> bool:
    """ "… về Phòng GDĐT (Tổ" / "Y tế phụ trách) trước 16 giờ": a bracket opened shortly before is not closed yet."""
    tail = before[-_LONGEST_ASIDE:]
    return tail.rfind("(") > tail.rfind(")") and not _CLOSED.search(before)


def _is_torn_hyphen(before: str, line: Line) -> bool:
    """ "Phòng Lao động" / "- Thương binh và Xã hội": the dash is the name's own, no bullet."""
    rest = line.text[1:].strip()
    if not line.text.startswith(("-", "–")) or _CLOSED.search(before):
        return False
    marker = marker_of(before)
    if line.full and marker and marker.kind != "bullet" and len(rest.split()) <= _NAMES_END_WORDS:
        return not rest.endswith((".", ";")) and not _begins_duty(rest)
    joint = key(before[-14:] + " - " + rest[:19])
    return any(m.start() < len(before[-14:]) < m.end() for m in _HYPHENED.finditer(joint))
