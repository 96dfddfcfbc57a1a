"""How far a long piece of work is, told from deep inside it to whoever listens.

>>> seen = []
>>> with listening(lambda done, of: seen.append((done, of))):
...     tell(1, 3)
>>> seen
[(1, 3)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("chancery_progress", default=None)


def tell(done: int, of: int) -> None:
    """So many of so many parts are done; nothing happens where nobody listens."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(done, of)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Let ``listener`` hear what is told inside the block."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
