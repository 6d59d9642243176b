"""Alembic's entry: the kernel gives the connection."""

from chungtay_kernel.migrate import run_env

run_env()
