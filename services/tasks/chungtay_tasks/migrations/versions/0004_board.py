"""Delegations and obstacles."""

from alembic import op

revision = "0004"
down_revision = "0003"

# Fed by own events: what stands before this migration is read from the log when the service starts.
OWN = (
    """CREATE TABLE assigned (
         campaign     text NOT NULL,
         duty         text NOT NULL,
         unit         text NOT NULL,
         assigned_at  timestamptz NOT NULL,
         PRIMARY KEY (campaign, duty, unit))""",
    """CREATE TABLE delegation (
         campaign  text NOT NULL,
         duty      text NOT NULL,
         unit      text NOT NULL,
         account   text NOT NULL,
         reason    text,
         actor     text NOT NULL,
         since     timestamptz NOT NULL,
         PRIMARY KEY (campaign, duty, unit))""",
    """CREATE TABLE obstacle (
         campaign    text NOT NULL,
         obstacle    text NOT NULL,
         position    bigint NOT NULL UNIQUE,
         version     integer NOT NULL,
         duty        text NOT NULL,
         unit        text NOT NULL,
         state       text NOT NULL,
         text        text NOT NULL,
         answers     integer NOT NULL,
         answer      text,
         outcome     text,
         raised_at   timestamptz NOT NULL,
         changed_at  timestamptz NOT NULL,
         PRIMARY KEY (campaign, obstacle))""",
    "CREATE INDEX obstacle_duty ON obstacle (campaign, duty, unit)",
)

# Fed by intake's events: who did what when, as far as a duty's history tells it.
FOREIGN = (
    """CREATE TABLE told (
         stream    text NOT NULL,
         version   integer NOT NULL,
         campaign  text NOT NULL,
         unit      text NOT NULL,
         type      text NOT NULL,
         at        timestamptz NOT NULL,
         actor     text NOT NULL,
         reason    text,
         PRIMARY KEY (stream, version))""",
    "CREATE INDEX told_unit ON told (campaign, unit)",
)

STATEMENTS: tuple[str, ...] = (*OWN, *FOREIGN)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
