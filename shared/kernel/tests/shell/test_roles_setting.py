"""What a process does is listed in one environment variable."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from chungtay_kernel.settings import ALL_ROLES, Settings


def test_a_process_does_everything_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHUNGTAY_ROLES", raising=False)
    assert Settings().roles == ALL_ROLES


def test_roles_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGTAY_ROLES", "api, timers")
    assert Settings().roles == {"api", "timers"}


def test_a_role_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGTAY_ROLES", "api,king")
    with pytest.raises(ValidationError):
        Settings()
