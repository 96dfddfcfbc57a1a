"""An address that cannot be fetched is told in a line, never a traceback."""

from types import SimpleNamespace

import pytest

from chancery.cli import fetching
from chancery.cli.fetching import FetchError, fetch, is_address


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "http://a b/", "http://localhost:abc/", "https://", "http://\u2100/"],
)
def test_an_address_that_makes_no_sense_is_told(address):
    assert is_address(address)
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(address)


@pytest.mark.parametrize(
    "path", ["report.txt", "./http/", "ftp://host/file", "file:///etc/passwd"]
)
def test_what_is_not_on_the_web_is_a_path(path):
    assert not is_address(path)


class Dripping:
    """A server that sends a byte at a time, each after a minute."""

    def read1(self, most):
        return b"x"[:most]


def test_a_server_that_sends_drop_by_drop_is_given_up(monkeypatch):
    clock = iter(range(0, 10_000, 60))
    monkeypatch.setattr(fetching, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    with pytest.raises(TimeoutError, match="120 seconds"):
        fetching._read(Dripping(), 100)


def test_no_more_is_fetched_than_may_be():
    assert fetching._read(Dripping(), 7) == b"x" * 7
