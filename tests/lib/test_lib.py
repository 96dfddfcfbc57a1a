"""Folding, settings, workspaces, database addresses."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.lib import database, env
from chancery.lib.text import fold
from chancery.lib.workspace import Workspace


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("Ðà Nẵng", "da nang"),
        ("Bộ\u00a0Công  Thương", "bo cong thuong"),
        ("Hoa\u0300 bi\u0300nh", "hoa binh"),
    ],
)
def test_folding_makes_what_a_hurried_officer_types(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_bad_setting_fails_loudly(monkeypatch):
    monkeypatch.setenv("CHANCERY_DEBUG", "perhaps")
    with pytest.raises(env.SettingError, match="CHANCERY_DEBUG"):
        env.flag("CHANCERY_DEBUG", default=False)
    monkeypatch.setenv("CHANCERY_MAX_UPLOAD_MB", "-3")
    with pytest.raises(env.SettingError, match="whole number"):
        env.number("CHANCERY_MAX_UPLOAD_MB", 50)


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("CHANCERY_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env.text("CHANCERY_SECRET_KEY", "") == "from a file"
    monkeypatch.setenv("CHANCERY_SECRET_KEY_FILE", str(tmp_path / "missing"))
    with pytest.raises(env.SettingError, match="cannot read"):
        env.text("CHANCERY_SECRET_KEY", "")


def test_settings_that_are_said_are_taken(monkeypatch):
    monkeypatch.setenv("A_FLAG", "off")
    monkeypatch.setenv("A_NUMBER", "7")
    monkeypatch.setenv("WORDS", "a, b,,c")
    assert env.flag("A_FLAG", default=True) is False
    assert env.number("A_NUMBER", 1) == 7
    assert env.number("NOT_SAID", 3) == 3
    assert env.words("WORDS") == ["a", "b", "c"]


def test_postgresql_is_one_address():
    made = database.from_url("postgresql://an:p%40ss@db.local:5433/chancery?sslmode=require")
    assert (made["USER"], made["PASSWORD"], made["HOST"]) == ("an", "p@ss", "db.local")
    assert (made["PORT"], made["NAME"]) == (5433, "chancery")
    assert made["OPTIONS"] == {"sslmode": "require"}
    assert database.from_url("postgresql:///c?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "nonsense"])
def test_another_database_is_refused_with_the_remedy(address):
    with pytest.raises(env.SettingError, match="postgresql://user"):
        database.from_url(address)


def test_the_secret_key_is_made_once_and_only_the_owner_reads_it(tmp_path):
    workspace = Workspace(tmp_path / "w")
    assert workspace.secret_key() != workspace.secret_key()
    assert not workspace.root.exists()
    workspace.make()
    assert workspace.secret_key() == workspace.secret_key()
    mode = (workspace.root / "secret.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
