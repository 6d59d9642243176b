"""Drafts of campaigns, amendments."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE draft (
         campaign    text PRIMARY KEY,
         position    bigint NOT NULL UNIQUE,
         version     integer NOT NULL,
         standing    text NOT NULL,
         origin      text NOT NULL,
         plan        text,
         started_at  timestamptz NOT NULL,
         changed_at  timestamptz NOT NULL,
         changed_by  text NOT NULL)""",
    # An amendment replaces what a campaign or a duty says; what it drops is marked, and stays.
    "ALTER TABLE campaign ADD COLUMN version integer NOT NULL DEFAULT 1, ADD COLUMN amended_at timestamptz",
    """ALTER TABLE duty ADD COLUMN version integer NOT NULL DEFAULT 1, ADD COLUMN dropped_at timestamptz,
         ADD COLUMN dropped_reason text""",
    "ALTER TABLE assignment ADD COLUMN dropped_at timestamptz",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
