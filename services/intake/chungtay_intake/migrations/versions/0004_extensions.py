"""More time that single units got for their reports."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE extension (
         campaign  text NOT NULL,
         unit      text NOT NULL,
         period    text NOT NULL,
         due_at    timestamptz NOT NULL,
         lock_at   timestamptz,
         PRIMARY KEY (campaign, unit, period))""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
