"""The script of the sample June: who does what when, the same in every replay.

Made from the campaign itself (its units, duties and indicators), with a fixed seed. Told by it: two units report
late, one never does, one report is returned and filed again, three activities are corrected and one is voided, a
joint rally is recorded once by its owner, and a unit reports zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_local.replay.amounts import KNOWN, figures
from chungtay_local.replay.titles import TITLES, title

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SEED = "chung-tay-2024-06"

PUBLISHED = datetime(2024, 5, 31, 15, 0, tzinfo=ZONE)
SEALED = datetime(2024, 7, 3, 16, 0, tzinfo=ZONE)

LATE = {"XP-07786": datetime(2024, 7, 1, 9, 30, tzinfo=ZONE), "XP-07804": datetime(2024, 7, 2, 10, 15, tzinfo=ZONE)}
SILENT = "XP-07759"
RETURNED = "XP-07774"
RALLY = date(2024, 6, 26)
LAST_DAY = date(2024, 6, 30)

_PER_UNIT = {"CATX": 46, "commune": 24, "department": 17, "mass_organisation": 16, "judiciary": 4}
_RECORDING_HOURS = (time(10, 0), time(16, 30))


@dataclass(frozen=True, slots=True)
class Act:
    """One request: its kind, idempotency key and body; `about` names the earlier act it is about."""

    kind: str
    key: str
    unit: str
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])
    about: str = ""
    role: str = "coordinator"
    """In which a review is given; all else is done by a unit's officer, and filed by its head."""


Timed = tuple[datetime, Act]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at one moment, in order."""

    at: datetime
    acts: tuple[Act, ...]


def script(campaign: Mapping[str, Any], duties: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The steps after publication, by moment; `campaign` and `duties` as the tasks service tells them."""
    recorded = [*_activities(campaign, duties), _rally(campaign), _zero()]
    moments: dict[datetime, list[Act]] = {}
    for at, act in (*_acknowledgements(campaign, duties), *recorded, *_corrections(recorded), *_reports(campaign)):
        moments.setdefault(at, []).append(act)
    return [Step(at, tuple(moments[at])) for at in sorted(moments)]


def _at(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=ZONE)


def _acknowledgements(campaign: Mapping[str, Any], duties: Sequence[Mapping[str, Any]]) -> Iterator[Timed]:
    for number, unit in enumerate(_units(campaign)):
        at = _at((3, 3, 4, 5)[number % 4], 8 if number % 2 else 14)
        for duty in duties:
            if unit["code"] in duty["units"]:
                yield at, Act("acknowledge", f"ack-{duty['duty']}-{unit['code']}", unit["code"], {"duty": duty["duty"]})


def _units(campaign: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Units that act: neither the issuer nor the steering committee, whose members act as themselves."""
    return [u for u in campaign["units"] if u["kind"] not in ("issuer", "committee")]


def _activities(campaign: Mapping[str, Any], duties: Sequence[Mapping[str, Any]]) -> Iterator[Timed]:
    reportable = _reportable(campaign)
    for unit in _units(campaign):
        yield from _of_unit(unit, [d for d in duties if unit["code"] in d["units"]], reportable)


def _of_unit(
    unit: Mapping[str, Any], duties: Sequence[Mapping[str, Any]], reportable: Mapping[str, frozenset[str]]
) -> Iterator[Timed]:
    code = unit["code"]
    random = Random(f"{SEED}/{code}")
    choices = [(d, mine, kinds) for d in duties if (mine := _indicators(d, code, reportable)) and (kinds := _kinds(d))]
    count = _PER_UNIT.get(code) or _PER_UNIT[unit["kind"]]
    told: Counter[str] = Counter()
    for number, (duty, mine, kinds) in enumerate(islice(cycle(choices), count), 1):
        day, kind = _day(random), random.choice(kinds)
        # what a unit has told least of comes first, so that by the end of June it has told of everything
        chosen = sorted(mine, key=lambda indicator: (told[indicator], random.random()))[: random.choice((1, 2, 2, 3))]
        told.update(chosen)
        name, place = title(kind, random.randrange(60))
        body = {
            "unit": code, "duty": duty["duty"], "type": kind, "title": name, "occurred_on": day.isoformat(),
            "place": place, "figures": figures(sorted(chosen), code, random),
        }  # fmt: skip
        yield _recorded_at(day, random), Act("record", f"activity-{code}-{number}", code, body)


def _kinds(duty: Mapping[str, Any]) -> list[str]:
    return [kind for kind in duty["activity_types"] if kind in TITLES]


def _indicators(duty: Mapping[str, Any], unit: str, reportable: Mapping[str, frozenset[str]]) -> list[str]:
    return [code for code in duty["indicators"] if code in KNOWN and unit in reportable[code]]


def _reportable(campaign: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Which units report an indicator: `reporters` names units, groups, communes (XP) or everyone (ALL)."""
    everyone = frozenset(u["code"] for u in campaign["units"])
    communes = frozenset(u["code"] for u in campaign["units"] if u["kind"] == "commune")
    groups = {g["code"]: frozenset(g["members"] or ()) for g in campaign["groups"]}
    named = {"ALL": everyone, "XP": communes, **groups}
    return {
        i["code"]: frozenset().union(*(named.get(r, frozenset({r})) for r in i["reporters"]))
        for i in campaign["indicators"]
    }


def _day(random: Random) -> date:
    """A day of June, seldom one of a weekend."""
    while True:
        day = date(2024, 6, random.randrange(1, 31))
        if day.weekday() < 5 or random.random() < 0.25:
            return day


def _recorded_at(day: date, random: Random) -> datetime:
    """The same day or the next two, in working hours, and within the month."""
    on = day + timedelta(days=random.choice((0, 0, 0, 1, 2)))
    return datetime.combine(min(on, LAST_DAY), random.choice(_RECORDING_HOURS), ZONE)


def _rally(campaign: Mapping[str, Any]) -> Timed:
    partners = [u["code"] for u in campaign["units"] if u["code"] in ("DTN", "GDDT", "VHTT", "XP-07777", "XP-07795")]
    body = {
        "unit": campaign["coordinator"], "duty": "D08", "type": "event", "occurred_on": RALLY.isoformat(),
        "title": "Mít tinh, diễu hành hưởng ứng Ngày toàn dân phòng, chống ma túy", "place": "quảng trường trung tâm",
        "partners": partners,
        "figures": [{"indicator": "PR13", "value": "1"}, {"indicator": "PR02", "value": "850", "approximate": True}],
        "note": "Năm đơn vị cùng tổ chức; đơn vị chủ trì ghi một lần.",
    }  # fmt: skip
    return _at(26, 16, 30), Act("record", "rally", campaign["coordinator"], body)


def _zero() -> Timed:
    """Nothing left is something to report: zero is a figure, silence is not."""
    body = {
        "unit": "XP-07783", "duty": "D43", "type": "programme_step", "occurred_on": "2024-06-25",
        "title": "Rà soát: không còn điểm, tụ điểm phức tạp", "place": "toàn phường",
        "figures": [{"indicator": "EN12", "value": "0"}],
    }  # fmt: skip
    return _at(25, 16, 30), Act("record", "zero-XP-07783", "XP-07783", body)


def _corrections(recorded: Sequence[Timed]) -> Iterator[Timed]:
    """On the morning before the first report is filed: what is filed can no longer be corrected."""
    for unit, reason in (
        ("XP-07777", "Cộng nhầm số liệu của hai buổi."),
        ("TTYT", "Bổ sung số liệu sau khi đối chiếu hồ sơ."),
        ("XP-07795", "Ghi nhầm số liệu báo cáo của tổ dân phố."),
    ):
        original = _early(recorded, unit)
        body = {**original.body, "figures": [_one_less(f) for f in original.body["figures"]], "reason": reason}
        yield _at(27, 9), Act("correct", f"correct-{unit}", unit, body, original.key)
    original = _early(recorded, "XP-07801")
    reason = "Ghi trùng với hoạt động đã ghi trước đó."
    yield _at(27, 9), Act("void", "void-XP-07801", "XP-07801", {"reason": reason}, original.key)


def _early(recorded: Sequence[Timed], unit: str) -> Act:
    """The first activity of a unit that reports an amount above one."""
    return next(
        act for at, act in sorted(recorded, key=lambda timed: timed[0])
        if act.unit == unit and at < _at(26, 0) and any(_amount(f) > 1 for f in act.body["figures"])
    )  # fmt: skip


def _amount(figure: Mapping[str, Any]) -> float:
    return float(figure.get("value", 0))


def _one_less(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    whole_and_above_one = _amount(figure) > 1 and "." not in figure["value"]
    return {**figure, "value": str(int(figure["value"]) - 1)} if whole_and_above_one else figure


def _reports(campaign: Mapping[str, Any]) -> Iterator[Timed]:
    reporters = [e["unit"] for e in campaign["expected_reports"] if e["required"] and e["unit"] != SILENT]
    for number, unit in enumerate(reporters):
        filed = LATE.get(unit) or _at((27, 28, 28, 29, 30)[number % 5], (14, 15, 16, 9, 10)[number % 5])
        if unit == RETURNED:
            filed = _at(27, 14)
            yield _at(28, 10), Act("return", f"return-{unit}", campaign["coordinator"], {
                "reasons": [{"item": "Khó khăn, vướng mắc", "text": "Chưa nêu nguyên nhân và đề xuất cụ thể."}],
            }, f"report-{unit}-1")  # fmt: skip
            yield _at(29, 9), Act("file", f"report-{unit}-2", unit, _narrative(unit, again=True))
            yield _at(2, 9, month=7), Act("accept", f"accept-{unit}", campaign["coordinator"], {}, f"report-{unit}-2")
        elif unit != "XP-07804":  # the last to report has not been reviewed when the month is sealed
            yield _at(2, 9, 30, month=7), _acceptance(campaign, unit)
        yield filed, Act("file", f"report-{unit}-1", unit, _narrative(unit))


def _acceptance(campaign: Mapping[str, Any], unit: str) -> Act:
    """The coordinator accepts what the units report; its own report is the People's Committee's to accept."""
    key, about = f"accept-{unit}", f"report-{unit}-1"
    if unit == campaign["coordinator"]:
        return Act("accept", key, campaign["issuer"], {}, about, role="leader")
    return Act("accept", key, campaign["coordinator"], {}, about)


def _narrative(unit: str, *, again: bool = False) -> dict[str, Any]:
    random = Random(f"{SEED}/report/{unit}")
    difficulties = (
        "Kinh phí còn hạn hẹp.",
        "Lực lượng mỏng, kiêm nhiệm nhiều việc.",
        "Người lao động thuê trọ biến động.",
    )
    proposals = ("Đề nghị bổ sung kinh phí tuyên truyền.", "Đề nghị tập huấn nghiệp vụ cho cán bộ cơ sở.")
    return {
        "narrative": "Đơn vị đã triển khai đầy đủ các nhiệm vụ được giao trong Tháng hành động."
        + (" Đã bổ sung nguyên nhân và đề xuất theo yêu cầu." if again else ""),
        "difficulties": [random.choice(difficulties)],
        "proposals": [random.choice(proposals)],
    }
