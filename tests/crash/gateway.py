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
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


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
    first, rest = head.split(b"\r\n", 1)
    upstream.write(first + b"\r\nConnection: close\r\n" + rest)
    with suppress(OSError):
        await asyncio.gather(_pump(reader, upstream, end=False), _pump(answer, writer, end=True))
    upstream.close()


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter, *, end: bool) -> None:
    """Until the source ends; the answering side's end is the connection's."""
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
    if end:
        target.close()
