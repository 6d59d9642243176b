"""What stops the one-machine system, told to the person at the keyboard."""

from __future__ import annotations


class Trouble(Exception):
    """Something needed is missing or does not answer; says so in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en
