"""Text typed in TCVN3 or VNI fonts: Latin-1 letters and signs stand where Vietnamese letters are shown."""

from __future__ import annotations

import re

_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ]")
# what TCVN3 puts for ă â ê ô ơ ư đ and toned letters and no Vietnamese text holds; VNI writes tones as ù ø û õ ï after
_TCVN3 = re.compile("[¡-¿Ð×ÞßæçðñöøþÿÆÇËÌÎÏÑÖÜåäëîïñûü]")
_FEWEST = 40


def typed_in_legacy(text: str) -> bool:
    """Whether many old letters stand in a text that has hardly a Vietnamese one."""
    legacy = len(_TCVN3.findall(text))
    return legacy > _FEWEST and legacy > 4 * len(_VIETNAMESE.findall(text))
