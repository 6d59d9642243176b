"""The two columns at a document's head (issuer | national motto) and foot (recipients | signature).

On paper they stand side by side; as text the left one comes first, then the right one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chungtay_tasks.plan.folded import key
from chungtay_tasks.plan.zones import names_kind

_MOTTO = re.compile(r"cộng h[òo]a xã hội(?: chủ|$)|đảng cộng sản việt nam")
_RECIPIENTS = re.compile(r"\s*nơi nhận\s*:?")
_MOST_ROWS, _MOST_COLUMNS = 8, 4


def is_letterhead(text: str) -> bool:
    return _MOTTO.search(key(" ".join(text.split()))) is not None


def begins_columns(parts: Sequence[str]) -> bool:
    """Whether pieces side by side are the motto beside the issuer, or the signature beside the recipients."""
    return len(parts) > 1 and (is_letterhead(parts[-1]) or _RECIPIENTS.fullmatch(key(parts[0])) is not None)


def holds_letterhead(cells: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether a table is there for the layout alone: it holds the motto or the recipients."""
    columns = max((sum(map(bool, line)) for line in cells), default=0)
    if len(cells) > _MOST_ROWS or columns > _MOST_COLUMNS:
        return False
    texts = [text for line in cells for cell in line for text in cell]
    return any(is_letterhead(text) or _RECIPIENTS.match(key(text)) for text in texts)


def untabbed(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs with the columns that tabs made put one after the other, and the rows that tabs made together."""
    done: list[str] = []
    place = 0
    while place < len(paragraphs):
        if begins_columns(_parts(paragraphs[place])):
            stop = place + 1
            while stop < len(paragraphs) and _stays(paragraphs[stop]):
                stop += 1
            done += _one_after_the_other(paragraphs[place:stop])
            place = stop
        else:
            follows = place and is_tabbed_row(paragraphs[place - 1], paragraphs[place])
            if follows:
                done[-1] += f"\n{paragraphs[place]}"
            else:
                done.append(paragraphs[place])
            place += 1
    return done


def is_tabbed_row(above: str, line: str) -> bool:
    """Rows of a table that somebody made with tabs: as many columns, three or more, in both."""
    return line.strip().count("\t") >= 2 and above.strip().count("\t") == line.strip().count("\t")


def _parts(paragraph: str) -> list[str]:
    return [part.strip() for part in re.split(r"\t+| {6,}", paragraph) if part.strip()]


def _stays(paragraph: str) -> bool:
    return "\t" in paragraph and len(_parts(paragraph)) <= 2 and not names_kind(paragraph) and "\n" not in paragraph


def _one_after_the_other(lines: Sequence[str]) -> list[str]:
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        parts = _parts(line)
        alone_right = len(parts) == 1 and line[:1] in "\t "
        left += [] if alone_right else parts[:1]
        right += parts if alone_right else parts[1:]
    return ["\n".join(left), "\n".join(right)]
