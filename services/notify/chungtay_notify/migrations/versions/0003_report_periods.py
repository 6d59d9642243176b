"""Reports by period."""

from alembic import op

revision = "0003"
down_revision = "0002"

# `decided`: accepted or returned, the second of two steps; `desk`: where version `at_desk` was passed on to.
STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE standing ADD COLUMN period text NOT NULL DEFAULT 'final'",
    "ALTER TABLE standing DROP CONSTRAINT standing_pkey",
    "ALTER TABLE standing ADD PRIMARY KEY (campaign, unit, period)",
    "ALTER TABLE standing ADD COLUMN decided integer NOT NULL DEFAULT 0",
    "UPDATE standing SET decided = reviewed",
    "ALTER TABLE standing ADD COLUMN desk text",
    "ALTER TABLE standing ADD COLUMN at_desk integer NOT NULL DEFAULT 0",
    "ALTER TABLE alert ADD COLUMN period text NOT NULL DEFAULT 'final'",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
