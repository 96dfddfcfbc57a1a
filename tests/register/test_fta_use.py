"""The use of agreements: figures of sources, rates computed, files taken and taken back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chancery.history.models import Event
from chancery.intake.fta_use.columns import map_headings, named
from chancery.intake.fta_use.plan import UseWanted, plan_uses
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions
from chancery.register.actions.fta_use import take_back_fta_uses, take_fta_uses
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.fta import queries
from chancery.register.fta.queries import by_year, rate_of
from chancery.register.models import FtaUse
from chancery.work.sheets.table import SheetLimits, read_table
from tests import make

SHEET = """Báo cáo tận dụng ưu đãi,,,,,,,
Hiệp định,Năm,Chiều,Chương HS,Kim ngạch đủ điều kiện,Kim ngạch dùng ưu đãi,Thuế tiết kiệm được,Nguồn
VJEPA,2025,Xuất khẩu,,"1.000.000,5",400000,50000,Bộ Công Thương
VJEPA,2025,Xuất khẩu,Chương 3,600000,300000,40000,Bộ Công Thương
VJEPA,2025,nhập,64,,,"1,5",Bộ Công Thương
"""


def lan():
    return make.viewer(make.lan())


@pytest.fixture
def agreement(db):
    return make.agreement()


def planned(text, by=None, **values):
    table = read_table(text.encode(), "a.csv", SheetLimits(), named)
    wanted = UseWanted(**{"guard": make.guard(), **values})
    return plan_uses(table, map_headings(table.headings), wanted, by or lan())


def use(agreement, **values):
    return make.fta_use(agreement=agreement.pk, **values)


def test_a_figure_gets_a_reference_and_its_rate_is_computed(agreement):
    row = use(agreement, chapter="03")
    assert row.reference.startswith("UD-")
    assert rate_of(row) == Decimal("0.42")
    (event,) = Event.objects.filter(kind="ftause")
    assert event.values_beside.changes["eligible"] == [None, "1000"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 1889}, "year"),
        ({"direction": "transit"}, "direction"),
        ({"chapter": "98"}, "chapter"),
        ({"chapter": "00"}, "chapter"),
        ({"chapter": "3"}, "chapter"),
        ({"currency": "ZZZ"}, "currency"),
        ({"source": " "}, "source"),
        ({"used": Decimal(-1)}, "used"),
        ({"eligible": None, "used": None}, "eligible"),
    ],
)
def test_a_figure_that_cannot_be_kept_is_told_by_field(agreement, values, field):
    with pytest.raises(InvalidValuesError) as told:
        use(agreement, **values)
    assert list(told.value.by_field) == [field]


def test_one_source_says_a_thing_once_and_two_sources_may_differ(agreement):
    use(agreement)
    with pytest.raises(InvalidValuesError):
        use(agreement)
    use(agreement, source="Hải quan", used=Decimal(500))
    assert FtaUse.objects.count() == 2


def test_figures_are_for_who_may_know_of_them_and_of_the_agreement(agreement):
    row = use(agreement)
    assert access.fta_uses(make.viewer(make.hien())).get() == row
    for person in (make.son, make.oanh, make.khoa, make.nobody):
        assert not access.fta_uses(make.viewer(person())).exists()
    secret = make.agreement(short="MẬT", by=make.son(), keeping=make.guard("moit", "restricted"))
    use(secret, keeping=make.guard("moit", "public"), by=make.son())
    assert list(access.fta_uses(lan())) == [row]


def test_a_figure_is_changed_once_for_each_version_and_withdrawn_by_its_holder(agreement):
    row = use(agreement)
    values = make.fta_use_values(agreement=agreement.pk, used=Decimal(500))
    assert actions.change_fta_use(use=row, values=values, version=1, by=lan()).version == 2
    with pytest.raises(ChangedMeanwhileError):
        actions.change_fta_use(
            use=row, values=make.fta_use_values(agreement=agreement.pk), version=1, by=lan()
        )
    with pytest.raises(NotAllowedError):
        actions.withdraw_fta_use(use=row, reason="x", by=make.viewer(make.son()))
    actions.withdraw_fta_use(use=row, reason="Nhầm", by=lan())
    assert not FtaUse.objects.exists()


def test_a_year_is_the_whole_of_the_source_or_its_chapters_added_up(agreement):
    use(agreement, eligible=Decimal(1000), used=Decimal(400))
    use(agreement, chapter="03", eligible=Decimal(600), used=Decimal(300))
    use(agreement, chapter="03", source="Hải quan", eligible=Decimal(5), used=Decimal(1))
    use(agreement, chapter="04", source="Hải quan", eligible=Decimal(5), used=None)
    found = {g.source: g for g in by_year(queries.uses_of_agreement(lan(), agreement))}
    assert (found["Bộ Công Thương"].eligible, found["Bộ Công Thương"].is_summed) == (1000, False)
    other = found["Hải quan"]
    assert (other.eligible, other.used, other.is_summed) == (10, None, True)
    assert rate_of(other) is None


@given(some.integers(0, 10**9), some.integers(0, 10**9))
def test_a_rate_is_a_share_of_what_was_eligible(eligible, used):
    row = FtaUse(eligible=Decimal(eligible), used=Decimal(used))
    rate = rate_of(row)
    assert (rate is None) == (eligible == 0)
    if rate is not None:
        assert abs(rate * eligible - used) <= Decimal("0.00005") * eligible


def test_a_sheet_is_read_with_its_headings_below_a_title(agreement):
    plan = planned(SHEET)
    assert plan.problems == []
    whole, fish, shoes = plan.new
    assert (whole.eligible, whole.chapter, whole.direction) == (Decimal("1000000.5"), "", "export")
    assert (fish.chapter, shoes.chapter, shoes.direction) == ("03", "64", "import")
    assert shoes.saved == Decimal("1.5")


@pytest.mark.parametrize(
    ("old", "new", "said", "cell"),
    [
        (
            "VJEPA,2025,Xuất khẩu,Chương",
            "VXYZ,2025,Xuất khẩu,Chương",
            "gọi như vậy|called so",
            "!A4",
        ),
        ("VJEPA,2025,nhập", "VJEPA,25,nhập", "năm|year", "!B5"),
        ("nhập", "quá cảnh", "export|xuất", "!C5"),
        ("Chương 3", "Chương 98", "HS", "!D4"),
        ('"1,5"', "1.234", "decimals|thập phân", "!G5"),
        ("600000", "nhiều", "amount|số tiền", "!E4"),
    ],
)
def test_a_cell_that_cannot_be_used_is_told_with_its_address(agreement, old, new, said, cell):
    plan = planned(SHEET.replace(old, new))
    (problem,) = plan.problems
    assert problem.at.endswith(cell)
    assert any(word in str(problem) for word in said.split("|"))
    assert len(plan.new) == 2


def test_what_a_row_does_not_say_is_chosen_for_the_sheet(agreement):
    text = "Năm;Kim ngạch đủ điều kiện;Kim ngạch dùng ưu đãi\n2024;2,5;1\n"
    (row,) = planned(
        text, agreement=agreement.pk, direction="import", source="Hải quan", scale="1000000"
    ).new
    assert (row.eligible, row.source, row.direction) == (2_500_000, "Hải quan", "import")
    assert len(planned(text).problems) == 3


def test_a_row_that_stands_is_known_or_differs_and_twice_in_a_sheet_is_an_error(agreement):
    run = take_fta_uses(rows=planned(SHEET).new, guard=make.guard(), file="a.csv", by=lan())
    assert run.made == {"rows": 3}
    assert planned(SHEET).counts["known"] == 3
    (row,) = [r for r in planned(SHEET.replace("400000", "1")).rows if r.fate == "differs"]
    assert row.of is not None
    last = SHEET.splitlines()[-1]
    assert planned(f"{SHEET}{last}\n").counts["error"] == 1
    with pytest.raises(StateError):
        take_fta_uses(rows=planned(SHEET).new, guard=make.guard(), file="a.csv", by=lan())


def test_two_who_take_the_same_sheet_at_once_write_it_once(agreement):
    rows = planned(SHEET).new
    take_fta_uses(rows=rows, guard=make.guard(), file="a.csv", by=lan())
    with pytest.raises(StateError):
        take_fta_uses(rows=rows, guard=make.guard(), file="a.csv", by=lan())
    assert FtaUse.objects.count() == 3


def test_an_import_is_taken_back_but_for_what_was_changed(agreement):
    run = take_fta_uses(rows=planned(SHEET).new, guard=make.guard(), file="a.csv", by=lan())
    row = FtaUse.objects.get(chapter="03")
    values = make.fta_use_values(agreement=agreement.pk, chapter="03", used=Decimal(7))
    actions.change_fta_use(use=row, values=values, version=1, by=lan())
    after = take_back_fta_uses(run=run, by=lan())
    assert after.taken_back == {"rows": 2}
    assert [ref for _key, ref, _why in after.kept] == [row.reference]
    with pytest.raises(NotAllowedError):
        take_fta_uses(
            rows=planned(SHEET).new, guard=make.guard(), file="a", by=make.viewer(make.son())
        )
