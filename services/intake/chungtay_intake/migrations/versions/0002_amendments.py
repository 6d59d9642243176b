"""What amendments change."""

from alembic import op

revision = "0002"
down_revision = "0001"

# Why a duty was dropped; null while it stands.
STATEMENTS: tuple[str, ...] = ("ALTER TABLE duty ADD COLUMN dropped text",)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
