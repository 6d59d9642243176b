"""How pages are read by the tests that follow them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.fences import fits, steps

PAGE = """Words.

```sh start
make run
```

```sh exit=1
chungtay verify
```

```text
…
✗ intake
```

```sh
true
```
"""


def test_a_page_is_read_as_steps_with_what_they_print(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    first, second, third = steps(page)
    assert (first.commands, first.where, first.prints) == ("make run\n", {"start"}, None)
    assert (second.line, second.status, second.prints) == (7, 1, "…\n✗ intake\n")
    assert (third.commands, third.status, third.prints) == ("true\n", 0, None)


@pytest.mark.parametrize(
    ("shown", "printed", "fit"),
    [
        ("one\ntwo\n", "one  \ntwo\n", True),
        ("one\n", "one\ntwo\n", False),
        ("one\n…\n", "one\ntwo\nthree\n", True),
        ("…\nthree\n", "one\ntwo\nthree\n", True),
        ("a … c\n", "a b c\n", True),
        ("a … c\n", "a b d\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_dots_stand_for_anything_and_all_else_for_itself(shown: str, printed: str, fit: bool) -> None:
    assert fits(shown, printed) is fit
