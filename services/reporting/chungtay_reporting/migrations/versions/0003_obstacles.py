"""Obstacles raised and closed."""

from alembic import op

from chungtay_reporting.tables import GENERATIONS, OBSTACLE_DDL

revision = "0003"
down_revision = "0002"

STATEMENTS: tuple[str, ...] = tuple(OBSTACLE_DDL.format(g=g) for g in GENERATIONS)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
