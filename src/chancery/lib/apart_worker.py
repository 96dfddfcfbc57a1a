"""The other side of ``lib.apart``: takes calls from its input until that ends."""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chancery.lib.apart import Bounds, Call, read, write, write_progress
from chancery.lib.progress import listening

if sys.platform == "win32":
    resource = None
else:
    import resource

_GROWN = 400 * 1024 * 1024
"""A worker that holds so much more than at its beginning makes room for a fresh one."""
_ALARM_AFTER = 5


def main() -> None:
    """Answer call after call."""
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not end up among the answers.
    os.dup2(2, 1)
    at_first = _size()
    while True:
        try:
            call: Call = pickle.loads(read(calls))  # noqa: S301 - from the process that started us
        except EOFError:
            return
        with listening(lambda done, of: write_progress(answers, done, of)):
            state, content = answer(call)
        last = state == "memory" or _size() - at_first > _GROWN
        write(answers, bytes([last]) + content)
        if last:
            return


def answer(call: Call) -> tuple[str, bytes]:
    """The state (``value``, ``memory``, ``failed``), and with it the value or the error's name."""
    try:
        with _within(call.bounds):
            return "value", pickle.dumps(("value", _called(call)))
    except MemoryError:
        return "memory", pickle.dumps(("memory", None))
    except Exception as error:  # noqa: BLE001 - the edge: told by its kind, never by its words
        return "failed", pickle.dumps(("failed", type(error).__name__))


def _called(call: Call) -> Any:
    module, _, name = call.function.partition(":")
    found = importlib.import_module(module)
    return getattr(found, name)(*call.arguments) if name else None


@contextmanager
def _within(bounds: Bounds) -> Iterator[None]:
    """Memory is bounded by the system; the clock ends us should nobody be there to do it."""
    before = _limit_memory(bounds.memory)
    if bounds.seconds and hasattr(signal, "alarm"):
        signal.alarm(int(bounds.seconds) + _ALARM_AFTER)
    try:
        yield
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        if resource and before:
            resource.setrlimit(resource.RLIMIT_AS, before)


def _limit_memory(memory: int) -> tuple[int, int] | None:
    """Set the limit for this call; None where the system has none (Windows, macOS)."""
    if not memory or not resource or not (size := _size()):
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size + memory
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    return soft, hard


def _size() -> int:
    """Address space of this process in bytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize() if resource else 0


if __name__ == "__main__":
    main()
