"""Deadlines extended for one unit."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS: tuple[str, ...] = ()


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
