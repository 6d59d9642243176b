"""PostgreSQL refuses to run as root; a launcher that is root hands it to an account without privileges."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import sys
from dataclasses import dataclass

_PR_SET_PDEATHSIG = 1
_PR_SET_SECUREBITS = 28
_NO_SETUID_FIXUP = 1 << 2
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAP_DAC_OVERRIDE = 1
_CAPABILITY_VERSION_3 = 0x20080522

_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Account:
    """A system account; `become` is called in a child between fork and exec."""

    uid: int
    gid: int

    def become(self) -> None:
        """Drop root for good, but keep the right to reach files.

        A checkout often lies under a folder that only root may enter (mode 0700). Opening that folder to
        everyone would be worse than letting this one process pass, so that capability is all that is kept.
        """
        with contextlib.suppress(OSError):
            # else access(2), with which PostgreSQL looks for its own files, would ask without the capability
            _prctl(_PR_SET_SECUREBITS, _NO_SETUID_FIXUP)
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)
        with contextlib.suppress(OSError):
            # a container may not own the capability: then plain permissions decide
            _keep_only(_CAP_DAC_OVERRIDE)


def unprivileged() -> Account | None:
    """The account servers run under, or None where the launcher is no root and needs none."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _prctl(option: int, *arguments: int) -> None:
    if sys.platform == "linux" and _LIBC.prctl(option, *arguments, *([0] * (4 - len(arguments)))) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _keep_only(capability: int) -> None:
    if sys.platform != "linux":
        return
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)  # effective, permitted, inheritable; low and high word
    if _LIBC.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability)


def end_with_parent(parent: int, signal_number: int) -> None:
    """Ask the kernel to signal this process when its parent dies, even by SIGKILL. Called before exec.

    Must come after `become`: a change of user clears the wish.
    """
    _prctl(_PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal_number)
