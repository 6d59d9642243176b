"""Log lines: one JSON object each, ours and the libraries', with the correlation id of the moment."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from chungtay_kernel import logs


@pytest.fixture
def lines() -> Iterator[io.BytesIO]:
    before, level = logging.getLogger().handlers[:], logging.getLogger().level
    output = io.BytesIO()
    logs.configure("INFO", output)
    structlog.contextvars.clear_contextvars()
    yield output
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    logging.getLogger().handlers[:] = before
    logging.getLogger().setLevel(level)


def read(lines: io.BytesIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_our_lines_carry_name_level_time_and_context(lines: io.BytesIO) -> None:
    structlog.contextvars.bind_contextvars(correlation_id="c-1")
    structlog.get_logger("chungtay.things").info("ghi nhận", unit="CATX")
    (line,) = read(lines)
    assert line.pop("timestamp")
    assert line == {
        "event": "ghi nhận", "logger": "chungtay.things", "level": "info", "correlation_id": "c-1", "unit": "CATX",
    }  # fmt: skip


def test_lines_of_libraries_look_the_same(lines: io.BytesIO) -> None:
    structlog.contextvars.bind_contextvars(correlation_id="c-2")
    logging.getLogger("uvicorn.error").warning("gone %s", "away")
    (line,) = read(lines)
    assert (line["event"], line["logger"], line["level"]) == ("gone away", "uvicorn.error", "warning")
    assert line["correlation_id"] == "c-2"


def test_an_exception_is_one_line(lines: io.BytesIO) -> None:
    try:
        raise ZeroDivisionError("by zero")
    except ZeroDivisionError:
        structlog.get_logger().exception("failed")
    (line,) = read(lines)
    assert "ZeroDivisionError: by zero" in str(line["exception"])


def test_what_is_below_the_level_is_not_written(lines: io.BytesIO) -> None:
    structlog.get_logger("chungtay.things").debug("detail")
    logging.getLogger("aiokafka.consumer").info("chatter")
    assert read(lines) == []
