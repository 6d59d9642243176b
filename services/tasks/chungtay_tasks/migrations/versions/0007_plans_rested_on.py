"""Every plan that a campaign rests on or rested on."""

from alembic import op

revision = "0007"
down_revision = "0006"

# Fed by own events: what stands before this migration is read from the log when the service starts.
STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE campaign_plan (
         campaign      text NOT NULL,
         plan          text NOT NULL,
         plan_version  integer NOT NULL,
         position      bigint NOT NULL,
         PRIMARY KEY (campaign, plan))""",
    "CREATE INDEX campaign_plan_plan ON campaign_plan (plan, position)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
