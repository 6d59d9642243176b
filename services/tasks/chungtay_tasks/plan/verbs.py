"""The verbs that duties begin with, and the words before which a verb is only part of a noun or of emphasis."""

import re

from chungtay_tasks.plan.folded import Folded, alternatives, phrases
from chungtay_tasks.plan.verb_words import EMPHASIS, IN_UNIT_NAMES, NOUN_MAKERS, ONLY_FIRST, OPENERS, UNITS, VERBS

# a name that ends with its place or level is whole: "Đài Truyền hình tỉnh | tăng thời lượng"
_NAME_ENDS = re.compile(
    r"(?<!\w)(?:(?<!cấp )(?:tỉnh|huyện|xã)|thành phố|quận|thị xã|phường|thị trấn|thuộc sở|thuộc bộ|các cấp"
    r"|việt nam)\s+$"
)
_NO_NOUN = re.compile(r"(?<!\w)(?:chủ đầu tư|được (?:kiểm tra|thanh tra))\s+$")
_IN_CHARGE = re.compile(r"(?<!\w)(?:tổng|cán bộ|công chức|viên chức|lãnh đạo|người|giáo viên)\s*$")
_ALWAYS_VERBS = frozenset(phrases("chủ trì|có trách nhiệm|chịu trách nhiệm|căn cứ|tiếp tục"))

VERB = re.compile(rf"(?<!\w)(?:{alternatives(VERBS)})(?!\w)")
_VERB_PHRASES = frozenset(phrases(VERBS))
_WEAK = frozenset(phrases(ONLY_FIRST))
_NOUN_BEFORE = re.compile(rf"(?:(?<!\w)(?:{alternatives(NOUN_MAKERS)})|[,(])\s*$")
_UNIT_BEFORE = re.compile(
    rf"(?<!\w)(?<!văn )(?<!quốc )(?<!xã )(?<!công )(?<!huyện )(?<!tỉnh )(?<!thành )(?<!quận )"
    rf"(?<!thị )(?<!liên )(?:{alternatives(UNITS)})\s*$"
)
_PARTS_OF_NAMES = frozenset(phrases(IN_UNIT_NAMES))
_EACH = r"(?:ngày|tuần|tháng|quý|6 tháng|năm)"
_PERIODS = (
    rf"(?:định kỳ|hằng|hàng)\s+(?:(?:hằng|hàng)\s+)?{_EACH}"
    rf"(?:\s*(?:,|và)\s*(?:(?:hằng|hàng)\s+)?{_EACH}){{0,4}}(?:\s*\([^()]{{1,60}}\))?"
)
_OPENING = re.compile(
    rf"(?:[-+•*\s]*(?:[a-zđ]\)|\d\))?\s*)(?:(?:{_PERIODS}|{alternatives(OPENERS)})(?!\w)[,\s]*){{0,6}}"
)
_NOT_A_DUTY = re.compile(rf"[-+•*\s]*(?:và\s+)?(?:{alternatives(EMPHASIS)})(?!\w)")
# "tổ chức chính trị - xã hội", "Quyết định số 5/QĐ-UBND", "hướng dẫn của Bộ": here the verb is a noun
_IS_NOUN = re.compile(
    r"nhận\s+(?:được|thấy|định)(?!\w)"
    r"|trực\s+(?:thuộc|tuyến|tiếp)(?!\w)"
    r"|cấp\s+(?:tỉnh|huyện|xã|trung ương|ủy|cơ sở|trên|dưới|thành phố|quốc gia)(?!\w)"
    r"|(?:tổ chức)\s+(?:chính trị|chính phủ|xã hội|đoàn thể|đảng|tín dụng|tôn giáo|phi chính phủ)(?!\w)"
    rf"|(?:{alternatives(VERBS)})(?:\s+số\s*:?\s*\d|\s+(?:của|này|nêu trên)(?!\w)|\s*:?\s*[\d/]+-)"
)


def opening_verb(doc: Folded, start: int, end: int) -> re.Match[str] | None:
    """The verb that the span begins with, adverbs and connectives before it passed over."""
    opening = _OPENING.match(doc.key, start, end)
    place = opening.end() if opening else start
    match = VERB.match(doc.key, place, end)
    if match is None and place > start:
        match = VERB.match(doc.key, doc.trim(start, end, "-+•*")[0], end)
    if match and _IS_NOUN.match(doc.key, match.start(), end):
        return None
    return match


def is_emphasis(doc: Folded, start: int, end: int) -> bool:
    """Whether the span only stresses, gives the purpose or the content of what was said before it."""
    return _NOT_A_DUTY.match(doc.key, start, end) is not None


def predicate(doc: Folded, start: int, end: int) -> re.Match[str] | None:
    """The first verb after a subject that begins at `start`: no part of a name, and in lower case."""
    capitals = doc.text[start:end].isupper()
    for match in VERB.finditer(doc.key, start, end):
        if doc.text[match.start()].isupper() and not capitals:
            continue
        if match.group() in _WEAK and not _NAME_ENDS.search(doc.key, max(start, match.start() - 12), match.start()):
            continue
        if not _is_noun(doc, match, start, end):
            return match
    return None


def _is_noun(doc: Folded, match: re.Match[str], start: int, end: int) -> bool:
    if match.group() in _ALWAYS_VERBS:
        return False
    near = max(start, match.start() - 24)
    if match.group() == "thường xuyên" and doc.key.endswith("giáo dục ", start, match.start()):
        return True
    if match.group() == "phụ trách":
        return _IN_CHARGE.search(doc.key, near, match.start()) is not None
    before = _NOUN_BEFORE.search(doc.key, near, match.start())
    builds = match.group() == "xây dựng"  # "chủ đầu tư xây dựng hạ tầng" is one name
    if before and not builds and _NO_NOUN.search(doc.key, max(start, before.start() - 8), before.end()):
        before = None
    # "Sở Kế hoạch và Đầu tư": with a capital the word before is a name's own and makes no noun
    if before and not doc.text[before.start()].isupper():
        return True
    if _IS_NOUN.match(doc.key, match.start(), end):
        return True
    return match.group() in _PARTS_OF_NAMES and _UNIT_BEFORE.search(doc.key, near, match.start()) is not None


def is_object(doc: Folded, start: int, place: int) -> bool:
    """Whether a verb stands right before `place`, so that what follows is its object and no subject."""
    words = doc.key[max(start, place - 40) : place].split()[-3:]
    return any(" ".join(words[-count:]) in _VERB_PHRASES for count in range(1, len(words) + 1))
