"""How a command asks the running system: over HTTP, with CHUNGTAY_TOKEN or a token of a few minutes that this
machine's key signs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import httpx

from chungtay_kernel.cli import Failure, Refused, Unreachable
from chungtay_kernel.settings import Settings
from chungtay_kernel.telling import in_lines
from chungtay_kernel.tokens import issue

SHORT = 0.01
"""Days."""


def ask(
    path: str, *, role: str, method: str = "GET", query: Mapping[str, Any] | None = None, body: Any = None,
    content: bytes | None = None, media: str | None = None, key: str | None = None, version: int | None = None,
    unit: str = "-", timeout: float = 60,
) -> httpx.Response:  # fmt: skip
    """The answer to a request under the system's address; parameters that are None are left out.

    `role` and `unit` are what the own token is issued for, where none is given; `body` is sent as JSON, `content` as
    it is, of the type `media`; a command carries its `key` and, where it changes something, its `version`. Raises
    Refused with the problem's own words, and Unreachable.
    """
    settings = Settings()
    params = {name: value for name, value in (query or {}).items() if value is not None}
    headers = {"Authorization": f"Bearer {_token(settings, role, unit)}"}
    headers |= {"Idempotency-Key": key} if key else {}
    headers |= {"Content-Type": media} if media else {}
    headers |= {"If-Match": f'"{version}"'} if version is not None else {}
    answer = httpx.request(
        method, f"{settings.url.rstrip('/')}/{path}", params=params, json=body, content=content, headers=headers,
        timeout=timeout, trust_env=False,
    )  # fmt: skip
    if answer.is_success:
        return answer
    raise _told(answer)


def _token(settings: Settings, role: str, unit: str) -> str:
    if given := os.environ.get("CHUNGTAY_TOKEN"):
        return given
    try:
        return issue(settings.secrets or settings.data / "secrets", account="cli", unit=unit, roles=[role], days=SHORT)
    except FileNotFoundError as error:
        raise Unreachable(
            f"Không có khóa ký {error.filename}; đặt CHUNGTAY_TOKEN hoặc CHUNGTAY_SECRETS.",
            f"There is no key {error.filename}; set CHUNGTAY_TOKEN or CHUNGTAY_SECRETS.",
        ) from None


def _told(answer: httpx.Response) -> Failure:
    if "json" not in answer.headers.get("content-type", ""):
        return Unreachable(answer.text, answer.text)
    problem: dict[str, Any] = answer.json()
    said: dict[str, str] = problem.get("details") or {"vi": answer.text, "en": answer.text}  # a gateway's own
    vi, en = (in_lines({**problem, "details": said}, language) for language in ("vi", "en"))
    return (Unreachable if answer.status_code >= 500 else Refused)(vi, en)
