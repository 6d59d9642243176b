"""Extensions, grace and lock."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE extension (
         campaign  text NOT NULL,
         unit      text NOT NULL,
         period    text NOT NULL,
         position  bigint NOT NULL,
         due_at    timestamptz NOT NULL,
         given_at  timestamptz NOT NULL,
         given_by  text NOT NULL,
         data      jsonb NOT NULL,
         PRIMARY KEY (campaign, unit, period, position))""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
