"""A text's beginning, where the whole would not fit."""


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters: cut behind a word, and then ending in …"""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"
