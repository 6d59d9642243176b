"""`chungtay serve SERVICE`: how a container runs one service."""

from __future__ import annotations

from importlib import import_module

import click
import uvicorn

from chungtay_kernel import logs
from chungtay_kernel.cli import both
from chungtay_kernel.settings import Settings

GRACE = 15
"""Seconds open requests get on SIGTERM, before the service's own loops are ended."""


@click.command(help=both("Chạy một dịch vụ.", "Runs one service."))
@click.argument("service")
@click.option("--host", default="0.0.0.0", show_default=True,  # noqa: S104  a container's own network
              help=both("Địa chỉ lắng nghe.", "Address to listen on."))  # fmt: skip
@click.option("--port", default=8000, show_default=True, help=both("Cổng.", "Port."))
def serve(service: str, host: str, port: int) -> None:
    logs.configure(Settings().log_level)
    app = import_module(f"chungtay_{service}.main").app
    uvicorn.run(app, host=host, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE)
