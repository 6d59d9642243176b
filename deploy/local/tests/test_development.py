"""`chungtay local up`, `status`, `down`: the two servers alone, for whoever works on a service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from chungtay_local.ports import free_ports

CHUNGTAY = Path(sys.executable).with_name("chungtay")


def test_the_two_servers_come_up_are_seen_and_go_down(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CHUNGTAY_")},
        "CHUNGTAY_DATA": str(tmp_path),
        "CHUNGTAY_PORT": str(free_ports(1)[0]),
    }

    def chungtay(*words: str) -> subprocess.CompletedProcess[str]:
        command = [CHUNGTAY, "local", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    up = chungtay("up")
    assert up.returncode == 0, up.stderr
    assert "export CHUNGTAY_DATABASE_URL='postgresql://" in up.stdout

    status = chungtay("status", "--json")
    assert status.returncode == 1
    running = json.loads(status.stdout)["running"]
    assert running == {"launcher": False, "postgres": True, "kafka": True, "services": False}

    assert chungtay("down").stdout == "Kafka, PostgreSQL\n"
    assert chungtay("status").returncode == 1
