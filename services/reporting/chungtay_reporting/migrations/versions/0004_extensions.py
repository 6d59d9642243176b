"""Deadlines extended for one unit."""

from alembic import op

from chungtay_reporting.tables import EXTENSION_DDL, GENERATIONS

revision = "0004"
down_revision = "0003"

STATEMENTS: tuple[str, ...] = tuple(EXTENSION_DDL.format(g=g) for g in GENERATIONS)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
