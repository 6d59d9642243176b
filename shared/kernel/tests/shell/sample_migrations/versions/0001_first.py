from alembic import op

from chungtay_kernel.migrate import create_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_v1(op)
    op.execute("CREATE TABLE note (id text PRIMARY KEY, unit text NOT NULL, text text NOT NULL, version int NOT NULL)")
