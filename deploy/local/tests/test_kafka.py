"""A Kafka of our own: the settings the bus rests on, and records that outlive kill -9."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from chungtay_kernel.topics import Topic, check_topics, create_topics, read_topics
from chungtay_local import kafka
from chungtay_local.machine import ROOT

TOPICS = ROOT / "deploy" / "topics.yaml"


async def _send(bootstrap: str, topic: str, value: bytes, timestamp_ms: int) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        await producer.send_and_wait(topic, value, partition=0, timestamp_ms=timestamp_ms)


async def _first(bootstrap: str, topic: str) -> tuple[bytes | None, int]:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    async with consumer:
        consumer.assign([TopicPartition(topic, 0)])
        record = await consumer.getone()
        return record.value, record.timestamp


async def test_the_committed_topics_can_be_made_twice_and_are_as_readiness_wants_them(kafka_bootstrap: str) -> None:
    topics = read_topics(TOPICS)
    assert {topic.partitions for topic in topics} == {12}
    await create_topics(kafka_bootstrap, topics)
    assert await create_topics(kafka_bootstrap, topics) == []
    assert await check_topics(kafka_bootstrap, topics) == []


async def test_no_topic_is_made_by_the_way(kafka_bootstrap: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka_bootstrap, request_timeout_ms=1000) as producer:
        with pytest.raises(KafkaError):
            await producer.send_and_wait("nobody.made.this", b"")


async def test_a_record_keeps_the_time_the_broker_got_it_and_outlives_kill_9(tmp_path: Path) -> None:
    folder = tmp_path / "Dữ liệu"
    broker = kafka.start(folder)
    await create_topics(broker.address, [Topic("kept", 1)])
    long_ago = 1_718_000_000_000
    await _send(broker.address, "kept", "giữ".encode(), long_ago)
    broker.kill()

    again = kafka.start(folder)
    value, timestamp = await _first(again.address, "kept")
    again.stop()

    assert again.address == broker.address
    assert value == "giữ".encode()
    assert abs(timestamp - time.time() * 1000) < 600_000
