"""Long work on a kept file in a thread of the server: how far it is, and what came of it.

Both stand in a file beside the kept one, so that any process of the server can tell, and go with
it after a day. Who creates the file does the work; a second one only looks on.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import translation

from chancery.lib import progress
from chancery.lib.errors import ChanceryError

QUIET = 60.0
"""Seconds without a word after which the process that worked is gone."""
_TOLD_EVERY = 0.5
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """``result`` once it is over; ``error`` where the rules refused it, in words for the person."""

    done: int = 0
    of: int = 0
    is_over: bool = False
    result: Any = None
    error: str = ""
    is_lost: bool = False
    """Nobody works on it any more: its process was stopped."""

    @property
    def percent(self) -> int:
        """For a person; a whole number."""
        return 100 * self.done // self.of if self.of else 0


def start(token: str, what: str, work: Callable[[], Any]) -> None:
    """Do this for a kept file, once; returns at once. ``work`` gives what JSON can hold."""
    place = _place(token, what)
    try:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    language = translation.get_language() or settings.LANGUAGE_CODE
    begin(lambda: _work(place, work, language))


def standing(token: str, what: str) -> Standing | None:
    """How far it is; None where it was never begun."""
    place = _place(token, what)
    try:
        text, since = place.read_text("utf-8"), place.stat().st_mtime
    except FileNotFoundError:
        return None
    found = Standing(**json.loads(text)) if text else Standing()
    quiet = not found.is_over and time.time() - since > QUIET
    return replace(found, is_lost=found.is_lost or quiet)


def forget(token: str, what: str) -> None:
    """It may be begun anew."""
    _place(token, what).unlink(missing_ok=True)


def begin(job: Callable[[], None]) -> None:
    """In a thread of this process, which ends with it."""
    threading.Thread(target=_in_thread, args=(job,), name="sheet", daemon=True).start()


def _in_thread(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        connection.close()


def _work(place: Path, work: Callable[[], Any], language: str) -> None:
    told = _Teller(place)
    try:
        with translation.override(language), progress.listening(told):
            after = Standing(is_over=True, result=work())
    except ChanceryError as error:
        after = Standing(is_over=True, error=str(error))
    except Exception:  # the edge of a job: the page says that it broke off
        log.exception("sheet")
        after = Standing(is_lost=True, is_over=True)
    _write(place, after)


class _Teller:
    """Writes down how far it is, twice a second at most."""

    def __init__(self, place: Path) -> None:
        self._place, self._last = place, 0.0

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self._last >= _TOLD_EVERY:
            self._last = now
            _write(self._place, Standing(done, of))


def _write(place: Path, now: Standing) -> None:
    """Whole or not at all: somebody may be reading. Once the file is taken away nobody asks."""
    beside = place.with_suffix(f"{place.suffix}-new")
    with suppress(FileNotFoundError):
        beside.write_text(json.dumps(asdict(now), ensure_ascii=False), "utf-8")
        beside.chmod(0o600)
        beside.replace(place)


def _place(token: str, what: str) -> Path:
    root: Path = settings.WORKSPACE.root
    return root / "imports" / f"{token}.{what}"
