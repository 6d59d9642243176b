"""The kernel's tables alone: all that a publisher needs."""

from alembic import op

from chungtay_kernel.migrate import create_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_v1(op)
