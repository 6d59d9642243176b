"""Reminders of reviews and returns."""

from alembic import op

revision = "0004"
down_revision = "0003"

# `notice`: which version of the stream that tells of deadlines a reminder goes back to; `closed`: asked no more.
STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE standing ADD COLUMN notice integer NOT NULL DEFAULT 0",
    "ALTER TABLE standing ADD COLUMN closed boolean NOT NULL DEFAULT false",
    "ALTER TABLE alert ADD COLUMN notice integer",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
