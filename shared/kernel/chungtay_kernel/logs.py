"""Logs: one JSON object a line, ours and the libraries' alike, with the correlation id of what is being done."""

from __future__ import annotations

import logging
import sys
from typing import Any, BinaryIO

import orjson
import structlog
from structlog.typing import Processor

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)

_QUIETER = {"uvicorn.access": logging.WARNING, "aiokafka": logging.WARNING, "httpx": logging.WARNING}


def configure(level: str = "INFO", stream: BinaryIO | None = None) -> None:
    """Once a process, before the first line; `stream` defaults to standard output.

    Our own lines go straight to the stream; those of uvicorn, aiokafka and alembic come through the standard
    library and one formatter to the same place.
    """
    output = stream or sys.stdout.buffer

    def logger(name: str | None = None) -> structlog.BytesLogger:
        return structlog.BytesLogger(output, name=name)

    structlog.configure(
        processors=[*_SHARED, structlog.processors.JSONRenderer(serializer=_encode)],
        logger_factory=logger,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [_ToLines(output)]
    root.setLevel(level)
    for name, quieter in _QUIETER.items():
        logging.getLogger(name).setLevel(quieter)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


class _ToLines(logging.Handler):
    """Records of the standard library, rendered like ours and written under the same lock."""

    def __init__(self, output: BinaryIO) -> None:
        super().__init__()
        self._lines = structlog.BytesLogger(output)
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                foreign_pre_chain=_SHARED,
                processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _text],
            )
        )

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.msg(self.format(record).encode())
        except Exception:
            self.handleError(record)


def _encode(event: Any, **_: Any) -> bytes:
    return orjson.dumps(event, default=repr)


def _text(_: Any, __: str, event: Any) -> str:
    return _encode(event).decode()
