"""What a service counts, for Prometheus; a registry a service, since several may share one process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """Counted as it happens (`requests`, `seconds`, `restarts`, `fired`) or read when asked for (`observe`)."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self._service = service
        self.requests = self._counter("http_requests", "Requests answered", "method", "route", "status")
        self.seconds = Histogram(
            "chungtay_http_request_seconds", "Time to answer", ["service", "route"],
            registry=self.registry, buckets=_SECONDS,
        )  # fmt: skip
        self.restarts = self._counter("loop_restarts", "Loops that ended with an error and were begun again", "loop")
        self.fired = self._counter("timers_fired", "Timers fired", "kind")
        self._gauges: dict[str, Gauge] = {}
        self.request_children = lru_cache(maxsize=1024)(self._request_children)

    def _counter(self, name: str, description: str, *labels: str) -> Counter:
        return Counter(f"chungtay_{name}", description, ["service", *labels], registry=self.registry)

    def _request_children(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """The two series of a request; found once, since looking labels up costs more than counting."""
        return (
            self.requests.labels(self._service, method, route, str(status)),
            self.seconds.labels(self._service, route),
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        count, duration = self.request_children(method, route, status)
        count.inc()
        duration.observe(seconds)

    def restarted(self, loop: str) -> None:
        self.restarts.labels(self._service, loop).inc()

    def timer_fired(self, kind: str) -> None:
        self.fired.labels(self._service, kind).inc()

    def observe(self, name: str, description: str, value: float, labels: Mapping[str, str] | None = None) -> None:
        """Sets a gauge `chungtay_<name>`, made when first observed."""
        labels = {"service": self._service, **(labels or {})}
        if name not in self._gauges:
            self._gauges[name] = Gauge(f"chungtay_{name}", description, list(labels), registry=self.registry)
        self._gauges[name].labels(**labels).set(value)

    def text(self) -> bytes:
        """The exposition format, as Prometheus reads it."""
        return generate_latest(self.registry)


CONTENT_TYPE: Any = "text/plain; version=0.0.4; charset=utf-8"
