"""Answers are kept by what they were made from, and only for as long as they are right."""

import os
from datetime import date

import pyarrow as pa
import pytest

from chancery.economy import cache
from chancery.economy.cache import Answer, default_folder, kept
from chancery.economy.tables import Provenance, Source, Table

SOURCE = Source("flows.csv", "ab" * 32, 3)


@pytest.fixture
def answer():
    rows = pa.table({"partner": ["Hàn Quốc", "Nhật Bản"], "share": [0.25, None]})
    told = Provenance("shares", {"level": 2}, (SOURCE,), 3, 2, {"no value": 1})
    return Answer({"shares of 2022": Table(rows, told)}, {"converged": True, "years": [2022]})


@pytest.fixture
def asked(tmp_path):
    """The one question of these tests."""
    return {
        "method": "shares",
        "inputs": ["ab" * 32],
        "options": {"level": 2, "importers": frozenset({"JPN", "KOR"})},
        "folder": tmp_path / "kept",
    }


class Maker:
    """Gives an answer and counts how often it was asked."""

    def __init__(self, answer):
        self.answer, self.times = answer, 0

    def __call__(self):
        self.times += 1
        return self.answer


def test_the_same_question_of_the_same_files_is_worked_out_once(answer, asked):
    make = Maker(answer)
    first, again = kept(**asked, make=make), kept(**asked, make=make)
    assert make.times == 1
    assert first.kept_on is None
    assert again.kept_on == date.today()  # noqa: DTZ011 - the person's own day
    assert again.told == first.told
    assert list(again.tables) == ["shares of 2022"]
    table = again.tables["shares of 2022"]
    assert table.rows.equals(answer.tables["shares of 2022"].rows)
    assert table.provenance == answer.tables["shares of 2022"].provenance


@pytest.mark.parametrize(
    "other",
    [
        {"method": "sums"},
        {"inputs": ["cd" * 32]},
        {"options": {"level": 4, "importers": frozenset({"JPN", "KOR"})}},
        {"options": {"level": 2, "importers": frozenset({"JPN"})}},
        {"folder": None},
    ],
)
def test_another_question_is_another_answer(answer, asked, other):
    kept(**asked, make=Maker(answer))
    make = Maker(answer)
    assert kept(**asked | other, make=make).kept_on is None
    assert make.times == 1


def test_an_answer_of_other_code_is_not_given(answer, asked, monkeypatch):
    kept(**asked, make=Maker(answer))
    monkeypatch.setattr(cache, "_code", lambda: "corrected")
    assert kept(**asked, make=Maker(answer)).kept_on is None


@pytest.mark.parametrize("damaged", ["told.json", "0.parquet"])
def test_a_kept_answer_that_is_damaged_is_made_again(answer, asked, damaged):
    kept(**asked, make=Maker(answer))
    next(asked["folder"].glob(f"*/{damaged}")).write_bytes(b"PAR1 cut")
    make = Maker(answer)
    assert kept(**asked, make=make).told == answer.told
    assert kept(**asked, make=make).kept_on is not None
    assert make.times == 1


def test_what_cannot_be_kept_is_still_answered(answer, asked, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert kept(**asked | {"folder": tmp_path / "file"}, make=lambda: answer) is answer


def test_a_disk_that_fills_leaves_nothing_behind(answer, asked, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chancery.economy.tables.parquet.write_table", full)
    assert kept(**asked, make=lambda: answer) is answer
    assert list(asked["folder"].iterdir()) == []


def test_those_not_asked_for_longest_make_room(answer, asked):
    def ask(level, age):
        kept(**asked | {"options": {"level": level}}, make=Maker(answer))
        for place in asked["folder"].iterdir():
            if place not in seen:
                seen[place] = level
                os.utime(place, (age, age))

    seen = {}
    ask(2, age=2_000)
    ask(4, age=1_000)
    kept(
        **asked | {"options": {"level": 2}}, make=Maker(answer)
    )  # asked for again: now the younger
    size = sum(one.stat().st_size for one in next(iter(seen)).iterdir())
    kept(**asked | {"options": {"level": 6}}, make=Maker(answer), at_most=int(2.5 * size))
    left = {seen.get(place, 6) for place in asked["folder"].iterdir()}
    assert left == {2, 6}


def test_answers_are_kept_where_the_person_keeps_such_things(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "chancery" / "economy"
