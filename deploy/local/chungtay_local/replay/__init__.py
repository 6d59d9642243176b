"""The sample June of 2024, replayed through the real API and the real bus."""

from chungtay_local.replay.play import CAMPAIGN, play

__all__ = ["CAMPAIGN", "play"]
