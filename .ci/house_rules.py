"""House rules that no other checker knows: size, names, language and what must not stand in the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FUNCTION = 60
LONGEST_FILE = 450
LARGEST_FILE = 1_000_000
EMPTY_NAMES = {"utils", "util", "helpers", "common", "manager", "base", "misc"}
BANNED = {
    "a package registry's address": re.compile(
        r"py" r"pi\.org|python" r"hosted|registry\.npm" r"js|maven\.org|crates\.io|proxy\.go" r"lang|deb\.deb" r"ian",
        re.IGNORECASE,
    ),
    "unfinished work": re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|NotImplemented" r"Error"),
    "a mock of what we own": re.compile(r"unittest\.mo" r"ck|Magic" r"Mock"),
}


def main() -> int:
    findings = [finding for path in _tracked() for finding in _check(path)]
    print("\n".join(findings) or "house rules: well")
    return bool(findings)


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def _check(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    if path.stat().st_size > LARGEST_FILE:
        yield f"{name}: larger than {LARGEST_FILE:,} bytes"
        return
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return
    yield from _words(name, text)
    if path.suffix == ".py":
        yield from _python(name, text)


def _words(name: Path, text: str) -> Iterator[str]:
    for what, pattern in BANNED.items():
        for found in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {what} ({found.group()})"
    if name.suffix not in {".json", ".txt"} and text != unicodedata.normalize("NFC", text):
        yield f"{name}: text that is not NFC"


def _python(name: Path, text: str) -> Iterator[str]:
    if name.stem in EMPTY_NAMES:
        yield f"{name}: a module is named after its idea"
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield f"{name}: {lines} lines, at most {LONGEST_FILE}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}"


if __name__ == "__main__":
    sys.exit(main())
