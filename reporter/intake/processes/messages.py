"""Messages between the program and its reading processes: a length, then that many bytes of pickled objects."""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

_LENGTH = struct.Struct("<Q")


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Read a message; the end of the stream is an EOFError."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    # The other end is this program itself, started a moment ago; what it read was never unpickled.
    return pickle.loads(_exactly(stream, length))  # noqa: S301


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
