"""What names may look like: they stand in stream ids, figure ids and addresses, so letters, digits and hyphens."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

UnitCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")]
"""A unit or a group of units."""
CampaignId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
PlanId = CampaignId
DutyId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")]
IndicatorCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,24}$")]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Line = Annotated[str, Field(min_length=1, max_length=500)]
Words = Annotated[str, Field(min_length=1, max_length=5000)]
