"""Reports by period."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS: tuple[str, ...] = ()


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
