"""POST of one activity over HTTP with `wrk`: the real recording route beside the same server's check without append.

One worker process with the role `api`: what else a service does, the relay above all, may run in a process of its own.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import orjson

from bench.figures import ROUNDS, Figure, figure
from bench.lab import Lab, connected
from bench.samples import CAMPAIGN, UNITS, activity, published
from chungtay_kernel.tokens import issue, make_key_pair
from chungtay_local.ports import free_ports

SECONDS = 3
CALLERS = (32, 1, 128)
TARGETS = {32: 0.6}
MISSING = "wrk is missing: apt-get install wrk (or brew install wrk). Left out: HTTP append at 1, 32 and 128 callers."
ASKED = f"/intake/campaigns/{CAMPAIGN}"

# Every request has an Idempotency-Key of its own, also across runs and threads.
_LUA = """
local started, count = os.getenv("BENCH_KEYS"), 0
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
local body = os.getenv("BENCH_BODY")
function request()
  count = count + 1
  wrk.headers["Idempotency-Key"] = started .. "-" .. count
  return wrk.format("POST", nil, nil, body)
end
"""


@asynccontextmanager
async def served(lab: Lab) -> AsyncIterator[str]:
    """One worker of intake, its campaign heard; yields its address."""
    secrets = lab.folder / "secrets"
    make_key_pair(secrets)
    fresh = await lab.databases.fresh("intake", migrations="chungtay_intake:migrations")
    async with connected(fresh.owner) as connection:
        await connection.execute("INSERT INTO campaign VALUES ($1, $2)", CAMPAIGN, orjson.dumps(published()))
    port = free_ports(1)[0]
    environment = {
        **os.environ, "CHUNGTAY_DATABASE_URL": lab.postgres, "CHUNGTAY_SECRETS": str(secrets),
        "CHUNGTAY_ROLES": "api", "CHUNGTAY_LOG_LEVEL": "WARNING",
    }  # fmt: skip
    command = [sys.executable, "-m", "uvicorn", "bench.checking:app", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([*command, "--no-access-log"], env=environment)  # noqa: ASYNC220  starts at once
    try:
        await _open(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


async def _open(address: str) -> None:
    async with asyncio.timeout(30), httpx.AsyncClient(base_url=address) as client:
        while True:
            try:
                if (await client.get("/intake/ready")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


async def wrk(lab: Lab, address: str, callers: int, run: str) -> float:
    """Requests a second; RuntimeError where any was refused."""
    script = lab.folder / "append.lua"
    script.write_text(_LUA, "utf-8")
    output = await asyncio.to_thread(_wrk, script, address, callers, _environment(lab.folder, run))
    if "Non-2xx" in output or "Socket errors" in output:
        raise RuntimeError(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])  # type: ignore[index]


def _wrk(script: Path, address: str, callers: int, environment: dict[str, str]) -> str:
    command = ["wrk", "-t1", f"-c{callers}", f"-d{SECONDS}s", "--timeout", "10s", "-s", str(script), address]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def _environment(folder: Path, run: str) -> dict[str, str]:
    told = activity(1).model_dump(mode="json")
    left_out = ("campaign", "channel", "received_at", "on_behalf_of", "duty")
    body = {name: value for name, value in told.items() if name not in left_out}
    token = issue(folder / "secrets", account="bench", unit=UNITS[1], roles=["officer"], days=1)
    return {**os.environ, "BENCH_KEYS": run, "BENCH_TOKEN": token, "BENCH_BODY": orjson.dumps(body).decode()}


async def measure(lab: Lab) -> list[Figure]:
    if shutil.which("wrk") is None:
        print(MISSING)
        return []
    figures: list[Figure] = []
    async with served(lab) as address:
        for callers in CALLERS:
            product, raw = [], []
            for round_ in range(ROUNDS):
                raw.append(await wrk(lab, f"{address}{ASKED}/checks", callers, f"c{callers}-{round_}"))
                product.append(await wrk(lab, f"{address}{ASKED}/activities", callers, f"a{callers}-{round_}"))
            figures.append(
                figure(
                    f"HTTP append, {callers} callers / validate only", product, raw, unit="req/s",
                    target=TARGETS.get(callers), better="higher",
                )
            )  # fmt: skip
    return figures
