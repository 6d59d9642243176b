"""What is proposed where nobody has said anything: a title, indicators and types of activity by the words of a duty."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from chungtay_tasks.events.parts import Indicator
from chungtay_tasks.plan.folded import key

LONGEST_TITLE = 90
_CLAUSE_ENDS = re.compile(r"[;:]|, (?:trước hết|nhất là|trọng tâm|chú ý|trong đó|đặc biệt)|\.(?=\s|$)")
_NARRATIVE = ("narrative",)
_TOPIC_WORDS = ("ma túy", "cai nghiện", "người nghiện", "chất gây nghiện", "ngáo đá", "methadone")
_TOPIC = re.compile(rf"(?<!\w)(?:{'|'.join(map(key, _TOPIC_WORDS))})(?!\w)")
_OF_TOPIC = frozenset({"management", "enforcement", "rehabilitation", "health", "judiciary"})
"""Groups of the catalogue that count what is done about its topic; the others count work of any campaign."""
_IN_PASSING = 2
"""Mentions of the topic up to here may be by the way."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`needed` words all occur, none of `excluded` does."""

    needed: tuple[re.Pattern[str], ...]
    excluded: tuple[re.Pattern[str], ...]

    def fits(self, words: str) -> bool:
        return all(p.search(words) for p in self.needed) and not any(p.search(words) for p in self.excluded)


Rules = Mapping[str, Sequence[Rule]]


def title(text: str) -> str:
    """The duty's first clause, at most LONGEST_TITLE characters, broken between words."""
    whole = " ".join(text.split()).strip(" .;,/-+•")
    first = _CLAUSE_ENDS.split(whole, maxsplit=1)[0].strip() or whole
    if len(first) > LONGEST_TITLE:
        first = first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;-") + "…"
    return first[:1].upper() + first[1:]


def indicators(text: str) -> tuple[str, ...]:
    """Codes of the catalogue, in its order."""
    return _fitting("indicators", text)


def speaks_of_topic(title: str, text: str) -> bool:
    """Whether a plan is about what the catalogue was made for: its title says so, or its text, and not in passing."""
    return _TOPIC.search(key(title)) is not None or len(_TOPIC.findall(key(text))) > _IN_PASSING


def off_topic(codes: tuple[str, ...], words: str) -> tuple[str, ...]:
    """Of the proposed, those that a duty of another plan would not be measured by; its own words may name the topic."""
    if _TOPIC.search(key(words)):
        return ()
    known = catalogue()
    return tuple(code for code in codes if code in known and known[code].group in _OF_TOPIC)


def activity_types(text: str) -> tuple[str, ...]:
    """Never empty: where no words point to anything, the duty is told of in prose."""
    return _fitting("activity_types", text) or _NARRATIVE


@lru_cache(maxsize=4096)
def _fitting(sort: str, text: str) -> tuple[str, ...]:
    words = key(" ".join(text.split()))
    return tuple(name for name, rules in _rules()[sort].items() if any(rule.fits(words) for rule in rules))


@cache
def _rules() -> Mapping[str, Rules]:
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(
        files(__name__.rpartition(".")[0]).joinpath("words.yaml").read_text("utf-8")
    )
    return {
        sort: {name: [_rule(phrase) for phrase in phrases] for name, phrases in named.items()}
        for sort, named in data.items()
    }


def _rule(phrase: str) -> Rule:
    parts = [part.strip() for part in phrase.split(" + ")]
    return Rule(
        tuple(_word(part) for part in parts if not part.startswith("!")),
        tuple(_word(part[1:]) for part in parts if part.startswith("!")),
    )


def _word(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(key(phrase))}(?!\w)")


@cache
def catalogue() -> Mapping[str, Indicator]:
    """The indicators shipped with this release, by code."""
    data = yaml.safe_load(files("chungtay_tasks.sample").joinpath("campaign.yaml").read_text("utf-8"))
    return {one["code"]: Indicator.model_validate(one) for one in data["indicators"]}
