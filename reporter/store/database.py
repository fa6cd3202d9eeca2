"""Opening the store: an SQLite file beside the outputs, or any database that SQLAlchemy reaches."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update
from sqlalchemy.engine import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import NoSuchModuleError

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.places import Place
from reporter.store.schema import METADATA
from reporter.store.schema import VERSION
from reporter.store.schema import VERSIONS
from reporter.store.upgrading import upgrade_from_1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from reporter.findings import Finding

_PATIENCE = 30
"""Seconds to wait for another process that writes the same SQLite file."""


@contextmanager
def opened(address: str, *, to_write: bool = False) -> Iterator[Connection]:
    """Open the store in one transaction; a store that does not exist is made, one of version 1 brought up to ours.

    `address` is the URL of a database, or the path of an SQLite file. Who opens it to write is alone in writing: the
    next waits for the end of the transaction, and sees what it left.

    Raises:
        ConfigurationError: the address is none, the database cannot be reached, or the store is of a later version.
    """
    url = _url(address)
    try:
        engine = create_engine(url, connect_args={"timeout": _PATIENCE} if _is_file(url) else {})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ConfigurationError([_refusal("store.driver-missing", url, str(error))]) from error
    try:
        _make_room(url)
        METADATA.create_all(engine)
        with engine.begin() as connection:
            _check_version(connection, url)
        with engine.begin() as connection:
            if to_write:  # the change of nothing takes the lock, in a file as on a server
                connection.execute(update(VERSIONS).values(version=VERSION))
            yield connection
    except DBAPIError as error:
        raise ConfigurationError([_refusal("store.refused", url, str(error.orig))]) from error
    except OSError as error:
        raise ConfigurationError([_refusal("store.refused", url, error.strerror or str(error))]) from error
    finally:
        engine.dispose()


def exists(address: str) -> bool:
    """Tell whether there may be a store at the address; of a server one cannot tell before asking."""
    url = _url(address)
    return not _is_file(url) or (url.database is not None and Path(url.database).is_file())


def _url(address: str) -> URL:
    try:
        return make_url(address) if "://" in address else URL.create("sqlite", database=address)
    except ArgumentError as error:
        raise ConfigurationError([finding("store.not-an-address", Place("--store"), found=address)]) from error


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _make_room(url: URL) -> None:
    if _is_file(url) and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _check_version(connection: Connection, url: URL) -> None:
    version = connection.scalar(select(VERSIONS.c.version))
    if version is None:
        connection.execute(insert(VERSIONS).values(version=VERSION))
    elif version == 1:
        upgrade_from_1(connection)
    elif version != VERSION:
        raise ConfigurationError([_refusal("store.other-version", url, str(version))])


def _refusal(rule: str, url: URL, found: str) -> Finding:
    """Name the store without folders, hosts or passwords."""
    name = Path(url.database or "").name or url.get_backend_name()
    return finding(rule, Place(name), found=found, expected=str(VERSION))
