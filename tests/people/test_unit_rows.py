"""What each row of units would do."""

import pytest
from django.utils import translation

from chancery.people import actions
from chancery.people.actions.own_units import values_of
from chancery.people.importing import State, guess_columns
from chancery.people.models import Unit, UnitName
from chancery.people.sheets import read_text
from chancery.people.unit_rows import COLUMNS, UnitValues, plan_units
from chancery.work.rules import may_assign
from tests import make

KNOWN = {
    "mofa": UnitValues("mofa", "ministry", "Bộ Ngoại giao", "Ministry of Foreign Affairs"),
    "mofa-economic": UnitValues(
        "mofa-economic", "department", "Vụ Tổng hợp kinh tế", "Economic", belongs_to="mofa"
    ),
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def planned(*lines, head="Mã;Tên đơn vị;Loại;Trực thuộc;Múi giờ;Từ ngày;Đến ngày"):
    sheet = read_text("\n".join([head, *lines]))
    return plan_units(sheet, guess_columns(sheet, COLUMNS), KNOWN, [("mofa", "Bộ Ngoại vụ")])


def problem(*lines) -> str:
    row = planned(*lines)[0]
    assert row.state == State.ERROR
    return "; ".join(f"{p.column}: {p.cause}" for p in row.problems)


def test_headings_are_recognised_in_both_languages():
    english = read_text("Key,Vietnamese name,Kind,Parent\nx,Phòng X,Department,mofa")
    assert guess_columns(english, COLUMNS) == {"key": 0, "name_vi": 1, "kind": 2, "belongs_to": 3}


def test_a_new_unit_gets_a_key_below_its_parent():
    row = planned(";Phòng Thương mại;Vụ;Vụ Tổng hợp kinh tế;;01/03/2025;")[0]
    assert (row.state, row.values.key) == (State.NEW, "mofa-economic-phong-thuong-mai")
    assert row.values.start == "2025-03-01"


def test_a_unit_above_is_found_by_key_by_name_by_former_name_and_below_in_the_file():
    rows = planned(
        "a;Phòng A;department;mofa;;;",
        "b;Phòng B;department;bộ ngoại giao;;;",
        "c;Phòng C;department;Bộ Ngoại vụ;;;",
        "d;Tổ D;department;Phòng E;;;",
        "e;Phòng E;department;mofa;;;",
    )
    assert [row.values.belongs_to for row in rows] == ["mofa", "mofa", "mofa", "e", "mofa"]
    assert {row.state for row in rows} == {State.NEW}


def test_an_empty_cell_changes_nothing():
    assert planned("mofa;Bộ Ngoại giao;;;;;")[0].state == State.UNCHANGED
    row = planned("mofa;Bộ Ngoại vụ;;;;;")[0]
    assert row.state == State.CHANGED
    assert row.changes == (("name_vi", "Bộ Ngoại giao", "Bộ Ngoại vụ"),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x;;department;mofa;;;", "Tên đơn vị: the name is missing"),
        ("Có Dấu;Phòng X;department;mofa;;;", "Mã: it cannot be a key"),
        ("x;=HYPERLINK(1);department;mofa;;;", "Tên đơn vị: it begins like a formula"),
        ("x;Phòng\u202eX;department;mofa;;;", "Tên đơn vị: it holds hidden characters"),
        ("x;Phòng X;tổ đội;mofa;;;", "Loại: this kind is not known"),
        ("x;Phòng X;;mofa;;;", "kind: the kind is missing"),
        ("x;Phòng X;department;Bộ Gì đó;;;", "Trực thuộc: no unit is called so"),
        ("x;Phòng X;department;mofa;Asia/Tokio;;", "Múi giờ: this time zone is not known"),
        ("x;Phòng X;department;mofa;;32/01/2025;", "Từ ngày: it is no date"),
        ("x;Phòng X;department;mofa;;2025-02-01;2025-01-01", "Đến ngày: it ends before it starts"),
        (f"x;{'a' * 251};department;mofa;;;", "Tên đơn vị: it is longer than 250 characters"),
        ("x;Phòng X;department;x;;;", "Trực thuộc: following the units above"),
    ],
)
def test_a_row_that_cannot_be_taken_names_cell_and_cause(line, said):
    assert said.replace("kind: the kind", "the kind") in problem(line)


def test_a_ring_of_two_is_found():
    rows = planned("a;Phòng A;department;b;;;", "b;Phòng B;department;a;;;")
    assert {row.state for row in rows} == {State.ERROR}


def test_a_key_that_stands_twice_is_an_error_in_both_rows():
    rows = planned("a;Phòng A;department;mofa;;;", "a;Phòng B;department;mofa;;;")
    assert [row.problems[0].cause for row in rows] == [
        "the key a stands in row 3 too",
        "the key a stands in row 2 too",
    ]


def test_a_row_waits_for_the_bad_row_above_it():
    rows = planned("a;Phòng A;tổ;mofa;;;", "b;Tổ B;department;a;;;", "c;Nhóm C;department;b;;;")
    assert [row.problems[-1].cause for row in rows[1:]] == [
        "the row of the unit above has errors"
    ] * 2


@pytest.mark.django_db
def test_taking_the_good_rows_twice_adds_them_once():
    make.units("mofa-economic")
    lines = (
        ";Phòng A;department;mofa-economic;;;",
        ";;department;mofa;;;",
        "d;Tổ D;department;e;;;",
        "e;Phòng E;department;mofa;;;",
    )

    def plan():
        sheet = read_text(
            "\n".join(["Mã;Tên đơn vị;Loại;Trực thuộc;Múi giờ;Từ ngày;Đến ngày", *lines])
        )
        known = {unit.pk: values_of(unit) for unit in Unit.objects.all()}
        return plan_units(sheet, guess_columns(sheet, COLUMNS), known)

    assert actions.take_units(rows=plan(), file="x.csv", by="khoa") == (3, 0)
    assert [row.state for row in plan()] == ["unchanged", "error", "unchanged", "unchanged"]
    assert actions.take_units(rows=plan(), file="x.csv", by="khoa") == (0, 0)
    assert Unit.objects.get(pk="d").belongs_to_id == "e"
    assert UnitName.objects.filter(unit="e").count() == 1


@pytest.mark.django_db
def test_a_unit_below_a_ministry_is_assigned_work_as_its_own_departments_are():
    make.units("mofa", "moit")
    values = UnitValues("mofa-x", "department", "Phòng X", "X", belongs_to="mofa")
    actions.add_unit(values=values, by="khoa")
    assert may_assign("mofa", "mofa-x")
    assert not may_assign("moit", "mofa-x")
