"""The units a campaign may name."""

from __future__ import annotations

from collections.abc import Mapping

from chungtay_tasks.events import UnitRegistered

Directory = Mapping[str, UnitRegistered]
"""Units by code, each in the one life of its code that the campaign's time asks for."""
