"""One port in front of services that run, and die, as processes of their own: bytes are passed on as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress

_UNAVAILABLE = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_LONGEST_HEAD = 64 * 1024


@asynccontextmanager
async def gateway(ports: Mapping[str, int]) -> AsyncGenerator[str]:
    """The base URL; the first part of a request's path chooses the port, anew for every connection."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await reader.readuntil(b"\r\n\r\n")
            await _pass_on(head, reader, writer, ports)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=_LONGEST_HEAD)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _pass_on(
    head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ports: Mapping[str, int]
) -> None:
    service = head.split(b" ", 2)[1].split(b"/", 2)[1].split(b"?")[0].decode()
    try:
        answer, upstream = await asyncio.open_connection("127.0.0.1", ports[service])
    except (OSError, KeyError):
        writer.write(_UNAVAILABLE)
        await writer.drain()
        return
    upstream.write(_last_request(head))
    both = [asyncio.ensure_future(_pump(reader, upstream)), asyncio.ensure_future(_pump(answer, writer))]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)  # either side's end is the connection's
    finally:
        for pump in both:
            pump.cancel()
        upstream.close()


def _last_request(head: bytes) -> bytes:
    """The same head, but the service closes after its answer: the next request may have to go to another process."""
    first, *lines = head.split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([first, b"Connection: close", *kept])


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
