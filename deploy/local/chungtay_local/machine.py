"""What can be set for the one-machine system, all by environment; see `chungtay local run --help`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from chungtay_kernel.cli import Refused
from chungtay_kernel.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where everything lies and answers."""

    data: Path
    port: int
    outside_database: str | None = None
    outside_kafka: str | None = None
    clock: Literal["system", "simulated"] = "simulated"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    def settings(self, database_url: str, kafka: str) -> Settings:
        """The same settings that compose gives to each service."""
        given: dict[str, Any] = {
            "database_url": database_url,
            "kafka": kafka,
            "url": self.url,
            "port": self.port,
            "data": self.data,
            "secrets": self.secrets,
            "clock": self.clock,
        }
        return Settings(**given)


def from_environment(environment: Mapping[str, str] = os.environ) -> Machine:
    """Raises Refused for a value that cannot be used."""
    return Machine(
        data=Path(environment.get("CHUNGTAY_DATA") or ROOT / ".data").expanduser().resolve(),
        port=_port(environment.get("CHUNGTAY_PORT") or "8080"),
        outside_database=environment.get("CHUNGTAY_DATABASE_URL") or None,
        outside_kafka=environment.get("CHUNGTAY_KAFKA") or None,
        clock=_clock(environment.get("CHUNGTAY_CLOCK") or "simulated"),
    )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Refused(
        f"CHUNGTAY_PORT={text}: cần một số từ 1 đến 65535.",
        f"CHUNGTAY_PORT={text}: a number from 1 to 65535 is needed.",
    )


def _clock(text: str) -> Literal["system", "simulated"]:
    match text:
        case "system" | "simulated":
            return text
        case _:
            raise Refused(
                f"CHUNGTAY_CLOCK={text}: chỉ nhận system hoặc simulated.",
                f"CHUNGTAY_CLOCK={text}: system or simulated is expected.",
            )
