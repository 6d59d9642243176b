"""For each thing that a draft leaves open, the command that settles it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

_EXAMPLES: Mapping[str, str] = {
    "title_vi": "Tháng hành động phòng, chống ma túy năm 2024",
    "document_kind": "Kế hoạch",
    "symbol": "KH-UBND",
    "place": "Việt Yên",
    "issuer": "MÃ",
    "coordinator": "MÃ",
    "period_start": "01/6/2024",
    "period_end": "30/6/2024",
    "report_due": "trước ngày 01/7/2024",
    "signer_position": "Phó Chủ tịch",
}


def mending(campaign: str, question: Mapping[str, Any]) -> list[str]:
    """Commands to copy; words in ‹ › are to be filled in."""
    subject, choices = question["subject"], [choice["code"] for choice in question["choices"]]
    one = choices[0] if len(choices) == 1 and not question["similar"] else "‹MÃ›"
    match question["code"]:
        case "holder_unresolved" | "partner_unresolved" if group := question["group"]:
            return [_command("group", campaign, group["code"], *group["members"], "--name", subject)]
        case "setting_missing":
            example = one if choices else f"‹{_EXAMPLES.get(subject, '…')}›"
            return [_command("set", campaign, subject, example)]
        case "setting_left_paper":
            example = f"‹{_EXAMPLES.get(subject, '…')}›"
            return [_command("set", campaign, subject, value) for value in (example, choices[0])]
        case "holder_unresolved" | "partner_unresolved":
            return [_command("name", campaign, subject, one)]
        case "duty_without_holder":
            return [_command("assign", campaign, subject, "--to", "‹MÃ›"), _command("drop", campaign, subject)]
        case "group_without_members":
            return [_command("group", campaign, subject, *(choices or ["‹MÃ›"]))]
        case "text_unassigned":
            return [
                _command("add", campaign, subject, "--to", "‹MÃ›"),
                _command("context", campaign, subject),
            ]
        case "match_unsure":
            return [_command("confirm", campaign, subject), _command("separate", campaign, subject)]
        case "indicators_off_topic":
            return [_command("edit", campaign, subject, "indicators", ",".join(choices))]
        case "no_duties":
            return [_command("add", campaign, "‹nội dung nhiệm vụ›", "--to", "‹MÃ›")]
        case "doubt" if subject == "no_lead_named":
            return [_command("lead", campaign, duty, "‹MÃ›") for duty in question["duties"][:3]]
        case _:
            return []


def mending_refusal(campaign: str, refusal: Mapping[str, Any]) -> list[str]:
    """A duty's field is mended by editing the duty, a setting by setting it, a unit where it is named."""
    if refusal["named_in"]:
        return [_naming(campaign, place) for place in refusal["named_in"][:3]]
    field = (refusal["field"] or "").rpartition("]")[2].strip(".").partition(".")[0]
    if refusal["duty"]:
        return [_command("edit", campaign, refusal["duty"], field or "‹mục›", "‹…›")]
    return [_command("set", campaign, refusal["field"] or "‹mục›", "‹…›")]


def _naming(campaign: str, place: str) -> str:
    sort, _, name = place.partition(".")
    match sort:
        case "groups":
            return _command("group", campaign, name, "‹MÃ›", "‹MÃ›")
        case "duties":
            return _command("assign", campaign, name, "--to", "‹MÃ›")
        case _:
            return _command("set", campaign, place, "‹MÃ›")


def _command(verb: str, *arguments: str) -> str:
    """What is to be filled in stands in ‹ ›, so that nobody copies it unread."""
    return " ".join(["chungtay draft", verb, *(_quoted(argument) for argument in arguments)])


def _quoted(argument: str) -> str:
    if argument.startswith("‹"):
        return argument if " " not in argument else f"'{argument}'"
    return shlex.quote(argument)
