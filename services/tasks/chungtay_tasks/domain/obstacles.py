"""Obstacles: a unit raises one on a duty it has a part in, the coordinator answers and closes it; whoever finds it
still in the way reopens it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.duty_bodies import AnswerObstacle, CloseObstacle, RaiseObstacle, ReopenObstacle
from chungtay_tasks.events import ObstacleAnswered, ObstacleClosed, ObstacleRaised, ObstacleReopened

State = Literal["open", "answered", "closed"]
STATES: dict[State, tuple[str, str]] = {
    "open": ("Chờ trả lời", "Waiting for an answer"),
    "answered": ("Đã trả lời, chưa tháo gỡ xong", "Answered, not removed yet"),
    "closed": ("Đã tháo gỡ", "Removed"),
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle as it stands; `raised` None: nobody has raised it."""

    raised: ObstacleRaised | None = None
    state: State = "open"


NONE = Obstacle()


def evolve(obstacle: Obstacle, event: Event) -> Obstacle:
    match event:
        case ObstacleRaised():
            return Obstacle(event)
        case ObstacleAnswered():
            return replace(obstacle, state="answered")
        case ObstacleClosed():
            return replace(obstacle, state="closed")
        case ObstacleReopened():
            return replace(obstacle, state="open")
        case _:
            return obstacle


def decide_raise(taking_part: Collection[str], campaign: str, obstacle: str, command: RaiseObstacle) -> list[Event]:
    """`obstacle.raised`; `taking_part`: the units that hold the duty or partner in it."""
    if command.unit not in taking_part:
        raise _no_part_in(command.duty, command.unit)
    return [
        ObstacleRaised(
            campaign=campaign, obstacle=obstacle, duty=command.duty, unit=command.unit, text=command.text
        )
    ]  # fmt: skip


def decide_answer(obstacle: Obstacle, command: AnswerObstacle) -> list[Event]:
    """`obstacle.answered`, as often as needed; raises Refusal once it is closed."""
    raised = _standing(obstacle)
    return [ObstacleAnswered(**_whose(raised), text=command.text)]


def decide_close(obstacle: Obstacle, command: CloseObstacle) -> list[Event]:
    """`obstacle.closed`; what was closed must be reopened first."""
    raised = _standing(obstacle)
    return [ObstacleClosed(**_whose(raised), outcome=command.outcome)]


def decide_reopen(obstacle: Obstacle, command: ReopenObstacle) -> list[Event]:
    raised = known(obstacle)
    if obstacle.state != "closed":
        raise _not_closed(raised.obstacle)
    return [ObstacleReopened(**_whose(raised), reason=command.reason)]


def known(obstacle: Obstacle, obstacle_id: str = "") -> ObstacleRaised:
    """How an obstacle was raised; raises Refusal (404)."""
    if obstacle.raised is None:
        raise unknown(obstacle_id)
    return obstacle.raised


def _standing(obstacle: Obstacle) -> ObstacleRaised:
    raised = known(obstacle)
    if obstacle.state == "closed":
        raise _closed(raised.obstacle)
    return raised


def _whose(raised: ObstacleRaised) -> dict[str, str]:
    return {"campaign": raised.campaign, "obstacle": raised.obstacle, "duty": raised.duty, "unit": raised.unit}


def unknown(obstacle: str) -> Refusal:
    return Refusal(
        "obstacle_unknown", 404, field="obstacle", value=obstacle,
        vi="Không có khó khăn, vướng mắc này trong đợt.", en="The campaign has no such obstacle.",
        expected_vi="mã nhận được khi nêu khó khăn, vướng mắc", expected_en="the id that its raising answered",
        remedy_vi="Xem: chungtay obstacle list ĐỢT.", remedy_en="See GET …/obstacles.",
    )  # fmt: skip


def _no_part_in(duty: str, unit: str) -> Refusal:
    return Refusal(
        "no_part_in_duty", 422, field="unit", value=unit,
        vi=f"{unit} không được giao và không phối hợp thực hiện nhiệm vụ {duty}.",
        en=f"{unit} neither holds the duty {duty} nor partners in it.",
        expected_vi="một đơn vị được giao hoặc phối hợp", expected_en="a unit that holds the duty or partners in it",
        remedy_vi=f"Xem nhiệm vụ của đơn vị: chungtay duty list ĐỢT --unit {unit}.",
        remedy_en="See the unit's duties at GET …/assignments?unit=.",
    )  # fmt: skip


def _closed(obstacle: str) -> Refusal:
    return Refusal(
        "obstacle_closed", 409, field="obstacle", value=obstacle,
        vi="Khó khăn, vướng mắc này đã tháo gỡ xong.", en="The obstacle is closed.",
        expected_vi="một khó khăn, vướng mắc chưa tháo gỡ xong", expected_en="an obstacle that is not closed",
        remedy_vi="Nếu vẫn còn vướng, mở lại trước.", remedy_en="Reopen it first if it still stands in the way.",
    )  # fmt: skip


def _not_closed(obstacle: str) -> Refusal:
    return Refusal(
        "obstacle_open", 409, field="obstacle", value=obstacle,
        vi="Khó khăn, vướng mắc này chưa tháo gỡ xong, không cần mở lại.", en="The obstacle is not closed.",
        expected_vi="một khó khăn, vướng mắc đã tháo gỡ", expected_en="an obstacle that was closed",
        remedy_vi="Không cần làm gì thêm.", remedy_en="Nothing is left to do.",
    )  # fmt: skip
