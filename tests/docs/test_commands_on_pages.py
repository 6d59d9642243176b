"""Every block of commands on a page does what the page says, on the one-machine system after the sample month."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from chungtay_kernel.settings import Settings
from chungtay_local.replay import CAMPAIGN
from chungtay_local.replay.api import Api
from chungtay_local.replay.stillness import Stillness
from tests.docs.conftest import Machine
from tests.docs.fences import fits, steps
from tests.docs.terminal import terminal

DOCS = Path(__file__).parents[2] / "docs"

pytestmark = pytest.mark.slow


async def test_the_tutorial_goes_as_written(machine: Machine) -> None:
    await read(DOCS / "tutorial.md", machine, {"CHUNGTAY_URL": machine.url})


async def test_operations_goes_as_written(machine: Machine) -> None:
    settings = {"CHUNGTAY_URL": machine.url, "CHUNGTAY_PORT": str(machine.port), "CHUNGTAY_DATA": str(machine.data)}
    await read(DOCS / "how-to" / "operate.md", machine, settings)


async def test_the_duty_board_goes_as_written(machine: Machine) -> None:
    await read(DOCS / "how-to" / "duty-board.md", machine, {"CHUNGTAY_URL": machine.url})


async def test_the_directory_goes_as_written(machine: Machine) -> None:
    await read(DOCS / "how-to" / "units.md", machine, {"CHUNGTAY_URL": machine.url})


async def test_reports_by_period_go_as_written(machine: Machine) -> None:
    await read(DOCS / "how-to" / "reports.md", machine, {"CHUNGTAY_URL": machine.url})


async def test_deadlines_go_as_written(machine: Machine) -> None:
    await read(DOCS / "how-to" / "deadlines.md", machine, {"CHUNGTAY_URL": machine.url})


async def test_drafts_go_as_written(machine: Machine) -> None:
    await read(DOCS / "how-to" / "drafts.md", machine, {"CHUNGTAY_URL": machine.url})


async def read(page: Path, machine: Machine, environment: dict[str, str]) -> None:
    """Types the page's blocks one after the other, each once the one before has taken effect everywhere."""
    settings = Settings(url=machine.url, secrets=machine.data / "secrets")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHUNGTAY_")}
    async with Api.opened(settings, CAMPAIGN) as api, terminal(machine.folder, {**clean, **environment}) as typing:
        for step in (step for step in steps(page) if not step.where):
            async with asyncio.timeout(60):
                await Stillness(api).wait()
            outcome = await typing.type(step.commands)
            place = f"{page.name}:{step.line}"
            assert outcome.status == step.status, f"{place} ended {outcome.status}:\n{outcome.printed}"
            if step.prints is not None:
                assert fits(step.prints, outcome.printed), f"{place} printed:\n{outcome.printed}"
