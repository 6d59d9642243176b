"""Who may do what: one table a service, from action to roles and the units they may act for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from chungtay_kernel.problems import Refusal
from chungtay_kernel.tokens import ROLES, Actor

EVERYONE: AbstractSet[str] = frozenset(ROLES)


@dataclass(frozen=True, slots=True)
class Rule:
    """Roles that may do a thing: for any unit, or only for the unit their token names."""

    roles: AbstractSet[str]
    scope: Literal["own_unit", "any"] = "any"

    def allows(self, role: str, *, own_unit: bool) -> bool:
        return role in self.roles and (own_unit or self.scope == "any")


class Policy:
    """Rules by action; several rules for one action are alternatives."""

    def __init__(self, rules: Mapping[str, Rule | Sequence[Rule]]) -> None:
        self.rules = {action: (r,) if isinstance(r, Rule) else tuple(r) for action, r in rules.items()}

    def joined(self, other: Policy) -> Policy:
        return Policy({**self.rules, **other.rules})

    def admit(self, actor: Actor, action: str) -> None:
        """Whether an actor's roles may do this at all, for whatever unit; raises Refusal (403)."""
        if self._role(actor, action, own_unit=True) is None:
            raise self._not_permitted(actor, action)

    def authorize(self, actor: Actor, action: str, unit: str | None = None) -> Actor:
        """The actor in the first of its roles that may do this for a unit (None: for no unit in particular).

        Raises Refusal (403).
        """
        self.admit(actor, action)
        role = self._role(actor, action, own_unit=unit == actor.unit)
        if role is None:
            raise _foreign_unit(actor, unit)
        return actor.acting_as(role)

    def needs_unit(self, actor: Actor, action: str) -> bool:
        """Whether what the actor may do here depends on the unit it is done for."""
        return self._role(actor, action, own_unit=False) is None

    def _role(self, actor: Actor, action: str, *, own_unit: bool) -> str | None:
        rules = self.rules[action]
        return next((r for r in actor.roles if any(rule.allows(r, own_unit=own_unit) for rule in rules)), None)

    def _not_permitted(self, actor: Actor, action: str) -> Refusal:
        roles = ", ".join(sorted({role for rule in self.rules[action] for role in rule.roles}))
        return Refusal(
            "not_permitted", 403, field="roles", value=", ".join(actor.roles),
            vi=f"Vai trò của tài khoản không được làm việc này ({action}).",
            en=f"The account's roles do not permit this ({action}).",
            expected_vi=f"một trong các vai trò: {roles}", expected_en=f"one of the roles: {roles}",
            remedy_vi="Dùng tài khoản có vai trò phù hợp.", remedy_en="Sign in with an account that has such a role.",
        )  # fmt: skip


def _foreign_unit(actor: Actor, unit: str | None) -> Refusal:
    return Refusal(
        "foreign_unit", 403, field="unit", value=unit,
        vi=f"Tài khoản của {actor.unit} không được thay mặt đơn vị {unit}.",
        en=f"An account of {actor.unit} may not act for {unit}.",
        expected_vi=f"đơn vị {actor.unit}", expected_en=f"the unit {actor.unit}",
        remedy_vi="Ghi cho đơn vị mình, hoặc dùng tài khoản của đơn vị kia.",
        remedy_en="Act for your own unit, or sign in with an account of the other one.",
    )  # fmt: skip
