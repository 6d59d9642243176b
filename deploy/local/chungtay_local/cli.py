"""`chungtay local`: the system on this machine, or only its PostgreSQL and Kafka for development."""

from __future__ import annotations

import click

from chungtay_kernel.cli import Exit, both, json_option, print_json
from chungtay_local import folder, servers
from chungtay_local.machine import from_environment
from chungtay_local.status import standing

_ENVIRONMENT = both(
    "Biến môi trường: CHUNGTAY_PORT (8080), CHUNGTAY_DATA (.data), CHUNGTAY_DATABASE_URL và CHUNGTAY_KAFKA "
    "(máy chủ bên ngoài), CHUNGTAY_CLOCK (simulated)",
    "Environment: CHUNGTAY_PORT (8080), CHUNGTAY_DATA (.data), CHUNGTAY_DATABASE_URL and CHUNGTAY_KAFKA "
    "(servers outside), CHUNGTAY_CLOCK (simulated)",
)


@click.group(help=both("Hệ thống trên máy này", "The system on this machine"), epilog=_ENVIRONMENT)
def cli() -> None: ...


@cli.command(
    help=both("Chạy cả hệ thống với đợt mẫu", "Runs the whole system with the sample campaign"),
    epilog=_ENVIRONMENT,
)
@click.option("--once", is_flag=True, help=both("Ghi out/report.* rồi kết thúc", "Write out/report.* and end"))
@click.option("--fresh", is_flag=True, help=both("Xoá dữ liệu cũ trước", "Remove the old data first"))
def run(once: bool, fresh: bool) -> None:
    from chungtay_local.run import run as run_system

    run_system(from_environment(), once=once, fresh=fresh)


@cli.command(help=both("Chỉ bật PostgreSQL và Kafka", "Starts PostgreSQL and Kafka only"))
def up() -> None:
    machine = from_environment()
    with folder.held(machine.data):
        addresses = servers.start(machine, lambda vi, en: click.echo(f"# {vi} / {en}"))
    click.echo(f"export CHUNGTAY_DATABASE_URL='{addresses.database}'")
    click.echo(f"export CHUNGTAY_KAFKA='{addresses.kafka}'")


@cli.command(help=both("Tắt PostgreSQL và Kafka", "Stops PostgreSQL and Kafka"))
def down() -> None:
    machine = from_environment()
    with folder.held(machine.data):
        stopped = servers.stop(machine)
    click.echo(", ".join(stopped) or both("Không có gì đang chạy", "Nothing was running"))


@cli.command(help=both("Cái gì đang chạy", "What is running"))
@json_option
@click.pass_context
def status(context: click.Context, as_json: bool) -> None:
    found = standing(from_environment())
    if as_json:
        print_json(found)
    else:
        for name, state in found.items():
            click.echo(f"{name}: {state}")
    context.exit(Exit.WELL if all(found["running"].values()) else Exit.FINDINGS)
