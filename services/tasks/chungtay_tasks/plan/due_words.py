"""The patterns of Vietnamese deadlines: cue words, ranges, recurrences, spans after an event."""

import re

from chungtay_tasks.plan.dates import DAY, HALF, MONTHS, QUARTER, TIME, YEAR

_BY = (
    r"(?:chậm nhất|muộn nhất|không muộn hơn|không chậm hơn|không quá|không trễ hơn|đến hết|hạn cuối"
    r"|hạn chót|thời hạn|thời gian hoàn thành"
    r"|hoàn thành|xong|trong|đến|hết|hạn|vào|ngay|sáng|chiều|tối)"
)
_FILL = r"(?:\s*(?:là|vào|đến|trong|hết|xong|ngày|mốc|thời điểm|lúc|:)){0,4}\s*"
_BEFORE = r"(?P<before>trước(?:\s+(?:thời điểm|mốc))?)"
_CUE = rf"(?=(?:{_BY}|trước)(?!\w))(?:(?P<by>{_BY}){_FILL})?(?:{_BEFORE}{_FILL})?"
_TIME = rf"(?:{TIME}\s*(?:,|của|ngày)?\s*)?"
_WEEKDAY = r"(?:thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_EVERY = r"(?:hằng|hàng|mỗi)"
DATED = re.compile(
    rf"(?<!\w){_CUE}{_TIME}(?:ngày\s+)?(?:{_WEEKDAY}\s*,?\s*\(?(?:ngày\s+)?)?{DAY}"
    rf"(?P<yearly>\s*(?:{_EVERY} năm|của năm))?"
)
RANGE = re.compile(
    r"từ\s+(?:ngày\s+)?(?P<a_day>\d{1,2})(?:\s*(?:/|tháng)\s*(?P<a_month>\d{1,2})"
    r"(?:\s*(?:/|,?\s*năm)\s*(?P<a_year>\d{4}))?)?"
    rf"\s*(?:-|–|đến(?:\s+hết)?|(?:,|và)?\s*kết thúc(?:\s+vào)?)\s*(?:ngày\s+)?{DAY}"
)
BARE_RANGE = re.compile(RANGE.pattern.replace(r"từ\s+(?:ngày\s+)?", r"(?<![\d/])(?:từ\s+)?(?:ngày\s+)?", 1))
MONTH_RANGE = re.compile(
    r"từ\s+tháng\s+(?P<from_month>\d{1,2})(?:\s*(?:/|năm)\s*(?P<from_year>\d{4}))?\s*(?:-|–"
    r"|đến(?:\s+hết)?)\s*" + MONTHS
)
WINDOW = re.compile(rf"(?<!\w){_CUE}(?:{MONTHS}|{QUARTER}|{HALF}|{YEAR})")
YEAR_RANGE = re.compile(
    r"từ\s+năm\s+(?P<from_year>\d{4})\s*(?:-|–|đến(?:\s+hết)?)\s*(?:năm\s+)?(?P<y_year>\d{4})(?!\d)"
)
ONWARD = re.compile(
    rf"(?<!\w)(?:kể\s+)?từ\s+(?:ngày\s+)?(?:{DAY}|{MONTHS}|{QUARTER}|{YEAR})\s+(?:trở đi|và tiếp tục"
    rf"|và những năm tiếp theo)"
)
LAST_BRACKET = re.compile(
    r"\((?P<inner>(?:trong |hoàn thành |thực hiện )?(?:tháng|quý|năm|6 tháng)[^()]{1,80})\)[\s.;/]*$"
)
BARE_WINDOW = re.compile(rf"(?<!\w)(?:(?:ngày\s+)?{DAY}|{MONTHS}|{QUARTER}|{HALF}|{YEAR})")
_HOW = re.sub(r"\(\?P<\w+>", "(?:", _CUE + _TIME)  # the same, unnamed, for patterns that hold it twice
WEEKLY = re.compile(
    rf"(?<!\w)(?:{_HOW})?{_WEEKDAY}\s+(?:của\s+tuần|{_EVERY}\s+tuần)"
    rf"|{_EVERY}\s+tuần\s*[,(]?\s*{_HOW}(?:ngày\s+)?(?:thứ\s+(?P<weekday2>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
)
_HOUR = re.sub(r"\(\?P<\w+>", "(?:", TIME)
# a weekday or a day of the month alone: "Hằng tuần, báo cáo … trước 16 giờ thứ Sáu"
A_WEEKDAY = re.compile(rf"(?<!\w){_CUE}{_TIME}(?:ngày\s+)?{_WEEKDAY}(?!\w)(?!\s*,?\s*\(?(?:ngày\s+)?\d)")
A_DAY = re.compile(rf"(?<!\w){_CUE}{_TIME}ngày\s+(?P<monthday>\d{{1,2}})(?!\s*[/.-]?\d|\s+tháng|\s*/)")
EVERY = {period: re.compile(rf"(?<!\w){_EVERY}\s+{period}(?!\w)") for period in ("tuần", "tháng")}
DAILY = re.compile(
    rf"(?<!\w)(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', _CUE)})?"
    rf"(?P<hours>{_HOUR}(?:\s*(?:,|và)\s*(?:trước\s+)?{_HOUR}){{0,3}})"
    rf"\s*(?:của\s+)?(?:các ngày\s+)?{_EVERY}\s+ngày"
)
MONTHLY = re.compile(
    rf"(?<!\w)(?:{_HOW})?ngày\s+(?P<monthday>\d{{1,2}})\s+(?:của\s+)?(?:{_EVERY}\s+tháng|tháng báo cáo"
    rf"|tháng kế tiếp|tháng sau"
    rf"|tháng (?P<which>cuối|đầu)(?:\s+của)?(?:\s+{_EVERY})?\s+(?P<quarterly>quý))"
    rf"|{_EVERY}\s+(?:tháng"
    rf"|(?P<quarterly2>quý))\s*[,(]?\s*{_HOW}(?:ngày\s+)?(?P<monthday2>\d{{1,2}})(?!\s*/|\d)"
    rf"(?:\s+(?:của\s+)?tháng cuối(?:\s+của)?(?:\s+{_EVERY})?\s+quý)?"
)
PERIODIC = re.compile(
    rf"(?<!\w){_EVERY}\s+(?P<each>ngày|tuần|tháng|quý|0?6 tháng|sáu tháng|năm)(?!\w)"
    rf"|định kỳ\s+(?:{_EVERY}\s+)?(?P<each2>ngày|tuần|tháng|quý|0?6 tháng|sáu tháng|năm)(?!\s*\d|\w)"
)
WITHIN = re.compile(
    r"(?<!\w)(?:trong\s+)?(?:thời hạn|vòng|thời gian)?\s*(?:không quá\s+|chậm nhất\s+(?:là\s+)?"
    r"|sau\s+)?(?P<count>\d{1,3})\s*(?P<unit>ngày|giờ|tháng|tuần)(?P<working>\s+làm việc)?"
    r"\s*,?\s*(?:kể\s+)?(?P<link>từ|sau|trước)\s+(?P<event>(?:khi|ngày|thời điểm)?\s*[^,.;()]{3,80})"
)
EVENT_FIRST = re.compile(
    r"(?:sau khi\s+|khi\s+)?(?P<event>kết thúc\s+[^,.;()]{3,80}),\s*(?:chậm nhất|trong vòng|trong thời hạn|trong)\s+"
    r"(?:là\s+)?(?:sau\s+)?(?P<count>\d{1,3})\s*(?P<unit>ngày|giờ|tháng|tuần)(?P<working>\s+làm việc)?(?!\w)"
)
AHEAD = re.compile(
    r"(?<!\w)trước\s+(?P<event>(?:khi|ngày)\s+(?!\d)[^,.;()\d]{3,60}?)\s+(?:ít nhất\s+|tối thiểu\s+|chậm nhất\s+)?"
    r"(?P<count>\d{1,3})\s*(?P<unit>ngày|giờ|tháng|tuần)(?P<working>\s+làm việc)?(?!\w)"
)
TIMES_IN = re.compile(
    r"(?<!\w)(?:mỗi|một)\s+(?P<each>ngày|tuần|tháng|quý|năm)\s+(?:\w+\s+)?(?:lần|buổi|kỳ|đợt|lượt|số|bài)(?!\w)"
)
AFTER = re.compile(
    r"(?<!\w)(?:ngay\s+)?khi\s+(?P<event0>[^,.;()]{3,60}?)\s*,?\s*(?:thì\s+)?(?:phải\s+)?(?:kịp thời\s+)?"
    r"báo cáo\s+ngay(?!\s+(?:sau|khi))"
    r"|(?<!\w)ngay\s+(?:sau\s+)?(?:khi|từ khi)\s+(?P<event>(?:(?!\s+(?:phải|thì)\s)[^,.;()]){3,80})"
    r"|(?<!\w)(?:ngay\s+)?sau\s+(?:khi|mỗi)\s+(?P<event2>[^,.;()]{3,80})"
)
AT_ONCE = re.compile(r"(?<!\w)báo cáo\s+(?P<now>ngay)(?!\s+(?:sau|khi|từ))(?!\w)|(?<!\w)(?P<now2>ngay lập tức)(?!\w)")
CITED = re.compile(r"(?:số\s+\S{1,40}|luật[^,.;]{0,80}|-ct/tw)\s*,?\s*ngày\s*$|số\s+\S{1,40}\s+$")
DAYS = {
    "hai": "MO",
    "ba": "TU",
    "tư": "WE",
    "năm": "TH",
    "sáu": "FR",
    "bảy": "SA",
    "2": "MO",
    "3": "TU",
    "4": "WE",
    "5": "TH",
    "6": "FR",
    "7": "SA",
}
_HALF_YEARLY = "FREQ=MONTHLY;INTERVAL=6"
FREQUENCY = {
    "ngày": "FREQ=DAILY",
    "tuần": "FREQ=WEEKLY",
    "tháng": "FREQ=MONTHLY",
    "quý": "FREQ=MONTHLY;INTERVAL=3",
    "6 tháng": _HALF_YEARLY,
    "06 tháng": _HALF_YEARLY,
    "sáu tháng": _HALF_YEARLY,
    "năm": "FREQ=YEARLY",
}
DURATION = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "giờ": "PT{}H"}
