"""Intake is heard from its beginning again, for the tables and timers that earlier releases did not fill."""

from alembic import op

revision = "0008"
down_revision = "0007"

# Handlers are idempotent, so hearing twice adds only what is missing; the log's identity stays. What was parked or
# discarded is tried again as well: it takes effect in this release, or is parked anew.
STATEMENTS: tuple[str, ...] = (
    "DELETE FROM parked WHERE source = 'intake'",
    "DELETE FROM stream_cursor WHERE source = 'intake'",
    "UPDATE source_cursor SET received = 0, highest = 0, complete_to = 0 WHERE source = 'intake'",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
