"""The store that the application holds open, opened again when it is lost."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from graph.errors import StoreUnavailable
from graph.store.protocol import Store

logger = logging.getLogger(__name__)

RETRY_PAUSE = 0.5
"""Seconds between attempts to open a store that is away."""


class StoreHolder:
    """One open store for all requests.

    A store that fails is not asked again: a thread opens it anew, however long that takes, and until then
    every request is told at once that it is away.
    """

    def __init__(self, opener: Callable[[], Store]) -> None:
        """`opener` opens a store, or raises StoreUnavailable."""
        self._opener = opener
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._recovery: threading.Thread | None = None
        self._closing = threading.Event()

    def open(self) -> None:
        """Open the store unless it is open; raises StoreUnavailable."""
        if self._held is None:
            self._closing.clear()
            self._held = _Held(self._opener())

    def close(self) -> None:
        """Give the store back."""
        self._closing.set()
        with self._lock:
            recovery, held, self._held = self._recovery, self._held, None
        if recovery:
            recovery.join()
        if held:
            held.retire()

    @contextmanager
    def use(self) -> Iterator[Store]:
        """The store, for one request; raises StoreUnavailable when it is away, and takes it for lost when
        that is raised inside."""
        with self._lock:
            held = self._held
            if held is not None and held.is_gone():
                self._lose(held)
                held = None
        if held is None:
            raise StoreUnavailable("the graph store is away at the moment; it is being opened again")
        try:
            with held.used():
                yield held.store
        except StoreUnavailable:
            with self._lock:
                if self._held is held:
                    self._lose(held)
            raise

    def _lose(self, held: _Held) -> None:
        """Begin to open the store again; called with the lock."""
        self._held = None
        if not self._closing.is_set():
            self._recovery = threading.Thread(
                target=self._recover, args=(held,), name="open the store again", daemon=True
            )
            self._recovery.start()

    def _recover(self, lost: _Held) -> None:
        lost.retire()
        logger.warning("the graph store is away; opening it again")
        while not self._closing.is_set():
            try:
                store = self._opener()
            except StoreUnavailable as error:
                logger.info("still away: %s", error)
                self._closing.wait(RETRY_PAUSE)
                continue
            with self._lock:
                if not self._closing.is_set():
                    self._held = _Held(store)
                    logger.warning("the graph store is back")
                    return
            store.close()


class _Held:
    """A store, closed when it is retired and the last request that uses it has ended."""

    def __init__(self, store: Store) -> None:
        self.store = store
        # Only the embedded store has its server on this machine.
        self._server_pid: int | None = getattr(store, "server_pid", None)
        self._lock = threading.Lock()
        self._users = 0
        self._retired = False

    def is_gone(self) -> bool:
        """Whether the server's process has ended, which shows faster than a failing connection."""
        return self._server_pid is not None and not is_running(self._server_pid)

    @contextmanager
    def used(self) -> Iterator[None]:
        with self._lock:
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                last = self._retired and not self._users
            if last:
                self.store.close()

    def retire(self) -> None:
        with self._lock:
            self._retired = True
            unused = not self._users
        if unused:
            self.store.close()


def is_running(pid: int) -> bool:
    """Whether the process has not ended yet."""
    try:
        os.kill(pid, 0)
        # A process whose parent has gone as well may stay as a zombie.
        return sys.platform != "linux" or _state(pid) != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
    except PermissionError:
        return True


def _state(pid: int) -> str:
    """The state of a process as Linux has it; it stands behind the name, which is in brackets."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]


def holder_of(request: Request) -> StoreHolder:
    """The application's holder."""
    holder: StoreHolder = request.app.state.holder
    return holder


def _opened(request: Request) -> Iterator[Store]:
    with holder_of(request).use() as store:
        yield store


OpenStore = Annotated[Store, Depends(_opened)]
"""A route's parameter of this type is the open store; without one the answer is 503."""
