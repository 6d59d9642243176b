"""Who may do what in notify."""

from chungtay_kernel.policy import EVERYONE, Policy, Rule

OVERSEERS = frozenset({"coordinator", "leader", "auditor", "ops"})
UNIT_HEADS = frozenset({"unit_head"})

POLICY = Policy(
    {
        "alert.read": [Rule(OVERSEERS), Rule(EVERYONE - {"service", "publisher"}, scope="own_unit")],
        "delivery.read": Rule(OVERSEERS),
        "recipient.read": [Rule(OVERSEERS), Rule(UNIT_HEADS, scope="own_unit")],
        "recipient.change": [Rule(frozenset({"coordinator", "ops"})), Rule(UNIT_HEADS, scope="own_unit")],
    }
)
