"""Reading on the workers of a dask.distributed scheduler, for more workbooks than one machine reads in good time.

A file is opened here, where the drop folder is. A worker gets its bytes and its name and reads them in a process apart,
as they would be read here. Whoever reaches a scheduler can run programs on it: it belongs in a closed network.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import deque
from concurrent.futures import CancelledError
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.processes.isolation import Question
from reporter.intake.processes.isolation import resident
from reporter.intake.refusal import RefusalError
from reporter.intake.workbooks import read_bytes
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Generator
    from collections.abc import Sequence

    from distributed import Future

    from reporter.findings import Finding
    from reporter.intake.folder import Arrival
    from reporter.intake.processes.isolation import Read

_SCHEMES = frozenset({"tcp", "tls", "ws", "wss"})
_PATIENCE = 10.0
"""Seconds for the scheduler to answer, and for a cluster that lost its workers to get new ones."""
_AHEAD = 2
"""Files sent for each thread of the cluster: no thread waits for its next file, and no scheduler holds them all."""


def _fault(rule: str, found: str, address: str = "") -> Finding:
    return finding(f"home.scheduler-{rule}", Place("--scheduler"), found=found, expected=address)


try:
    import dask
    from distributed import Client
    from distributed import KilledWorker
    from distributed import Security
    from distributed.client import ClosedClientError
    from distributed.core import rpc
except ImportError as missing:
    raise ConfigurationError([_fault("package", missing.name or "")]) from missing


def read_on_cluster(arrivals: Sequence[Arrival], address: str) -> Generator[Read]:
    """Read workbooks on the workers of a scheduler and yield the results in the order given.

    Raises:
        ConfigurationError: the address is none, the scheduler does not answer any more, or it has no workers or workers
            of another program.
    """
    most = _AHEAD * _greeted(address)
    for name in ("distributed", "distributed.client"):
        # It logs a lost connection as a traceback; what matters of it is said by our own fault.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # Workbooks may weigh more than what dask warns of.
    settings = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    try:
        with settings, Client(address, timeout=_PATIENCE, set_as_default=False) as client:
            _check_program(client)
            yield from _read_in_turn(client, arrivals, most)
    except (OSError, CancelledError, ClosedClientError) as error:
        raise ConfigurationError([_fault("unreachable", str(error) or type(error).__name__, address)]) from error


def _read_in_turn(client: Client, arrivals: Sequence[Arrival], most: int) -> Generator[Read]:
    """Send so many files ahead at most, and receive them in the order they were sent."""
    sent: deque[tuple[str, Future[Read] | Read]] = deque()
    for arrival in arrivals:
        sent.append((arrival.name, _sent(client, arrival)))
        if len(sent) >= most:
            yield _received(client, *sent.popleft())
    while sent:
        yield _received(client, *sent.popleft())


def _greeted(address: str) -> int:
    """Return how many files the cluster reads at once."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        is_address = parts.scheme in _SCHEMES and bool(parts.hostname and parts.port)
    except ValueError:
        is_address = False
    if not is_address:
        raise ConfigurationError([_fault("address", address)])
    try:
        threads = asyncio.run(asyncio.wait_for(_threads(address), _PATIENCE))
    # What is no scheduler may answer with anything, with a length beyond all memory too; a client would wait for ever.
    except (OSError, ValueError, TypeError, MemoryError) as error:
        raise ConfigurationError([_fault("unreachable", str(error) or type(error).__name__, address)]) from error
    if not threads:
        raise ConfigurationError([_fault("no-workers", address)])
    return threads


async def _threads(address: str) -> int:
    arguments = Security().get_connection_args("client")
    async with rpc(address, timeout=_PATIENCE, connection_args=arguments) as scheduler:
        return int((await scheduler.identity()).get("total_threads", 0))


def _check_program(client: Client) -> None:
    """Refuse workers that would read otherwise than this program does: equal inputs give equal outputs anywhere."""
    programs = client.run(_program, on_error="return")
    others = sorted(worker for worker, program in programs.items() if program != _program())
    if others:
        raise ConfigurationError([_fault("other-program", "、".join(others[:5]))])


@cache
def _program() -> str:
    """Return a digest of this program's own text, as it was when this process first read it."""
    house = Path(__file__).parents[2]
    texts = sorted(path for path in house.rglob("*") if path.suffix in {".py", ".toml"})
    return hashlib.sha256("\0".join(path.read_text(encoding="utf-8") for path in texts).encode()).hexdigest()


def _sent(client: Client, arrival: Arrival) -> Future[Read] | Read:
    try:
        data = read_bytes(arrival.path)
    except RefusalError as refusal:
        return None, (refusal.finding(arrival.name),)
    return client.submit(_read, data, arrival.name, pure=False)


def _read(data: bytes, name: str) -> Read:
    return resident(Question("bytes", (data, name), name))


def _received(client: Client, name: str, sent: Future[Read] | Read) -> Read:
    """Wait for a file to be read; the loss of one worker is its own, the loss of all or of the scheduler is not."""
    if isinstance(sent, tuple):
        return sent
    while True:
        try:
            error = sent.exception(timeout=_PATIENCE)
            if error is None:
                return sent.result(timeout=_PATIENCE)
        except KilledWorker as lost:
            error = lost
        except TimeoutError:
            client.wait_for_workers(1, timeout=_PATIENCE)
            continue
        # The error's own text names hosts and tasks, which are others in every run.
        return None, (finding("intake.worker-stopped", Place(name), found=type(error).__name__),)
