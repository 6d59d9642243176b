"""`chungtay local run`: servers, migrations, services, the sample month, the report; then on until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import click
import httpx
import uvloop

from chungtay_kernel import logs
from chungtay_kernel.cli import Exit, Failure, Refused, Unreachable
from chungtay_kernel.keys import make_keys, make_passwords
from chungtay_kernel.settings import Settings
from chungtay_kernel.tokens import issue
from chungtay_local import folder
from chungtay_local.databases import ROLES, ensure_databases
from chungtay_local.machine import Machine
from chungtay_local.ports import is_free
from chungtay_local.prepare import prepare
from chungtay_local.processes import Server
from chungtay_local.replay import CAMPAIGN, play
from chungtay_local.replay.june import PUBLISHED
from chungtay_local.serve import serving
from chungtay_local.servers import Addresses, started, stop

FORMATS = ("json", "html", "docx")
_TOKEN_DAYS = 30
_LOOK_AT_SERVERS_EVERY = 1.0


def run(machine: Machine, *, once: bool, fresh: bool) -> None:
    """Returns when all is done (`once`) or on Ctrl-C; by then everything it started has ended. Raises Unreachable."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a script that starts us with & has it ignored
    signal.signal(signal.SIGTERM, _like_ctrl_c)
    with folder.held(machine.data):
        _check(machine, fresh=fresh)
        stop(machine)
        if fresh:
            folder.empty(machine.data)
        make_keys(machine.secrets)
        try:
            with started(machine, say) as addresses:
                _serve(machine, addresses, once=once)
        except KeyboardInterrupt:
            say("Đã dừng, dữ liệu còn nguyên.", "Stopped; the data are kept.")
            if once:
                sys.exit(Exit.UNREACHABLE)


def say(vi: str, en: str) -> None:
    click.echo(f"• {vi} / {en}")


def _like_ctrl_c(*_: object) -> None:
    """One way to stop, not two."""
    signal.raise_signal(signal.SIGINT)


def _check(machine: Machine, *, fresh: bool) -> None:
    if fresh and (machine.outside_database or machine.outside_kafka):
        raise Refused(
            "FRESH=1 không xoá dữ liệu trên máy chủ bên ngoài; hãy tự xoá cơ sở dữ liệu và topic ở đó.",
            "FRESH=1 removes nothing from servers outside; drop the databases and topics there yourself.",
        )
    if not is_free(machine.port):
        raise Unreachable(
            f"Cổng {machine.port} đang được dùng. Đặt CHUNGTAY_PORT, ví dụ: CHUNGTAY_PORT=8090 make run",
            f"Port {machine.port} is in use. Set CHUNGTAY_PORT, such as CHUNGTAY_PORT=8090 make run",
        )


def _serve(machine: Machine, addresses: Addresses, *, once: bool) -> None:
    machine.logs.mkdir(exist_ok=True)
    with (machine.logs / "services.log").open("ab", buffering=0) as log:
        settings = machine.settings(addresses.database, addresses.kafka)
        logs.configure(settings.log_level, log)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_everything(machine, addresses, settings, once=once))


async def _everything(machine: Machine, addresses: Addresses, settings: Settings, *, once: bool) -> None:
    own = make_passwords(machine.secrets, ROLES) if machine.outside_database else None
    await ensure_databases(addresses.database, own)
    await prepare(settings, begins=PUBLISHED)
    async with serving(settings):
        say(f"Bốn dịch vụ sẵn sàng: {machine.url}", "The four services are ready")
        token = issue(machine.secrets, account="dieu-phoi", unit="CATX", roles=["coordinator"], days=_TOKEN_DAYS)
        await play(settings)
        if once:
            _write_report(await _fetch_report(settings, token), Path("out"))
        else:
            _print_addresses(machine, addresses, token)
            await _until_a_server_ends(addresses.own)


async def _fetch_report(settings: Settings, token: str) -> dict[str, bytes]:
    """The consolidated report by format, as anyone with a token gets it. Raises Failure."""
    authorization = {"Authorization": f"Bearer {token}"}
    path = f"/reporting/campaigns/{CAMPAIGN}/report"
    async with httpx.AsyncClient(base_url=settings.url, headers=authorization, timeout=120, trust_env=False) as client:
        answers = {name: await client.get(path, params={"format": name}) for name in FORMATS}
    for answer in answers.values():
        if answer.is_error:
            said = answer.json()["details"]
            raise Failure(said["vi"], said["en"])
    return {name: answer.content for name, answer in answers.items()}


def _write_report(documents: dict[str, bytes], out: Path) -> None:
    out.mkdir(exist_ok=True)
    for name, content in documents.items():
        (out / f"report.{name}").write_bytes(content)
        say(f"Đã ghi {out / f'report.{name}'}", "written")


def _print_addresses(machine: Machine, addresses: Addresses, token: str) -> None:
    report = f"{machine.url}/reporting/campaigns/{CAMPAIGN}/report?format=html"
    say(f"Báo cáo tổng hợp (gửi kèm mã đăng nhập): {report}", "The consolidated report (send the token with it)")
    say(f".venv/bin/chungtay report {CAMPAIGN} --format html --output out/report.html", "or as a file")
    say(f"Tài liệu giao diện: {machine.url}/<tasks|intake|reporting|notify>/docs", "API documents")
    say(f"PostgreSQL: {addresses.database}", "psql takes this address")
    say(f"Kafka: {addresses.kafka}", "bootstrap server")
    say(f"Mã đăng nhập ({_TOKEN_DAYS} ngày): {token}", "a sign-in token; `chungtay token` issues more")
    say("Ctrl-C để dừng, dữ liệu được giữ.", "Ctrl-C stops, the data are kept.")


async def _until_a_server_ends(servers: tuple[Server, ...]) -> None:
    """Ctrl-C ends the wait as well: it cancels whatever runs here."""
    while all(server.running() for server in servers):
        await asyncio.sleep(_LOOK_AT_SERVERS_EVERY)
    ended = ", ".join(server.name for server in servers if not server.running())
    raise Unreachable(
        f"{ended} đã dừng ngoài ý muốn. Chạy lại: dữ liệu còn nguyên.",
        f"{ended} ended by itself. Start again: nothing is lost.",
    )
