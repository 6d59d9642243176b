"""Who may do what in reporting: overseers read everything, the campaign's coordinator seals.

A unit sees its own figures and where they come from, as intake and tasks show it its own activities and reports; what
all units reported, and who is late, it reads once that is official: in a sealed edition's documents.
"""

from chungtay_kernel.policy import EVERYONE, Policy, Rule

OVERSEERS = frozenset({"coordinator", "leader", "auditor", "ops", "service"})
UNITS = frozenset({"officer", "unit_head", "publisher"})

POLICY = Policy(
    {
        "report.read": Rule(OVERSEERS),
        "figure.read": (Rule(OVERSEERS), Rule(UNITS, scope="own_unit")),
        "seal.read": Rule(OVERSEERS),
        "seal.document": Rule(EVERYONE),
        "report.seal": Rule(frozenset({"coordinator"}), scope="own_unit"),
        "report.verify": Rule(OVERSEERS - {"service"}),
    }
)
