"""Calls in a process of their own: bounded in time and memory, and none harms the caller."""

import os
import pickle
import sys
import threading
from pathlib import PurePosixPath

import pytest

from chancery.lib import apart
from chancery.lib.apart import (
    ApartError,
    Bounds,
    BrokeOffError,
    NeededTooMuchError,
    TookTooLongError,
    Workers,
)

HALF_A_SECOND = Bounds(seconds=0.5)
GENEROUS = Bounds(seconds=60, memory=200 * 1024 * 1024)
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")


@pytest.fixture
def workers():
    made = Workers(at_once=2)
    yield made
    made.close()


def test_a_value_comes_back(workers):
    assert workers.call("operator:add", "a", "b", bounds=GENEROUS) == "ab"


def test_a_worker_is_kept_warm(workers):
    first = workers.call("os:getpid", bounds=GENEROUS)
    assert first != os.getpid()
    assert workers.call("os:getpid", bounds=GENEROUS) == first


def test_what_hangs_is_ended_and_the_next_call_goes_on(workers):
    with pytest.raises(TookTooLongError, match=r"0\.5 seconds"):
        workers.call("time:sleep", 60, bounds=HALF_A_SECOND)
    assert workers.call("math:sqrt", 4, bounds=GENEROUS) == 2


@linux
def test_what_takes_all_memory_is_refused_and_the_next_call_goes_on(workers):
    with pytest.raises(NeededTooMuchError):
        workers.call("builtins:bytearray", 2 * 1024**3, bounds=GENEROUS)
    assert workers.call("math:sqrt", 4, bounds=GENEROUS) == 2


def test_what_crashes_is_told_and_the_next_call_goes_on(workers):
    with pytest.raises(BrokeOffError):
        workers.call("os:abort", bounds=GENEROUS)
    assert workers.call("math:sqrt", 4, bounds=GENEROUS) == 2


def test_what_fails_is_told_by_its_kind_and_never_by_its_words(workers):
    with pytest.raises(ApartError, match="ValueError") as caught:
        workers.call("builtins:int", "a secret word", bounds=GENEROUS)
    assert "secret" not in str(caught.value)


def test_only_classes_that_are_named_are_made_of_an_answer(workers):
    path = workers.call("pathlib:PurePosixPath", "a", bounds=GENEROUS, classes=(PurePosixPath,))
    assert path == PurePosixPath("a")
    with pytest.raises(BrokeOffError, match="nonsense"):
        workers.call("pathlib:PurePosixPath", "a", bounds=GENEROUS)


def test_what_a_library_prints_is_no_answer(workers):
    assert workers.call("builtins:print", "x" * 100, bounds=GENEROUS) is None
    assert workers.call("os:write", 1, b"xyz", bounds=GENEROUS) == 3
    assert workers.call("math:sqrt", 4, bounds=GENEROUS) == 2


def test_a_large_value_goes_there_and_back(workers):
    data = b"x" * 3_000_000
    assert workers.call("builtins:bytes", data, bounds=GENEROUS) == data


def test_a_worker_that_was_warmed_answers_the_right_question(workers):
    workers.warm("decimal")
    assert workers.call("math:sqrt", 4, bounds=GENEROUS) == 2


def test_several_threads_have_workers_of_their_own(workers):
    seen = set()

    def ask():
        seen.add(workers.call("os:getpid", bounds=GENEROUS))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen
    assert os.getpid() not in seen


def test_a_worker_that_died_between_calls_is_replaced(workers):
    first = workers.call("os:getpid", bounds=GENEROUS)
    os.kill(first, 9)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert workers.call("os:getpid", bounds=GENEROUS) != first


@pytest.mark.parametrize("answer", [b"", b"\0", b"\0nonsense", b"\0" + pickle.dumps(7)])
def test_nonsense_is_no_answer(answer):
    with pytest.raises(BrokeOffError):
        apart._unpickled(answer, ())
