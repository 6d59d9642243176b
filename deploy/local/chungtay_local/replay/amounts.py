"""What one activity plausibly reports of an indicator: ranges for flows, keys for places, levels for stocks."""

from __future__ import annotations

from random import Random

Figure = dict[str, object]

# Flow indicators: smallest and largest amount of one activity, and the step between amounts.
_FLOWS: dict[str, tuple[int, int, int]] = {
    "PR01": (1, 2, 1), "PR02": (40, 220, 5), "PR03": (2, 12, 1), "PR04": (15, 120, 5), "PR05": (1, 4, 1),
    "PR07": (1, 8, 1), "PR08": (2, 15, 1), "PR09": (50, 600, 10), "PR10": (1, 2, 1), "PR11": (1, 6, 1),
    "PR12": (300, 5200, 50), "PR13": (1, 1, 1), "PR14": (1, 2, 1), "PR15": (1, 1, 1), "PR16": (30, 90, 5),
    "PR19": (15, 140, 5), "MG01": (2, 14, 1), "MG02": (0, 2, 1), "MG06": (0, 2, 1), "MG08": (1, 1, 1),
    "EN01": (1, 2, 1), "EN02": (1, 3, 1), "EN03": (1, 1, 1), "EN04": (1, 2, 1), "EN05": (1, 2, 1),
    "EN06": (1, 3, 1), "EN07": (1_500_000, 12_000_000, 250_000), "EN10": (2, 40, 1), "EN11": (0, 1, 1),
    "EN13": (1, 2, 1), "RH01": (1, 2, 1), "RH02": (1, 2, 1), "RH03": (1, 2, 1), "RH04": (1, 3, 1),
    "RH05": (1, 2, 1), "RH06": (1, 4, 1), "HL01": (1, 4, 1), "HL02": (0, 1, 1), "HL04": (1, 1, 1),
    "HL05": (0, 1, 1), "HL06": (5, 40, 1), "SC02": (120, 780, 10), "SC04": (40, 260, 5), "SC05": (1, 2, 1),
    "SC06": (60, 420, 10), "ML01": (1, 1, 1), "ML02": (1, 1, 1), "ML03": (10, 45, 5), "JU01": (1, 3, 1),
    "JU02": (1, 4, 1), "JU03": (1, 2, 1), "JU04": (1, 3, 1), "JU05": (1, 1, 1), "JU06": (60, 180, 10),
    "JU07": (1, 5, 1), "OR02": (1, 2, 1), "OR04": (1, 1, 1), "OR05": (1, 6, 1), "OR06": (0, 2, 1),
    "FN01": (5_000_000, 40_000_000, 500_000), "FN02": (1_000_000, 9_000_000, 250_000),
}  # fmt: skip

_DECIMALS: dict[str, tuple[int, int]] = {"EN08": (2, 180), "EN09": (5, 320)}
"""Grams seized, in tenths."""

_PLACES: dict[str, tuple[str, int]] = {
    "PR17": ("thon", 8), "PR18": ("co-so", 4), "MG10": ("mo-hinh", 2), "MG11": ("dia-ban", 1), "SC01": ("truong", 38),
    "SC03": ("truong", 38), "OR01": ("ke-hoach", 1), "OR03": ("ban-chi-dao", 1),
}  # fmt: skip
"""Places and documents: the beginning of their keys, and how many a unit has."""

_LEVELS: dict[str, tuple[int, int]] = {
    "MG03": (10, 26), "MG04": (12, 28), "MG05": (3, 12), "MG07": (1, 5), "EN12": (0, 3), "HL03": (1, 1),
    "HL07": (20, 32), "PR06": (1, 3),
}  # fmt: skip

_TOWN = "CATX"
_TOWN_LEVELS: dict[str, tuple[int, int]] = {
    "MG03": (140, 150), "MG04": (175, 185), "MG05": (58, 64), "MG07": (14, 18), "EN12": (16, 22),
}  # fmt: skip
"""The police count the whole town: about what the communes count together."""

_GONE_WHERE_DRUG_FREE = frozenset(_TOWN_LEVELS)

_AT_LEAST = {"EN02": "EN01", "EN04": "EN03", "EN06": "EN05", "JU02": "JU01", "JU04": "JU03"}
"""In every case there is at least one person."""
_AT_MOST = {"EN03": "EN01", "EN04": "EN02", "HL02": "HL01"}
_COMPANIONS: dict[str, tuple[str, ...]] = {
    "PR16": ("PR15",), "PR02": ("PR01",), "HL02": ("HL01",), "JU06": ("JU05",), "EN01": ("EN02",), "EN02": ("EN01",),
    "EN03": ("EN01", "EN02", "EN04"), "EN04": ("EN01", "EN02", "EN03"), "EN05": ("EN06",), "EN06": ("EN05",),
    "JU01": ("JU02",), "JU02": ("JU01",), "JU03": ("JU04",), "JU04": ("JU03",),
}  # fmt: skip
"""Indicators that make no sense alone, and what is told beside them."""
_TOLD_BY_POLICE_ALONE = frozenset({"EN01", "EN02"})
"""Cases found together with the police are counted by the police, with the persons."""


def figures(chosen: list[str], unit: str, random: Random) -> list[Figure]:
    """The figures of one activity for the indicators chosen and those they need beside them; none of what the unit
    has no say in."""
    codes = {*chosen, *(beside for code in chosen for beside in _COMPANIONS.get(code, ()))}
    values: dict[str, int] = {}
    return [_figure(code, unit, values, random) for code in sorted(codes) if _has_a_say(unit, code)]


def _has_a_say(unit: str, code: str) -> bool:
    if code == "MG11":
        return _drug_free(unit)
    return unit == _TOWN or code not in _TOLD_BY_POLICE_ALONE


def _drug_free(unit: str) -> bool:
    """A third of the communes."""
    return unit.startswith("XP-") and int(unit.removeprefix("XP-")) % 9 == 7


def _figure(code: str, unit: str, values: dict[str, int], random: Random) -> Figure:
    if code in _PLACES:
        kind, count = _PLACES[code]
        owner = "vy" if kind == "truong" else unit.lower()
        many = random.randrange(1, min(count, 3) + 1)
        keys = sorted(f"{owner}/{kind}-{n}" for n in random.sample(range(1, count + 1), many))
        return {"indicator": code, "members": keys}
    if code in _DECIMALS:
        low, high = _DECIMALS[code]
        tenths = random.randrange(low, high)
        return {"indicator": code, "value": f"{tenths // 10}.{tenths % 10}"}
    values[code] = _amount(code, unit, random)
    if (least := _AT_LEAST.get(code)) in values:
        values[code] = max(values[code], values[least])
    if (most := _AT_MOST.get(code)) in values:
        values[code] = min(values[code], values[most])
    return {"indicator": code, "value": str(values[code])}


def _amount(code: str, unit: str, random: Random) -> int:
    if code in _LEVELS:
        return _level(code, unit, random)
    low, high, step = _FLOWS[code]
    return random.randrange(low, high + 1, step)


def _level(code: str, unit: str, random: Random) -> int:
    """A unit's level drifts, it does not jump."""
    if code in _GONE_WHERE_DRUG_FREE and _drug_free(unit):
        return 0
    low, high = (_TOWN_LEVELS if unit == _TOWN else {}).get(code, _LEVELS[code])
    level = Random(f"{unit}/{code}").randrange(low, high + 1)
    return min(high, max(low, level + random.choice((-1, 0, 0, 0, 1))))


KNOWN = frozenset(_FLOWS) | frozenset(_DECIMALS) | frozenset(_PLACES) | frozenset(_LEVELS)
