"""Run a function in a process of its own, with a limit of time and of memory.

What reads files of strangers may hang, take all memory or crash: then the worker dies and not the
server. Workers are warm: one handles call after call and is replaced when it died or grew, so that
a call costs a millisecond and not the start of Python (decision 12).

What comes back is not trusted more than the file was: only plain values and the classes that the
caller names are made of it.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from chancery.lib.errors import ChanceryError
from chancery.lib.progress import Listener

PROGRESS = b"\x02"
"""First byte of a frame that tells how far a call is; others say whether the worker ends."""
_SO_FAR = struct.Struct(">II")
_LENGTH = struct.Struct(">Q")
_REPLY_AT_MOST = 1024**3
_TO_END = 5.0


class ApartError(ChanceryError):
    """The call did not end well: the function failed there, or the worker broke off."""


class TookTooLongError(ApartError):
    """The call was not over in its time."""


class NeededTooMuchError(ApartError):
    """The call asked for more memory than it may have."""


class BrokeOffError(ApartError):
    """The worker died: a crash in a library, or no memory where the library does not ask twice."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds by the clock and bytes of memory beyond what the worker has anyway; 0 is no limit."""

    seconds: float = 0
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """What a worker is asked: ``function`` is ``module:name``."""

    function: str
    arguments: tuple[Any, ...]
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers: ``value``, ``memory`` or ``failed``; ``last`` if it ends now."""

    state: str
    value: Any
    last: bool = False


class Workers:
    """Warm workers of this process, as many at once as it has cores; safe to call from threads.

    After a fork the child makes its own. Idle ones beyond ``spare`` are let go.
    """

    def __init__(self, *, at_once: int = 0, spare: int = 1) -> None:
        self._at_once = at_once or os.cpu_count() or 1
        self._spare = spare
        self._idle: list[_Worker] = []
        self._begin()
        atexit.register(self.close)

    def call(
        self,
        function: str,
        *arguments: Any,
        bounds: Bounds,
        classes: Iterable[type] = (),
        told: Listener | None = None,
    ) -> Any:
        """The function's value; ApartError of one kind or another where there is none.

        ``told`` hears what the function tells of its progress (``lib.progress``).

        Whatever the function raises is an ApartError with the name of the error's class only: its
        words may hold words of the file.
        """
        if self._owner != os.getpid():
            self._begin()
        with self._places:
            worker = self._take()
            try:
                reply = worker.ask(Call(function, arguments, bounds), classes, told)
            except BaseException:
                worker.kill()
                raise
            self._give_back(worker, last=reply.last)
        if reply.state == "memory":
            raise NeededTooMuchError("it needed more memory than it may have")
        if reply.state == "failed":
            raise ApartError(f"the program that reads it failed ({reply.value})")
        return reply.value

    def warm(self, module: str, function: str = "") -> None:
        """Start a worker and let it import a module and call a function, without waiting for it."""
        worker = self._take()
        worker.tell(Call(f"{module}:{function}", (), Bounds()))
        self._give_back(worker)

    def close(self) -> None:
        """Let all idle workers go."""
        with self._lock:
            idle, self._idle = self._idle, []
        if self._owner == os.getpid():
            for worker in idle:
                worker.kill()

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(self._at_once)
        self._idle = []

    def _take(self) -> _Worker:
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return _Worker()
            if worker.lives():
                return worker
            worker.kill()

    def _give_back(self, worker: _Worker, *, last: bool = False) -> None:
        with self._lock:
            keep = not last and worker.lives() and len(self._idle) < self._spare
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.kill()


class _Worker:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "chancery.lib.apart_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._owed = 0
        self._overdue = False

    def lives(self) -> bool:
        return self._process.poll() is None

    def tell(self, call: Call) -> None:
        """Send a call whose answer nobody waits for."""
        with suppress(OSError):
            write(self._pipe(self._process.stdin), pickle.dumps(call))
            self._owed += 1

    def ask(self, call: Call, classes: Iterable[type], told: Listener | None = None) -> Reply:
        """The answer. The worker is killed when its time is over, which ends the waiting."""
        timer = self._timer(call.bounds.seconds)
        try:
            content = self._exchanged(pickle.dumps(call), told)
        except (OSError, EOFError):
            raise self._trouble(call.bounds) from None
        finally:
            if timer:
                timer.cancel()
        return _unpickled(content, classes)

    def _exchanged(self, call: bytes, told: Listener | None) -> bytes:
        answers = self._pipe(self._process.stdout)
        write(self._pipe(self._process.stdin), call)
        for _ in range(self._owed):
            read(answers)
        self._owed = 0
        while (content := read(answers))[:1] == PROGRESS:
            if told and len(content) == 1 + _SO_FAR.size:
                told(*_SO_FAR.unpack(content[1:]))
        return content

    def kill(self) -> None:
        """End the worker and all that it started."""
        self._end()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                self._pipe(pipe).close()
        self._process.wait()

    def _end(self) -> None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _timer(self, seconds: float) -> threading.Timer | None:
        if not seconds:
            return None
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        return timer

    def _expire(self) -> None:
        self._overdue = True
        self._end()

    def _trouble(self, bounds: Bounds) -> ApartError:
        if self._overdue:
            return TookTooLongError(f"it took longer than {bounds.seconds:g} seconds")
        try:
            code = self._process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            code = None
        return BrokeOffError(f"the program that reads it broke off ({code})")

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise OSError("no pipe")
        return pipe


def write(pipe: IO[bytes], content: bytes) -> None:
    """One frame: its length, then itself."""
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def write_progress(pipe: IO[bytes], done: int, of: int) -> None:
    """A frame that tells how far a call is."""
    write(pipe, PROGRESS + _SO_FAR.pack(done, of))


def read(pipe: IO[bytes]) -> bytes:
    """One frame; EOFError where the other side is gone or talks nonsense."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > _REPLY_AT_MOST:
        raise EOFError
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


class _Unpickler(pickle.Unpickler):
    """Makes plain values, and of classes those that are allowed."""

    def __init__(self, content: bytes, classes: Iterable[type]) -> None:
        super().__init__(io.BytesIO(content))
        self._classes = {(c.__module__, c.__qualname__): c for c in classes}

    def find_class(self, module: str, name: str, /) -> Callable[..., Any]:
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed") from None


def _unpickled(content: bytes, classes: Iterable[type]) -> Reply:
    try:
        state, value = _Unpickler(content[1:], classes).load()
    except Exception as error:  # whatever a hostile answer makes of it, there is no answer
        raise BrokeOffError("the program that reads it answered nonsense") from error
    return Reply(str(state), value, last=content[0] > 0)
