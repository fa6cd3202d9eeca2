"""One writer at a time: a lock of the operating system, which a killed process cannot leave behind."""

from __future__ import annotations

import errno
import sys
import time
from contextlib import contextmanager
from typing import IO
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_PAUSE = 0.1
_PATIENCE = 300
"""How often a lock that somebody else holds is asked for: half a minute."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; wait half a minute where another process holds it.

    Raises:
        ConfigurationError: it is still held.
    """
    with path.open("ab") as handle:
        for _ in range(_PATIENCE):
            if _lock(handle):
                break
            time.sleep(_PAUSE)
        else:
            raise ConfigurationError([finding("release.busy", Place(path.name))])
        yield


def _lock(handle: IO[bytes]) -> bool:
    """Try to lock; the lock ends when the file is closed or the process dies."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network drives know no locks: there two runs at once have to be kept apart by the people who start them.
        return error.errno not in _HELD
    return True
