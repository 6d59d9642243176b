"""The directory of units: who exists when, under which names, above and below whom, and in which groups.

`resolve(names, directory, at, within=issuer)` tells which unit or group each name means; `stored.whole(engine)` reads
the directory.
"""

from chungtay_tasks.directory.model import Directory, Former, Unit, UnitGroup, UnitRef
from chungtay_tasks.directory.reasons import Reason
from chungtay_tasks.directory.resolving import Candidate, Resolution, resolve

__all__ = ["Candidate", "Directory", "Former", "Reason", "Resolution", "Unit", "UnitGroup", "UnitRef", "resolve"]
