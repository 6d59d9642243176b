"""Kafka topics: made from deploy/topics.yaml, never by the way, and checked by readiness.

The two settings matter: with CreateTime a record stamped with its event's time falls to retention at once, and
a compacted topic would drop all but a stream's last event.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from chungtay_kernel.pauses import closed

PARTITIONS = 12
SETTINGS = {"message.timestamp.type": "LogAppendTime", "cleanup.policy": "delete"}


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    partitions: int = PARTITIONS
    replicas: int = 1
    settings: dict[str, str] = field(default_factory=lambda: dict(SETTINGS))


def read_topics(path: Path) -> list[Topic]:
    """`topics:` of a YAML file: a list of {name, partitions?, replicas?, settings?}; settings add to SETTINGS."""
    entries = yaml.safe_load(path.read_text("utf-8"))["topics"]
    return [Topic(**{**entry, "settings": SETTINGS | entry.get("settings", {})}) for entry in entries]


@asynccontextmanager
async def _admin(kafka: str) -> AsyncGenerator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka, request_timeout_ms=10_000)
    try:
        await admin.start()
        yield admin
    finally:
        await closed(admin.close())


async def create_topics(kafka: str, topics: Sequence[Topic]) -> list[str]:
    """Creates the topics that are missing and names them. Raises KafkaError."""
    async with _admin(kafka) as admin:
        wanted = [NewTopic(t.name, t.partitions, t.replicas, topic_configs=t.settings) for t in topics]
        answer: Any = await admin.create_topics(wanted)
    created: list[str] = []
    for name, code, *_ in answer.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(f"{name} could not be created")
        if not code:
            created.append(name)
    return created


async def missing_topics(kafka: str, names: Sequence[str]) -> list[str]:
    """Which of these topics the broker does not have. Raises KafkaError."""
    async with _admin(kafka) as admin:
        return sorted(set(names) - set(await admin.list_topics()))


async def check_topics(kafka: str, topics: Sequence[Topic]) -> list[str]:
    """What is wrong with the topics, a sentence each; empty where all is well or cannot be asked."""
    try:
        async with _admin(kafka) as admin:
            present = {t["topic"]: len(t["partitions"]) for t in await admin.describe_topics() if not t["error_code"]}
            found = [t for t in topics if t.name in present]
            return [
                *(f"{t.name}: missing; create it from deploy/topics.yaml" for t in topics if t.name not in present),
                *(f"{t.name}: {present[t.name]} partitions, not {t.partitions}"
                  for t in found if present[t.name] != t.partitions),
                *await _wrong_settings(admin, found),
            ]  # fmt: skip
    except KafkaError as error:
        return [f"broker: {error!r}"]


async def _wrong_settings(admin: AIOKafkaAdminClient, topics: Sequence[Topic]) -> list[str]:
    if not topics:
        return []
    asked = [ConfigResource(ConfigResourceType.TOPIC, t.name) for t in topics]
    answers: Any = await admin.describe_configs(asked)
    actual = {r[3]: {entry[0]: entry[1] for entry in r[4]} for answer in answers for r in answer.resources}
    return [
        f"{t.name}: {key} is {actual[t.name].get(key)}, not {value}"
        for t in topics
        for key, value in t.settings.items()
        if actual[t.name].get(key) != value
    ]
