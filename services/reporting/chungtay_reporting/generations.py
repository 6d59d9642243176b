"""Which of the two generations of fact tables serves."""

from __future__ import annotations

from chungtay_kernel.database import Tx


async def serving(tx: Tx) -> str:
    """For a reader: the generation of its snapshot."""
    return await tx.fetchval("SELECT generation FROM serving")


async def serving_for_write(tx: Tx) -> str:
    """For a consumer's transaction: held until it ends, so that a switch never passes a writer."""
    return await tx.fetchval("SELECT generation FROM serving FOR SHARE")


async def switch(tx: Tx, generation: str) -> None:
    await tx.execute("UPDATE serving SET generation = $1, since = clock_timestamp()", generation)
