"""A refusal at the command line: what is wrong, where, what was given, what is expected there and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import click

_LABELS: Mapping[str, Mapping[str, str]] = {
    "vi": {"field": "Ở", "value": "Giá trị", "expected": "Cần", "remedy": "Cách sửa"},
    "en": {"field": "At", "value": "Value", "expected": "Expected", "remedy": "Remedy"},
}


def in_lines(problem: Mapping[str, Any], language: str) -> str:
    """A problem document in one language; where several things were refused, each of them, with its own remedy."""
    problem = _by_option(problem)
    several: list[Mapping[str, Any]] = problem.get("errors") or []
    if len(several) < 2:
        return "\n  ".join([_what(problem, language), *_about(problem, language)])
    each = [_by_option(one) for one in several]
    told = dict.fromkeys("\n  ".join([f"- {_what(one, language)}", *_about(one, language)]) for one in each)
    return "\n".join(["", *told])


def _by_option(problem: Mapping[str, Any]) -> Mapping[str, Any]:
    """Words that name a field name the option that gave it."""
    if (field := problem.get("field")) == (option := _option(field)) or not field or not option:
        return problem
    named = re.compile(rf"(?<![\w-]){re.escape(field)}(?![\w-])")
    words = {
        name: {language: named.sub(option, text) for language, text in problem[name].items()}
        for name in ("details", "expected", "remedy")
        if problem.get(name)
    }
    return {**problem, **words}


def _what(problem: Mapping[str, Any], language: str) -> str:
    return problem.get("details", {}).get(language, "")


def _about(problem: Mapping[str, Any], language: str) -> Iterator[str]:
    said = {
        "field": _option(problem.get("field")),
        "value": _written(problem.get("value")),
        "expected": problem.get("expected", {}).get(language),
        "remedy": problem.get("remedy", {}).get(language),
    }
    for name, text in said.items():
        if text:
            yield f"{_LABELS[language][name]}: {text}"


def _option(field: str | None) -> str | None:
    """The option that gave a field, where the command that runs has one of its name."""
    context = click.get_current_context(silent=True)
    for given in context.command.params if context and field else ():
        if given.name == field and isinstance(given, click.Option):
            return given.opts[0]
    return field


def _written(value: Any) -> str | None:
    return None if value is None else f"“{value}”"
