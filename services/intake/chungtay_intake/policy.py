"""Who may do what in intake. What a unit recorded is seen by the unit itself and by those who oversee the campaign."""

from chungtay_kernel.policy import Policy, Rule

RECORDERS = frozenset({"officer", "unit_head", "coordinator"})
OVERSEERS = frozenset({"coordinator", "leader", "auditor"})

READ = [Rule(OVERSEERS), Rule(frozenset({"officer", "unit_head", "publisher"}), scope="own_unit")]

POLICY = Policy(
    {
        "activity.record": Rule(RECORDERS | {"publisher"}, scope="own_unit"),
        "activity.correct": Rule(RECORDERS, scope="own_unit"),
        "activity.void": Rule(RECORDERS, scope="own_unit"),
        "activity.read": READ,
        "unit_report.file": Rule(RECORDERS, scope="own_unit"),
        "unit_report.withdraw": Rule(RECORDERS, scope="own_unit"),
        "unit_report.read": READ,
    }
)
