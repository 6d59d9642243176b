"""`chungtay ops`: what an operator does: migrate, make topics, publish again, settle what is parked."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import click
from aiokafka.errors import KafkaError

from chungtay_kernel import topics as kafka_topics
from chungtay_kernel.asking import ask
from chungtay_kernel.cli import Exit, Unreachable, both, json_option, print_json
from chungtay_kernel.database import Database
from chungtay_kernel.keys import CONTAINERS_READ, make_keys, make_passwords
from chungtay_kernel.migrate import migrate as migrate_database
from chungtay_kernel.relay import republish as publish_again
from chungtay_kernel.settings import Settings
from chungtay_kernel.tokens import KEY_FILE

Result = TypeVar("Result")


@click.group(name="ops", help=both("Việc của người vận hành.", "What operators do."))
def cli() -> None: ...


def installed_services() -> list[str]:
    """The services whose packages are installed: those that bring migrations."""
    ours = {d.metadata["Name"] for d in distributions() if d.metadata["Name"].startswith("chungtay-")}
    names = sorted(name.removeprefix("chungtay-") for name in ours)
    return [name for name in names if _has_migrations(f"chungtay_{name}")]


def _has_migrations(package: str) -> bool:
    spec = find_spec(package)
    return any((Path(folder) / "migrations").is_dir() for folder in (spec and spec.submodule_search_locations) or ())


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs it; what cannot be reached ends the command with its own exit code."""
    try:
        return asyncio.run(work)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError) as error:
        raise Unreachable(f"Không kết nối được: {error!r}", f"Could not be reached: {error!r}") from None


@cli.command(help=both("Tạo các khóa, mật khẩu còn thiếu.", "Makes the keys and passwords that are missing."))
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """For compose, which mounts each file into the containers that need it and no other."""
    roles = [f"{service}_{role}" for service in installed_services() for role in ("owner", "app")]
    make_keys(folder, mode=CONTAINERS_READ)
    make_passwords(folder, ["postgres", *roles], mode=CONTAINERS_READ)
    (folder / KEY_FILE).chmod(CONTAINERS_READ)
    click.echo(f"{folder}: {len(list(folder.iterdir()))} tệp / files")


@cli.command(help=both("Đưa cơ sở dữ liệu lên bản mới nhất.", "Brings the databases to this release's revision."))
@click.argument("services", nargs=-1)
@json_option
def migrate(services: Sequence[str], *, as_json: bool) -> None:
    named = list(services) or installed_services()
    _run(_migrate_all(named))
    if as_json:
        print_json({"migrated": named})
    else:
        click.echo(f"Đã cập nhật / Migrated: {', '.join(named)}")


async def _migrate_all(services: Sequence[str]) -> None:
    settings = Settings()
    for service in services:
        await migrate_database(settings.database(service, "owner"), service, f"chungtay_{service}:migrations")


@cli.command(help=both("Tạo và kiểm tra các topic Kafka.", "Makes the Kafka topics and checks them."))
@click.option("--file", "path", type=click.Path(exists=True, path_type=Path), default=Path("deploy/topics.yaml"),
              help=both("Tệp nêu các topic.", "The file that names the topics."))  # fmt: skip
@json_option
def topics(path: Path, *, as_json: bool) -> None:
    kafka, wanted = Settings().kafka, kafka_topics.read_topics(path)
    created = _run(kafka_topics.create_topics(kafka, wanted))
    wrong = _run(kafka_topics.check_topics(kafka, wanted))
    if as_json:
        print_json({"created": created, "wrong": wrong})
    else:
        click.echo("\n".join([*(f"Đã tạo / Created: {name}" for name in created), *wrong]) or "Tốt / Well")
    raise SystemExit(Exit.FINDINGS if wrong else Exit.WELL)


@cli.command(help=both("Gửi lại toàn bộ sổ ghi lên Kafka.", "Sends a service's whole log to Kafka again."))
@click.argument("service")
def republish(service: str) -> None:
    _run(_republish(service))
    click.echo(f"Sẽ gửi lại từ đầu / Will be sent again from the start: {service}")


async def _republish(service: str) -> None:
    database = Database(Settings().database(service))
    await database.start(size=1)
    await publish_again(database.pool)
    await database.stop()


@cli.group(help=both("Sự kiện bị giữ lại.", "Parked events."))
def parked() -> None: ...


_service = click.argument("service")
_source = click.option("--source", required=True, help=both("Dịch vụ nguồn.", "Where the stream comes from."))
_stream = click.option("--stream", required=True, help=both("Luồng sự kiện.", "The stream."))
_reason = click.option("--reason", required=True, help=both("Lý do, được ghi vào sổ.", "Why; it is recorded."))


@parked.command(name="list", help=both("Các luồng bị giữ lại.", "The parked streams."))
@_service
def list_streams(service: str) -> None:
    items = _ask("GET", service, "parked")["items"]
    print_json(items)
    raise SystemExit(Exit.FINDINGS if items else Exit.WELL)


@parked.command(help=both("Các sự kiện của một luồng.", "The events of one stream."))
@_service
@_source
@_stream
def show(service: str, source: str, stream: str) -> None:
    print_json(_ask("GET", service, f"parked/{source}/{stream}")["items"])


@parked.command(help=both("Áp dụng lại một luồng.", "Applies a stream again."))
@_service
@_source
@_stream
@_reason
def retry(service: str, source: str, stream: str, reason: str) -> None:
    done = _ask("POST", service, "parked/retry", {"source": source, "stream": stream, "reason": reason})
    print_json(done)
    raise SystemExit(Exit.FINDINGS if done["still_parked_for"] else Exit.WELL)


@parked.command(help=both("Bỏ các sự kiện của một luồng đến một phiên bản.", "Gives a stream up to a version up."))
@_service
@_source
@_stream
@click.option("--version", required=True, type=int,
              help=both("Phiên bản cuối được bỏ.", "The last version given up."))  # fmt: skip
@_reason
def discard(service: str, source: str, stream: str, version: int, reason: str) -> None:
    wish = {"source": source, "stream": stream, "version": version, "reason": reason}
    print_json(_ask("POST", service, "parked/discard", wish))


def _ask(method: str, service: str, path: str, body: Any = None) -> Any:
    return ask(f"{service}/{path}", role="ops", method=method, body=body).json()
