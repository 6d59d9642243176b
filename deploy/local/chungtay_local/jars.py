"""Kafka's jars: resolved by `jgo`, accepted only if each has the SHA-256 that we committed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from chungtay_kernel.cli import Unreachable

# Kafka's own dependencies name no logging backend; without one it would fail in silence. Resolved apart from
# each other: together, the second one's parent would decide the versions of the first one's dependencies.
COORDINATES = ("org.apache.kafka:kafka_2.13:4.1.0", "org.apache.logging.log4j:log4j-slf4j-impl:2.24.3")
_ATTEMPTS = 3
_SECONDS_A_REQUEST = 60


def kafka_jars() -> Path:
    """The folder with Kafka's jars, checked; fetched once, used offline afterwards. Raises Unreachable."""
    folder = _cache() / "kafka-4.1.0"
    expected = expected_sums()
    if wrong_jars(folder, expected):
        _fetch(folder, expected)
    return folder


def expected_sums() -> dict[str, str]:
    """Jar name to SHA-256, from the committed list (the format of sha256sum)."""
    lines = files("chungtay_local").joinpath("kafka-jars.sha256").read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def wrong_jars(folder: Path, expected: Mapping[str, str]) -> list[str]:
    """Names that are missing from the folder, have other content, or have no business there."""
    present = {jar.name for jar in folder.glob("*.jar")}
    strangers = sorted(present - expected.keys())
    return strangers + [
        name for name, digest in expected.items() if name not in present or _sum(folder / name) != digest
    ]


def _fetch(folder: Path, expected: Mapping[str, str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="kafka-") as work:
        take(_resolve(Path(work)), folder, expected)


def take(found: Iterable[Path], folder: Path, expected: Mapping[str, str]) -> None:
    """Copy beside the folder, check, then move into place whole: a parallel start sees all or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="jars-") as work:
        fresh = Path(work) / "jars"
        fresh.mkdir()
        for jar in found:
            shutil.copy(jar, fresh)
        if wrong := wrong_jars(fresh, expected):
            raise Unreachable(
                f"Thư viện Kafka tải về không đúng mã băm SHA-256 đã ghi: {', '.join(wrong)}. Không chạy.",
                f"Kafka's jars do not have the recorded SHA-256: {', '.join(wrong)}. Refused.",
            )
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            fresh.rename(folder)


def _resolve(work: Path) -> list[Path]:
    from jgo.env import EnvironmentBuilder, LinkStrategy
    from jgo.maven import MavenContext

    builder = EnvironmentBuilder(
        context=MavenContext(repo_cache=work / "m2", timeout=_SECONDS_A_REQUEST),
        cache_dir=work / "jgo",
        link_strategy=LinkStrategy.HARD,
    )
    failure: Exception | None = None
    for _ in range(_ATTEMPTS):
        try:
            # `all_jars`, not `classpath`, which leaves out what jgo files as modules
            return [jar for coordinate in COORDINATES for jar in builder.from_endpoint(coordinate).all_jars]
        except Exception as error:  # jgo raises what its HTTP client raises, of many kinds
            failure = error
    raise Unreachable(f"Không tải được Kafka: {failure}", f"Kafka could not be fetched: {failure}") from failure


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chungtay"
