"""The kernel's tables and reporting's own, as of the first release."""

from alembic import op

from chungtay_kernel.migrate import create_v1
from chungtay_reporting.tables import GENERATIONS, OWN_DDL, generation_ddl

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_v1(op)
    for statement in (*OWN_DDL, *(s for g in GENERATIONS for s in generation_ddl(g))):
        op.execute(statement)
