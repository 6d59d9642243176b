"""The directory: lives of codes, as codes are reused, and groups; the model that fills them reads the log anew."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE unit_life (
         stream      text PRIMARY KEY,
         version     integer NOT NULL,
         position    bigint NOT NULL,
         code        text NOT NULL,
         valid_from  date,
         valid_to    date,
         data        jsonb NOT NULL)""",
    "CREATE INDEX unit_life_code ON unit_life (code)",
    "CREATE INDEX unit_life_position ON unit_life (position)",
    """CREATE TABLE unit_group (
         stream    text PRIMARY KEY,
         version   integer NOT NULL,
         position  bigint NOT NULL,
         data      jsonb NOT NULL)""",
    "CREATE INDEX unit_group_position ON unit_group (position)",
    "DROP TABLE unit",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
