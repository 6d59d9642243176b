"""Who may do what in tasks."""

from chungtay_kernel.policy import EVERYONE, Policy, Rule

OVERSEERS = frozenset({"coordinator", "leader", "auditor", "ops", "service"})
UNITS = frozenset({"officer", "unit_head", "publisher"})
"""They see how their own unit stands, not how others do: what is due is public, who is late is not."""

STEERING = Rule(frozenset({"coordinator", "leader"}), scope="own_unit")
"""A coordinator for the unit that coordinates, a leader for the issuer: chungtay_tasks.steering. The directory is for
either of them: chungtay_tasks.directory.keeping."""

POLICY = Policy(
    {
        "unit.register": STEERING,
        "unit.read": Rule(EVERYONE),
        "plan.submit": Rule(frozenset({"coordinator", "leader"})),
        "plan.inspect": Rule(EVERYONE),
        "draft.read": Rule(frozenset({"coordinator", "leader", "auditor"})),
        "draft.edit": STEERING,
        "draft.publish": STEERING,
        "campaign.publish": STEERING,
        "campaign.read": Rule(EVERYONE),
        "assignment.read": (Rule(OVERSEERS), Rule(UNITS, scope="own_unit")),
        "assignment.acknowledge": Rule(frozenset({"officer", "unit_head", "coordinator"}), scope="own_unit"),
        "duty.delegate": Rule(frozenset({"unit_head"}), scope="own_unit"),
        "obstacle.read": (Rule(OVERSEERS), Rule(UNITS, scope="own_unit")),
        "obstacle.raise": Rule(frozenset({"officer", "unit_head", "coordinator"}), scope="own_unit"),
        "obstacle.answer": Rule(frozenset({"coordinator"}), scope="own_unit"),
        "obstacle.close": Rule(frozenset({"coordinator"}), scope="own_unit"),
        "obstacle.reopen": Rule(frozenset({"officer", "unit_head", "coordinator"}), scope="own_unit"),
        "deadline.read": (Rule(OVERSEERS), Rule(UNITS, scope="own_unit")),
        "deadline.extend": Rule(frozenset({"leader"}), scope="own_unit"),
        "report.read": (Rule(OVERSEERS), Rule(UNITS, scope="own_unit")),
        "report.review": Rule(frozenset({"coordinator", "leader"}), scope="own_unit"),
        "report.reroute": Rule(frozenset({"officer", "unit_head", "coordinator", "leader"}), scope="own_unit"),
    }
)
