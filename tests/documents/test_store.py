"""Originals: byte for byte, whole or not there."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.documents import store
from chancery.documents.errors import DocumentError
from chancery.documents.receiving import safe_name


@given(data=st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_what_is_kept_comes_back_byte_for_byte(workspace, data):
    address = store.put(data)
    assert address == hashlib.sha256(data).hexdigest()
    assert store.get(address) == data


def test_keeping_the_same_bytes_again_writes_nothing(workspace):
    address = store.put(b"same")
    before = store.path_of(address).stat().st_mtime_ns
    assert store.put(b"same") == address
    assert store.path_of(address).stat().st_mtime_ns == before


def test_a_changed_original_is_noticed(workspace):
    address = store.put(b"as received")
    store.path_of(address).write_bytes(b"as forged")
    with pytest.raises(DocumentError, match="changed on disk"):
        store.get(address)


def test_a_missing_original_says_what_to_do(workspace):
    with pytest.raises(DocumentError, match="restore it"):
        store.get("0" * 64)


def test_a_half_written_original_is_swept_away_and_never_found(workspace):
    address = store.put(b"whole")
    half = store.path_of(address).parent / ".part-killed"
    half.write_bytes(b"wh")
    assert store.sweep() == 1
    assert not half.exists()
    assert store.get(address) == b"whole"


def test_a_truncated_original_is_written_anew(workspace):
    address = store.put(b"whole and sound")
    store.path_of(address).write_bytes(b"who")
    store.put(b"whole and sound")
    assert store.get(address) == b"whole and sound"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ha\\Công văn.docx", "Công văn.docx"),
        ("ba\x00d\nname.txt", "badname.txt"),
        ("  .  ", "."),
    ],
)
def test_a_hostile_name_is_only_ever_shown(given_name, shown):
    assert safe_name(given_name) == shown


def test_a_very_long_name_keeps_its_ending():
    name = safe_name("a" * 500 + ".docx")
    assert len(name) <= 200
    assert name.endswith(".docx")
