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
