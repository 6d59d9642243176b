"""Plays the sample month: publishes the plan, moves the simulated clock, speaks HTTP like everybody else, seals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from chungtay_kernel.settings import Settings
from chungtay_local.replay.api import Api
from chungtay_local.replay.june import PUBLISHED, SEALED, Act, Step, script
from chungtay_local.replay.stillness import Stillness
from chungtay_tasks import sample

CAMPAIGN = "chung-tay-2024-06"


async def play(settings: Settings) -> None:
    """Plays the month to its seal, or the rest of it where an earlier run was cut short.

    Every request has a fixed idempotency key: what was done before is answered from the log, not done again.
    """
    async with Api.opened(settings, CAMPAIGN) as api:
        if settings.clock == "system" or await api.sealed():
            return
        player = Player(api, Stillness(api))
        await player.publish()
        steps = script(await api.campaign(), await api.duties())
        with _progress() as progress:
            bar = progress.add_task("Tháng 6/2024", total=sum(len(s.acts) for s in steps) + 1)
            for step in steps:
                await player.take(step)
                progress.update(bar, advance=len(step.acts), description=f"{step.at:%d/%m/%Y %H:%M}")
            await player.seal()
            progress.update(bar, advance=1, description="Đã niêm phong")


def _progress() -> Progress:
    return Progress(
        TextColumn("• {task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), transient=False
    )


class Player:
    """Takes steps; remembers what the system answered to each act, for the acts that are about earlier ones."""

    def __init__(self, api: Api, stillness: Stillness) -> None:
        self.api = api
        self.stillness = stillness
        self.answers: dict[str, Mapping[str, Any]] = {}

    async def publish(self) -> None:
        """Units, the plan's text, and the campaign as reviewed."""
        await self.stillness.move(PUBLISHED)
        await self.api.post("/tasks/units", {"units": sample.units()}, key="units", who=("coordinator", "CATX"))
        plan = {"id": CAMPAIGN, "text": sample.plan_text()}
        await self.api.post("/tasks/plans", plan, key="plan", who=("coordinator", "CATX"))
        await self.api.post("/tasks/campaigns", sample.campaign(), key="campaign", who=("coordinator", "CATX"))
        await self.stillness.wait()

    async def take(self, step: Step) -> None:
        await self.stillness.move(step.at)
        records = [act for act in step.acts if act.kind == "record"]
        for unit in dict.fromkeys(act.unit for act in records):
            await self._record([act for act in records if act.unit == unit])
        for act in step.acts:
            if act.kind != "record":
                self.answers[act.key] = await self._act(act)

    async def _record(self, acts: list[Act]) -> None:
        """A unit's activities of one moment, as the batch that a busy officer sends."""
        items = [{**act.body, "idempotency_key": act.key} for act in acts]
        results = await self.api.post_many(
            f"/intake/campaigns/{CAMPAIGN}/activities", items, who=("officer", acts[0].unit)
        )
        for act, result in zip(acts, results, strict=True):
            self.answers[act.key] = result

    async def _act(self, act: Act) -> Mapping[str, Any]:
        intake, tasks = f"/intake/campaigns/{CAMPAIGN}", f"/tasks/campaigns/{CAMPAIGN}"
        about = self.answers.get(act.about, {})
        match act.kind:
            case "acknowledge":
                path = f"{tasks}/duties/{act.body['duty']}/acknowledgements"
                return await self.api.post(path, {"unit": act.unit}, key=act.key, who=("officer", act.unit))
            case "correct":
                path, version = f"{intake}/activities/{_id(about)}", about["version"]
                return await self.api.put(path, act.body, key=act.key, version=version, who=("officer", act.unit))
            case "void":
                path, version = f"{intake}/activities/{_id(about)}/void", about["version"]
                return await self.api.post(path, act.body, key=act.key, version=version, who=("officer", act.unit))
            case "file":
                path = f"{intake}/unit-reports/{act.unit}"
                return await self.api.post(path, act.body, key=act.key, who=("unit_head", act.unit))
            case "accept" | "return":
                return await self._review(act, about)
            case _:
                raise ValueError(act.kind)

    async def _review(self, act: Act, about: Mapping[str, Any]) -> Mapping[str, Any]:
        review = {
            "unit": about["unit"],
            "report_version": about["version"],
            "content_hash": about["content_hash"],
            "verdict": "accepted" if act.kind == "accept" else "returned",
            **act.body,
        }
        path = f"/tasks/campaigns/{CAMPAIGN}/reviews"
        return await self.api.post(path, review, key=act.key, who=(act.role, act.unit))

    async def seal(self) -> None:
        """Seals, and lets the clock run on from there: people who now try things out live in July 2024."""
        await self.stillness.move(SEALED)
        path = f"/reporting/campaigns/{CAMPAIGN}/seals"
        await self.api.post(path, {"overrides": []}, key="seal", who=("coordinator", "CATX"))
        await self.stillness.wait()
        await self.api.move_clock(SEALED, running=True)


def _id(answer: Mapping[str, Any]) -> str:
    return answer["stream"].removeprefix("activity/")
