"""For whom people steer a campaign: coordinators for the unit that coordinates, leaders for the body that issues."""

from __future__ import annotations

from typing import Any

from chungtay_kernel.http import Call


def steer(call: Call[Any], coordinator: str | None, issuer: str | None) -> None:
    """Clears a call in the role that fits; raises Refusal (403).

    While a draft leaves one of the two open, the other stands for it; one that names neither is anybody's who steers.
    """
    actor = call.actor
    seats = {"coordinator": coordinator or issuer or actor.unit, "leader": issuer or coordinator or actor.unit}
    roles = [role for role in actor.roles if role in seats]
    role = next((role for role in roles if seats[role] == actor.unit), roles[0])
    call.act_for(seats[role])
    call.actor = call.actor.acting_as(role)
