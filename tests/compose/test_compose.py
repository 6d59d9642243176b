"""Docker Compose, tried as an operations team would: up, record, read it in the report, down, up, still there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from chungtay_kernel.tokens import issue
from chungtay_local.ports import free_ports
from chungtay_tasks import sample

ROOT = Path(__file__).parents[2]
CAMPAIGN = "chung-tay-2024-06"

pytestmark = [pytest.mark.serial, pytest.mark.slow]


def engine_answers() -> bool:
    asked = (["docker", "info"], ["docker", "compose", "version"])
    try:
        return all(subprocess.run(command, capture_output=True, timeout=30).returncode == 0 for command in asked)
    except (OSError, subprocess.TimeoutExpired):
        return False


class Stack:
    """`make up` and `make down` on a port of its own, in a project whose volumes are removed at the end."""

    def __init__(self) -> None:
        self.port = free_ports(1)[0]
        self.environment = {**os.environ, "CHUNGTAY_PORT": str(self.port), "COMPOSE_PROJECT_NAME": "chungtay-test"}
        self.url = f"http://127.0.0.1:{self.port}"

    def make(self, verb: str) -> str:
        done = subprocess.run(
            ["make", verb], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, f"make {verb}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}\n{self.logs()}"
        return done.stdout

    def logs(self) -> str:
        return self.compose("logs", "--tail", "40")

    def compose(self, *arguments: str) -> str:
        done = subprocess.run(
            ["docker", "compose", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        return done.stdout + done.stderr

    def client(self, role: str, unit: str) -> httpx.Client:
        token = issue(ROOT / "deploy" / "secrets", account=f"{role}-{unit}", unit=unit, roles=[role], days=1)
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)

    def post(self, path: str, body: Any, *, key: str, role: str, unit: str) -> httpx.Response:
        with self.client(role, unit) as client:
            return client.post(path, json=body, headers={"Idempotency-Key": key})

    def figure(self, figure: str) -> dict[str, Any]:
        with self.client("leader", "UBTX") as client:
            report = client.get(f"/reporting/campaigns/{CAMPAIGN}/report", params={"format": "json"})
        return next((f for f in report.json()["figures"] if f["id"] == figure), {}) if report.status_code == 200 else {}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    if not engine_answers():
        pytest.skip("no container engine answers (docker info, docker compose version)")
    stack = Stack()
    yield stack
    stack.compose("down", "--volumes", "--timeout", "30")


def wait_for(stack: Stack, figure: str, value: str) -> dict[str, Any]:
    """Waits until the report shows a figure; what is recorded takes its road over the bus."""
    for _ in range(300):
        found = stack.figure(figure)
        if str(found.get("value")) == value:
            return found
    raise AssertionError(f"{figure} is {found}, not {value}\n{stack.logs()}")


ACTIVITY = {
    "unit": "XP-07777", "duty": "D41", "type": "propaganda_session", "title": "Tuyên truyền tại nhà văn hóa",
    "occurred_on": "2024-06-12", "figures": [{"indicator": "PR01", "value": "3"}],
}  # fmt: skip


def test_what_is_recorded_through_the_gateway_stands_in_the_report_and_outlives_down_and_up(stack: Stack) -> None:
    told = stack.make("up")
    assert stack.url in told

    for path, body, key in (
        ("/tasks/units", {"units": sample.units()}, "units"),
        ("/tasks/plans", {"id": CAMPAIGN, "text": sample.plan_text()}, "plan"),
        ("/tasks/campaigns", sample.campaign(), "campaign"),
    ):
        answer = stack.post(path, body, key=key, role="coordinator", unit="CATX")
        assert answer.status_code == 201, answer.text

    recorded = record(stack, "first")
    assert recorded.status_code == 201, recorded.text
    wait_for(stack, "f-PR01-XP-07777", "3")

    stack.make("down")
    stack.make("up")
    wait_for(stack, "f-PR01-XP-07777", "3")
    assert record(stack, "first").json()["position"] == recorded.json()["position"]


def record(stack: Stack, key: str) -> httpx.Response:
    """Records once intake knows the campaign, which it hears over the bus."""
    for _ in range(300):
        path = f"/intake/campaigns/{CAMPAIGN}/activities"
        answer = stack.post(path, ACTIVITY, key=key, role="officer", unit="XP-07777")
        if answer.status_code not in (404, 422):
            break
    return answer
