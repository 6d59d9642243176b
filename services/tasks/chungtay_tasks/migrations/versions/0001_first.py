"""The kernel's tables and those of tasks, as of the first release."""

from alembic import op

from chungtay_kernel.migrate import create_v1

revision = "0001"
down_revision = None

# Fed by own events.
OWN = (
    """CREATE TABLE unit (
         code        text PRIMARY KEY,
         position    bigint NOT NULL UNIQUE,
         name_vi     text NOT NULL,
         name_en     text,
         kind        text NOT NULL,
         level       text,
         admin_code  text,
         parent      text,
         valid_from  date,
         valid_to    date)""",
    """CREATE TABLE campaign (
         campaign      text PRIMARY KEY,
         position      bigint NOT NULL UNIQUE,
         published_at  timestamptz NOT NULL,
         plan          text,
         coordinator   text NOT NULL,
         data          jsonb NOT NULL)""",
    """CREATE TABLE duty (
         campaign  text NOT NULL,
         duty      text NOT NULL,
         position  bigint NOT NULL UNIQUE,
         units     text[] NOT NULL,
         data      jsonb NOT NULL,
         PRIMARY KEY (campaign, duty))""",
    """CREATE TABLE assignment (
         campaign         text NOT NULL,
         duty             text NOT NULL,
         unit             text NOT NULL,
         acknowledged_at  timestamptz,
         PRIMARY KEY (campaign, duty, unit))""",
    "CREATE INDEX assignment_unit ON assignment (campaign, unit)",
    """CREATE TABLE verdict (
         campaign  text NOT NULL,
         unit      text NOT NULL,
         version   integer NOT NULL,
         given_at  timestamptz NOT NULL,
         given_by  text NOT NULL,
         accepted  boolean NOT NULL,
         data      jsonb NOT NULL,
         PRIMARY KEY (campaign, unit, version))""",
)

# Fed by intake's events; no foreign keys to the others, since the order between services is unknown.
FOREIGN = (
    """CREATE TABLE report_version (
         campaign      text NOT NULL,
         unit          text NOT NULL,
         version       integer NOT NULL,
         filed         boolean NOT NULL,
         content_hash  text NOT NULL,
         received_at   timestamptz NOT NULL,
         PRIMARY KEY (campaign, unit, version))""",
    """CREATE TABLE activity (
         activity     text PRIMARY KEY,
         version      integer NOT NULL,
         campaign     text NOT NULL,
         unit         text NOT NULL,
         duty         text,
         voided       boolean NOT NULL,
         recorded_at  timestamptz NOT NULL)""",
    "CREATE INDEX activity_duty ON activity (campaign, duty, unit) WHERE NOT voided",
)


def upgrade() -> None:
    create_v1(op)
    for statement in (*OWN, *FOREIGN):
        op.execute(statement)
