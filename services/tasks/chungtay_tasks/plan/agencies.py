"""Names of agencies, offices and groups of them, by the grammar of their first words; no list of real bodies."""

import re
from collections.abc import Iterator

from chungtay_tasks.plan.folded import Folded, alternatives, key

_HEADS = """
ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban mặt trận tổ quốc|ubmttq|ubmttqvn|mttq|ủy ban|hội đồng
văn phòng|trung tâm|chi cục|tổng cục|viện kiểm sát|vksnd|tòa án|tand|công an|công đoàn|thanh tra|liên đoàn
liên hiệp|liên minh|mặt trận|học viện|bệnh viện|kho bạc|ngân hàng|bảo hiểm xã hội|bhxh|bưu điện|chi nhánh
công ty|tập đoàn|tổng công ty|hạt kiểm lâm|kiểm lâm|hải quan|quản lý thị trường|ban chỉ huy|bộ chỉ huy
bộ tư lệnh|ban chỉ đạo|quân khu|tỉnh ủy|thị ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|chi bộ|đảng bộ|cổng thông tin
thư viện|bảo tàng|nhà văn hóa|hợp tác xã|chi đoàn|huyện đoàn|tỉnh đoàn|thị đoàn|thành đoàn|quận đoàn|xã đoàn
đoàn thanh niên|ban quản lý|thường trực|trung ương|lực lượng|cơ quan|đơn vị|phòng|ban|sở|bộ|vụ|cục|viện|đoàn|hội
đài|báo|trường|trạm|đồn|đội|tổ|khối|thuế|quỹ|hiệp hội|câu lạc bộ|điện lực|cấp ủy|chính quyền|địa phương
nhà trường|doanh nghiệp|ban ngành|phòng ban|đoàn thể|thành viên|tổng công ty|tạp chí|nhà xuất bản|nhà hát
cảng vụ|biên phòng|quân đội|ngành
"""
_PERSONS = """
giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|chánh văn phòng|chánh thanh tra|trưởng phòng|trưởng ban|thủ trưởng
hiệu trưởng|tư lệnh|bộ trưởng|chánh án|viện trưởng|tổng giám đốc|trưởng công an|bí thư|người đứng đầu|đồng chí
chỉ huy trưởng|trưởng các|cục trưởng|chi cục trưởng|trưởng trạm|tổ trưởng|thủ tướng|đề nghị đồng chí
giám đốc các|chính trị viên|chủ nhiệm|phó thủ tướng
"""
_MEMBERS = """
bộ|ban|sở|phòng|ngành|cơ quan|đơn vị|tổ chức|đoàn thể|hội|xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|thị xã
địa phương|trường|cơ sở|doanh nghiệp|công ty|quân khu|thành viên|cấp|đội|lực lượng|trung tâm|trạm|thôn|khu phố
tổ|chi cục|đồng chí|ủy viên|hợp tác xã|cá nhân|tập thể|chủ đầu tư|nhà trường|khoa|bệnh viện|ủy ban|ubnd|đảng ủy
chi bộ|liên đoàn|văn phòng|viện|cục|vụ|hiệp hội|nhà máy|công đoàn|đoàn|bản|xóm|ấp|hạt|đồn|học viện|cụm|khối
chủ rừng|chủ cơ sở|tiểu ban|cơ quan báo chí|đài
"""
# first words of names that are as often first words of something else: what may not follow them
_NOT_AFTER = {
    "phòng": "chống|ngừa|chữa|trừ|vệ|dịch|cháy|tránh|hộ|học|thủ|khám",
    "ban": "hành|đầu|bố|tặng|đêm|ngày",
    "tổ": "chức|quốc|tiên",
    "hội": "nghị|thảo|thi|diễn|nhập|họp|tụ|chợ|trại|thao|đàm|trường",
    "đoàn": "kết|viên",
    "đội": "ngũ|hình|tuyển",
    "trường": "hợp",
    "viện": "dẫn|trợ|phí|cớ",
    "đồn": "đoán|đại",
    "sở": "hữu|thích|tại|đắc",
    "trạm": "dừng",
    "khối": "lượng|tài",
    "quỹ": "đất",
    "cơ quan": "chủ trì|thực hiện|phối hợp",
    "đơn vị": "chủ trì|thực hiện|phối hợp|tính",
    "thường trực": "tiếp|24",
    "thành viên": "trong gia đình",
    "thủ tướng": "đã",
}
_NEEDS_CAPITAL = frozenset(
    [
        "bộ",
        "vụ",
        "cục",
        "báo",
        "đài",
        "thuế",
        "hội",
        "tổ",
        "đội",
        "trường",
        "viện",
        "đoàn",
        "khối",
        "ban",
        "thanh tra",
        "quỹ",
        "trạm",
        "đồn",
        "ngành",
        "tạp chí",
    ]
)
_LOWER_NEXT = re.compile(
    r"\s+(?:"
    + alternatives("""
quản lý|chỉ đạo|chỉ huy|tư lệnh|thường vụ|chấp hành|công tác|nông dân|phụ nữ|cựu|liên hiệp|chữ thập|thanh niên
kiểm tra|phát thanh|truyền thanh|truyền hình|mầm non|tiểu học|trung học|đại học|cao đẳng|thpt|thcs|tuyên giáo
tổ chức|dân vận|nội chính|thi đua|dân tộc|y tế|biên phòng|công an|quân y|dân phố|giúp việc|liên ngành|tỉnh|huyện
thị xã|thành phố|xã|phường|nhà nước|chính phủ|đặc công|kiểm lâm|khuyến học|người cao tuổi|luật gia|nhà báo
đồng quản trị|thanh tra|kiểm sát|nghiệp vụ|chuyên trách|nhân dân|văn hóa|giao thông|an ninh|bảo vệ|sinh viên
phụ huynh|bảo trợ|nạn nhân|doanh nghiệp|ngành|thường trực|xung kích|các|đại biểu|thanh niên xung phong|thể dục
công nghiệp|giáo dục|tài chính|nội vụ|tư pháp|thể thao|quân sự|chuyên môn|cứu hộ
""")
    + r")(?!\w)"
)
_GUARD = "".join(rf"(?!{re.escape(head)}\s+(?:{alternatives(tails)})(?!\w))" for head, tails in _NOT_AFTER.items())
_HEAD = re.compile(rf"(?<![\w/-]){_GUARD}(?P<head>{alternatives(_HEADS)})(?!\w)(?!\s*,)")
_PERSON = re.compile(rf"(?<!\w)(?:các\s+)?(?:{alternatives(_PERSONS)})(?!\w)")
_PERSON_BEFORE = re.compile(rf"(?<!\w)(?:{alternatives(_PERSONS)})\s+$")
_PLURAL = r"(?:toàn thể|tất cả)?\s*(?:các|những|mỗi|từng)\s+"
_GROUP = re.compile(rf"(?<!\w){_PLURAL}(?!tổ chức\s+(?:hoạt|sự|cuộc))(?:{alternatives(_MEMBERS)})(?!\w)")
_BARE_GROUP = re.compile(
    r"(?<!\w)(?:sở|ban|phòng|ngành|xã|huyện|cơ quan|đơn vị|đoàn thể|thôn|khoa)\s*(?:,\s*|\s+)(?:ban|ngành"
    r"|phòng|sở|phường|thị trấn|thành phố|đơn vị|đoàn thể|tổ chức|chi cục|thị xã|bộ phận)(?!\w)"
)
_ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZĐÂƯ][A-ZĐÂƯÔƠ&-]{2,}(?![\w])")
_SEPARATOR = re.compile(r"\s*;\s*|\s*,\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng với|&)\s+")
_ONE_OFFICE = re.compile(
    r"văn phòng\s+(?:hđnd|hội đồng nhân dân|đoàn đbqh|đoàn đại biểu quốc hội|đoàn đbqh và hđnd|đoàn đbqh, hđnd)$"
)
_DISTRIBUTED = re.compile(
    r"(?P<before>.*?)(?<!\w)các\s+(?P<kind>sở|phòng|bộ|ban|cục|chi cục|trường|hội|xã|phường|huyện"
    r"|thị trấn|trung tâm|quận)(?P<more>(?:\s*,\s*\w+){0,8}(?:\s+và\s+\w+)?)\s*(?P<colon>:)?\s*"
)
_REMARK = re.compile(r"\s*\([^()]*\)?\s*$")
_EDGES = ' .,;:-–|"“”'
_SPARE_HEAD = re.compile(
    r"^(?:trách nhiệm của|nhiệm vụ của|đối với|giao cho|giao|đề nghị|kính đề nghị|yêu cầu|phân công"
    r"|các đồng chí:?)\s+"
)


def begins_agency(doc: Folded, place: int, end: int, inside: bool = False) -> bool:
    """Whether a name starts at `place`; `inside` a list a single body must start with a capital letter."""
    if _GROUP.match(doc.key, place, end) or _PERSON.match(doc.key, place, end):
        return True
    if not inside and _BARE_GROUP.match(doc.key, place, end):
        return True
    if _ABBREVIATION.match(doc.text, place, end) and not doc.text[place:end].isupper():
        return True
    match = _HEAD.match(doc.key, place, end)
    if match is None or (inside and not doc.text[place].isupper()):
        return False
    return match.group("head") not in _NEEDS_CAPITAL or _capital_follows(doc, match.end(), end)


def _capital_follows(doc: Folded, place: int, end: int) -> bool:
    rest = doc.text[place:end].lstrip(' “"')
    return rest[:1].isupper() or rest[:1].isdigit() or _LOWER_NEXT.match(doc.key, place, end) is not None


def belongs_to_person(doc: Folded, start: int, place: int) -> bool:
    """Whether an office is named right before: "Chủ tịch | Ủy ban nhân dân tỉnh" is one name."""
    return _PERSON_BEFORE.search(doc.key, max(start, place - 24), place) is not None


def agency_spans(doc: Folded, start: int, end: int) -> list[tuple[int, int]] | None:
    """Spans of the names in a list of agencies; None where the span is no such list."""
    start, end = doc.trim(start, end, also=_EDGES)
    if not begins_agency(doc, start, end):
        return None
    spans: list[tuple[int, int]] = []
    for match in _SEPARATOR.finditer(doc.key, start, end):
        if _inside_brackets(doc, start, match.start()) or match.start() < start:
            continue
        begins = begins_agency(doc, match.end(), end, inside=True)
        if ";" in match.group() and not begins and not _may_be_name(doc, match.end(), end):
            return None
        if (begins or ";" in match.group()) and not _ONE_OFFICE.search(doc.key[start : match.start()]):
            spans.append((start, match.start()))
            start = match.end()
    return [*spans, (start, end)]


def _may_be_name(doc: Folded, place: int, end: int) -> bool:
    """After a semicolon among agencies a few words with a capital are one more, of a kind not known here."""
    stop = doc.key.find(";", place, end)
    words = doc.text[place : stop if stop >= 0 else end].split()
    return begins_agency(doc, place, end) or (0 < len(words) <= 8 and words[0][0].isupper())


def agency_names(doc: Folded, start: int, end: int) -> list[str]:
    """The names in a list of agencies as printed, each once; "các sở: A, B" gives "sở A" and "sở B". [] if no list."""
    spans = agency_spans(doc, start, end) or []
    names = [name for span in spans for name in _distribute(doc.text[slice(*span)])]
    return list(dict.fromkeys(name for name in names if name))


def _inside_brackets(doc: Folded, start: int, place: int) -> bool:
    return doc.key.count("(", start, place) > doc.key.count(")", start, place)


def _distribute(name: str) -> Iterator[str]:
    match = _DISTRIBUTED.match(key(name))
    items = name[match.end() :] if match else ""
    if match is None or not items[:1].isupper() or (match.group("more") and not match.group("colon")):
        yield _clean(name)
        return
    before = name[: match.start("kind")].rstrip()[: -len("các")]
    kind = name[match.start("kind") : match.end("kind")]
    for item in items.split(","):
        item = _clean(item.removeprefix(" và "))
        whole = Folded.of(item)
        yield item if begins_agency(whole, 0, len(item)) else f"{before}{kind if before else kind.capitalize()} {item}"


def _clean(name: str) -> str:
    name = _REMARK.sub("", name).strip(_EDGES)
    return name[len(m.group()) :] if (m := _SPARE_HEAD.match(key(name))) else name


_SEVERAL = re.compile(
    r"(?<!\w)(?:các|những|mỗi|từng|liên quan|xã, phường|xã, thị trấn|huyện, thành phố|huyện, thị xã"
    r"|ban, ngành|đoàn thể)(?!\w)"
)


def is_group(name: str) -> bool:
    """Whether the name stands for several bodies that it does not list."""
    return _SEVERAL.search(key(name)) is not None
