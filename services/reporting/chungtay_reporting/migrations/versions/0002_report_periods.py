"""Reports by period."""

from alembic import op

from chungtay_reporting.tables import GENERATIONS

revision = "0002"
down_revision = "0001"

STATEMENTS: tuple[str, ...] = tuple(
    f"ALTER TABLE filing_{g} ADD COLUMN period text COLLATE \"C\" NOT NULL DEFAULT 'final'" for g in GENERATIONS
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
