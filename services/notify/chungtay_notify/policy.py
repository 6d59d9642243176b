"""Who may do what in notify."""

from chungtay_kernel.policy import EVERYONE, Policy, Rule

OVERSEERS = frozenset({"coordinator", "leader", "auditor", "ops"})

POLICY = Policy(
    {
        "alert.read": [Rule(OVERSEERS), Rule(EVERYONE - {"service", "publisher"}, scope="own_unit")],
        "delivery.read": Rule(OVERSEERS),
        "recipient.read": Rule(OVERSEERS),
        "recipient.change": [
            Rule(frozenset({"coordinator", "ops"})),
            Rule(frozenset({"unit_head"}), scope="own_unit"),
        ],
    }
)
