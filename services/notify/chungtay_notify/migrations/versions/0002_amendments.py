"""What amendments change."""

from alembic import op

revision = "0002"
down_revision = "0001"

# The latest deadline that a reminder was told for: an amendment may move it.
STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE standing ADD COLUMN told_for timestamptz",
    """UPDATE standing s SET told_for = (convert_from(c.data, 'UTF8')::jsonb #>> '{unit_report,due_at}')::timestamptz
       FROM campaign c WHERE c.campaign = s.campaign AND (s.due_soon OR s.overdue)""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
