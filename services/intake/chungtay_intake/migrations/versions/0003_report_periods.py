"""Reports by period."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE unit_report ADD COLUMN period text COLLATE \"C\" NOT NULL DEFAULT 'final'",
    "ALTER TABLE unit_report DROP CONSTRAINT unit_report_pkey",
    "ALTER TABLE unit_report ADD PRIMARY KEY (campaign, unit, period)",
    "ALTER TABLE review ADD COLUMN period text NOT NULL DEFAULT 'final'",
    "ALTER TABLE review DROP CONSTRAINT review_pkey",
    "ALTER TABLE review ADD PRIMARY KEY (campaign, unit, period, report_version)",
    "ALTER TABLE activity ADD COLUMN filed_period text",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
