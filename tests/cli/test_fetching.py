"""An address that cannot be fetched is told in a line, never a traceback."""

import pytest

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
