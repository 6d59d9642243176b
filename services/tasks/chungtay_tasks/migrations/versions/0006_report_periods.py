"""Reports by period and their reviews."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE report_version ADD COLUMN period text NOT NULL DEFAULT 'final'",
    "ALTER TABLE report_version ADD COLUMN sent_to text",
    "ALTER TABLE report_version ADD COLUMN nothing_arose boolean NOT NULL DEFAULT false",
    "ALTER TABLE report_version DROP CONSTRAINT report_version_pkey",
    "ALTER TABLE report_version ADD PRIMARY KEY (campaign, unit, period, version)",
    "ALTER TABLE verdict ADD COLUMN period text NOT NULL DEFAULT 'final'",
    "ALTER TABLE verdict ADD COLUMN kind text",
    "UPDATE verdict SET kind = CASE WHEN accepted THEN 'accepted' ELSE 'returned' END",
    "ALTER TABLE verdict ALTER COLUMN kind SET NOT NULL",
    "ALTER TABLE verdict DROP CONSTRAINT verdict_pkey",
    "ALTER TABLE verdict ADD PRIMARY KEY (campaign, unit, period, version)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
