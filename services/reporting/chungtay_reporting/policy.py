"""Who may do what in reporting: everybody reads, the campaign's coordinator seals, overseers verify."""

from chungtay_kernel.policy import EVERYONE, Policy, Rule

OVERSEERS = frozenset({"coordinator", "leader", "auditor", "ops"})

POLICY = Policy(
    {
        "report.read": Rule(EVERYONE),
        "figure.read": Rule(EVERYONE),
        "seal.read": Rule(EVERYONE),
        "report.seal": Rule(frozenset({"coordinator"}), scope="own_unit"),
        "report.verify": Rule(OVERSEERS),
    }
)
