"""Nothing is run as Kafka that is not, byte for byte, what was checked in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chungtay_kernel.cli import Unreachable
from chungtay_local import jars


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(jars.kafka_jars(), tmp_path / "jars"))


def test_the_fetched_jars_are_the_recorded_ones(copy: Path) -> None:
    assert jars.wrong_jars(copy, jars.expected_sums()) == []


def test_a_changed_byte_a_missing_jar_and_a_stranger_are_named(copy: Path) -> None:
    changed, missing, *_ = sorted(copy.glob("*.jar"))
    changed.write_bytes(changed.read_bytes() + b"\0")
    missing.unlink()
    (copy / "stranger.jar").write_bytes(b"")
    assert set(jars.wrong_jars(copy, jars.expected_sums())) == {changed.name, missing.name, "stranger.jar"}


def test_jars_with_other_sums_are_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    expected = {**jars.expected_sums(), "kafka_2.13-4.1.0.jar": "0" * 64}
    with pytest.raises(Unreachable, match=r"kafka_2\.13-4\.1\.0\.jar"):
        jars.take(sorted(jars.kafka_jars().glob("*.jar")), tmp_path / "kafka", expected)
    assert not (tmp_path / "kafka").exists()
