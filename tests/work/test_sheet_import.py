"""A tracking sheet becomes tasks: planned, taken in one transaction, taken back, sent out again."""

import io
from collections import Counter
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.history.queries import verify
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit, UnitName
from chancery.work import access, actions
from chancery.work.actions.sheets import take_back_sheet, take_sheet
from chancery.work.errors import StateError
from chancery.work.models import SheetLine, Task
from chancery.work.queries import timeliness_of
from chancery.work.sheets.columns import map_headings
from chancery.work.sheets.official import official_rows, unit_names
from chancery.work.sheets.plan import Fate, Wanted, plan_sheet
from chancery.work.sheets.runs import import_of
from chancery.work.sheets.table import read_table
from chancery.work.sheets.workbook import official_book
from tests import make
from tests.work.sheets import book, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(db):
    make.ground()


def planned(*rows, by=None, assigner="pm", held_by="vpcp", data=None, **kept):
    table = read_table(data or book(*rows), "theo-doi.xlsx")
    wanted = Wanted(make.guard(held_by, *kept.values()), assigner)
    who = make.viewer(by or make.quang())
    return plan_sheet(table, map_headings(table.headings).found, wanted, who)


def taken(*rows, by=None, **more):
    who = by or make.quang()
    plan = planned(*rows, by=who, **more)
    return take_sheet(plan=plan, file="theo-doi.xlsx", by=make.viewer(who))


def only(plan):
    (one,) = plan.rows
    return one


def sent(who, rows=None):
    viewer = make.viewer(who)
    found = access.tasks(viewer).order_by("reference") if rows is None else rows
    return official_book(official_rows(found, viewer, unit_names()))[0].getvalue()


def test_a_row_becomes_a_task_with_its_units_dates_state_and_the_rest_beside_it():
    run = taken(row(old_dues="30/06/2026", extensions="1", due="31/12/2026"))
    task = Task.objects.get(pk=run.made[0].key)
    assert (task.lead_id, task.assigner_id, task.basis) == ("moit", "pm", "assigned")
    assert {unit.pk for unit in task.coordinating.all()} == {"mof", "province-lang-son"}
    assert (task.due, task.original_due) == (date(2026, 12, 31), date(2026, 6, 30))
    assert task.state == "in_progress"
    line = task.sheet_line
    assert (line.file, line.row, line.percent) == ("theo-doi.xlsx", 5, 40)
    assert (line.leader, line.contact, line.category) == (
        "Thứ trưởng Nguyễn Văn A",
        "Doãn Hải Sơn",
        "Đột xuất",
    )


def test_a_task_that_was_done_in_time_is_so_here():
    run = taken(row(state="Hoàn thành", percent="100%", finished="20/03/2026", due="31/03/2026"))
    task = Task.objects.get(pk=run.made[0].key)
    assert task.state == "done"
    assert timezone.localdate(task.done_at) == date(2026, 3, 20)
    assert timeliness_of(task) == "done_on_time"


def test_history_tells_of_each_row_and_of_the_import_and_the_chain_holds():
    run = taken(row(), row(text="Việc khác"))
    told = Event.objects.filter(action="task.import", actor="quang")
    assert [int(event.key) for event in told] == [one.key for one in run.made]
    changes = told[0].values_beside.changes
    assert changes["row"] == [None, 5]
    assert changes["file"] == [None, "theo-doi.xlsx"]
    assert changes["lead"] == [None, "moit"]
    assert Event.objects.get(action="import.run").key == run.key
    assert import_of(make.viewer(make.lan()), run.key) is None
    assert verify().is_whole


@pytest.mark.parametrize(
    ("cells", "kind", "at"),
    [
        ({"text": ""}, "no_text", "B5"),
        ({"lead": ""}, "no_lead", "D5"),
        ({"lead": "Bộ Mây"}, "unknown_lead", "D5"),
        ({"lead": "Bộ Công Thương; Bộ Tài chính"}, "many_leads", "D5"),
        ({"coordinating": "Bộ Tài chính; Bộ Mây"}, "unknown_coordinating", "E5"),
        ({"start": "30/02/2026"}, "no_such_day", "G5"),
        ({"due": "sớm nhất"}, "no_day", "H5"),
        ({"due": "31/12/2025"}, "due_before_start", "H5"),
        ({"state": "lửng lơ"}, "unknown_state", "K5"),
        ({"percent": "140%"}, "no_share", "M5"),
        ({"state": "Hoàn thành", "percent": ""}, "no_finish", "T5"),
        ({"finished": "31/12/2099"}, "not_yet", "T5"),
        ({"reference": "NV-2026-9999"}, "unknown_id", "P5"),
        ({"extensions": "nhiều"}, "no_count", "U5"),
        ({"old_dues": "30/06/2026"}, "few_extensions", "U5"),
        ({"approver_email": "a@"}, "no_email", "X5"),
        ({"giver": "Thủ tướng Chánh phủ"}, "unknown_giver", "Q5"),
        ({"giver": "Bộ Tài chính"}, "no_authority", "Q5"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_cell_cause_and_remedy(cells, kind, at):
    found = only(planned(row(**cells)))
    assert found.fate == Fate.ERROR
    (problem,) = found.problems
    assert (problem.kind, problem.at) == (kind, f"Nhiệm vụ!{at}")
    assert problem.cause
    assert problem.remedy


def test_a_near_name_of_a_unit_is_proposed():
    (problem,) = only(planned(row(lead="Bộ Công Thươg"))).problems
    assert problem.remedy == "write “Bộ Công Thương” if that is meant"


def test_units_are_found_by_key_old_name_and_what_they_were_merged_into():
    make.merged_unit()
    UnitName.objects.create(unit=make.unit("moit"), name_vi="Bộ Thương mại", end="2007-08-01")
    found = planned(
        row(lead="moit"),
        row(lead="bo thuong mai", text="b"),
        row(lead="Bộ Kế hoạch và Đầu tư", text="c"),
    )
    assert [one.values.lead for one in found.rows] == ["moit", "moit", "mof"]


def test_a_giver_who_is_a_person_stays_as_written_under_the_unit_chosen():
    run = taken(row(giver="Phó Thủ tướng Trần Văn B"))
    task = Task.objects.get(pk=run.made[0].key)
    assert (task.assigner_id, task.issuer_text) == ("pm", "Phó Thủ tướng Trần Văn B")
    assert only(planned(row(giver="Phó Thủ tướng Trần Văn B"), assigner="")).fate == Fate.ERROR


def test_only_who_gives_the_order_brings_it_in():
    """The ministry's desk does not speak for the Prime Minister; it holds what it brings itself."""
    (problem,) = only(planned(row(), by=make.lan(), held_by="mofa-economic")).problems
    assert problem.kind == "no_authority"
    with pytest.raises(StateError, match="nothing to take"):
        taken(row(), by=make.lan(), held_by="mofa-economic")


def test_what_a_unit_resolved_for_itself_is_closed_by_its_head():
    done = row(giver="Bộ Công Thương", state="Hoàn thành", percent="", finished="20/03/2026")
    assert only(planned(done, by=make.son(), held_by="moit")).problems[0].kind == "no_authority"
    assert only(planned(done, by=make.binh(), held_by="moit")).fate == Fate.NEW


def test_who_may_not_write_for_the_holder_brings_nothing():
    plan = planned(row())
    with pytest.raises(NotAllowedError):
        take_sheet(plan=plan, file="x", by=make.viewer(make.oanh()))
    assert Task.objects.count() == 0


def test_rows_that_say_the_same_are_told_and_so_are_tasks_that_stand():
    assert [one.fate for one in planned(row(), row()).rows] == [Fate.NEW, Fate.ERROR]
    run = taken(row())
    twin = only(planned(row(text="  đàm phán mở cửa thị trường cho quả bưởi sang Nhật Bản.")))
    assert (twin.fate, twin.of) == (Fate.TWIN, run.made[0].reference)


def test_a_twin_that_one_may_not_see_is_not_told():
    taken(row(lead="Bộ Ngoại giao"), sensitivity="restricted")
    assert Task.objects.get().named_units.filter(pk="mofa").exists()
    mine = row(lead="Bộ Công Thương", giver="Bộ Công Thương", reference="NV-2026-0001")
    (problem,) = only(planned(mine, by=make.son(), held_by="moit")).problems
    assert problem.kind == "unknown_id"


def test_the_same_sheet_with_ids_of_another_system_is_known_again():
    sheet = [
        row(reference="2026/A/17"),
        row(
            text="Việc hai",
            reference="2026/A/18",
            state="Hoàn thành",
            percent="100",
            finished="01/03/2026",
        ),
    ]
    taken(*sheet)
    plan = planned(*sheet)
    assert [one.fate for one in plan.rows] == [Fate.KNOWN, Fate.KNOWN]
    with pytest.raises(StateError):
        take_sheet(plan=plan, file="x", by=make.viewer(make.quang()))


def test_a_known_row_of_another_sheet_that_says_otherwise_waits_for_a_choice():
    taken(row(reference="17"))
    found = only(planned(row(reference="17", due="30/11/2026", result="Đã trình")))
    assert found.fate == Fate.CONFLICT
    assert [cell.name for cell in found.cells] == ["due", "result"]
    assert only(planned(row(reference="17", category="Khác"))).fate == Fate.DIFFERS


def test_an_import_is_taken_back_but_for_what_somebody_worked_on():
    run = taken(row(state=""), row(text="b", state=""), row(text="c", state=""))
    moved, said = (Task.objects.get(pk=one.key) for one in run.made[:2])
    actions.move(task=moved, move="accept", by=make.viewer(make.binh()))
    actions.comment(task=said, text="Đã xem", unit="moit", by=make.viewer(make.binh()))
    after = take_back_sheet(run=run, by=make.viewer(make.quang()))
    assert after.taken_back == (run.made[2].reference,)
    assert [one.reference for one in after.kept] == [moved.reference, said.reference]
    assert Task.objects.count() == 2
    assert SheetLine.objects.count() == 2
    with pytest.raises(StateError, match="already"):
        take_back_sheet(run=after, by=make.viewer(make.quang()))


def test_after_a_day_an_import_stays(monkeypatch):
    run = taken(row())
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(StateError, match="one day"):
        take_back_sheet(run=run, by=make.viewer(make.quang()))


def test_an_imported_task_can_be_withdrawn_by_hand():
    run = taken(row(state=""))
    task = Task.objects.get(pk=run.made[0].key)
    actions.withdraw_task(task=task, reason="Nhầm", by=make.viewer(make.quang()))
    assert Task.objects.count() == 0


# Out, and back in.


def test_what_goes_out_comes_back_with_nothing_to_do():
    taken(
        row(),
        row(text="=HYPERLINK(1)", due="Quý IV/2026", state="", percent="", coordinating=""),
        row(text="Việc đã xong", state="Hoàn thành", percent="100%", finished="20/03/2026",
            old_dues="30/01/2026; 28/02/2026", extensions="2", due="31/03/2026"),
        row(text="Đắk Lắk, Ô-xtrây-li-a", roadmap="Quý I: khởi động\nQuý II: ký", giver="Ông B"),
    )  # fmt: skip
    make.task(text="Đổi mới, có ngày trình", due=date(2026, 12, 31))
    progressed = Task.objects.get(text="Đắk Lắk, Ô-xtrây-li-a")
    by = make.viewer(make.quang())
    plan = planned(data=sent(make.quang()), by=make.quang())
    assert len(plan.rows) == access.tasks(by).count() == 5
    assert Counter(one.fate for one in plan.rows) == {Fate.KNOWN: 5}, [
        (one.cells, one.problems) for one in plan.rows
    ]
    assert progressed.sheet_line.giver == "Ông B"


def test_the_official_sheet_has_25_columns_real_days_and_no_formula():
    taken(row(text="=1+1"))
    page = openpyxl.load_workbook(io.BytesIO(sent(make.quang())))["Nhiệm vụ"]
    assert page.max_column == 25
    head = {cell.value: place for place, cell in enumerate(page[1])}
    first = page[2]
    assert first[head["Tên nhiệm vụ"]].value == "=1+1"
    assert first[head["Tên nhiệm vụ"]].data_type == "s"
    assert first[head["Ngày hoàn thành"]].is_date
    assert first[head["Mức độ hoàn thành"]].value == 0.4
    assert first[head["Đơn vị phối hợp"]].value == "Bộ Tài chính; Tỉnh Lạng Sơn"
    assert first[head["Trạng thái"]].value == "đang thực hiện"


def test_only_what_one_may_see_goes_out():
    taken(row(), sensitivity="restricted")
    data = sent(make.oanh())
    assert openpyxl.load_workbook(io.BytesIO(data))["Nhiệm vụ"].max_row == 1


# Many rows.

BAD = {
    "no_text": {"text": ""},
    "no_lead": {"lead": ""},
    "unknown_lead": {"lead": "Bộ Mây"},
    "many_leads": {"lead": "Bộ Công Thương; Bộ Tài chính"},
    "unknown_coordinating": {"coordinating": "Bộ Mây"},
    "no_such_day": {"due": "31/02/2027"},
    "no_day": {"updated": "hôm qua"},
    "due_before_start": {"due": "01/01/2025"},
    "unknown_state": {"state": "lửng lơ"},
    "no_share": {"percent": "140%"},
    "no_finish": {"state": "Hoàn thành", "percent": ""},
    "unknown_id": {"reference": "NV-1999-{:04d}"},
}


def test_of_5000_rows_the_300_bad_ones_of_12_kinds_are_counted_and_the_others_taken():
    kinds = list(BAD)
    rows = []
    for at in range(5_000):
        bad = BAD[kinds[(at // 16) % 12]] if at % 16 == 0 and at < 4_800 else {}
        bad = {name: words.format(at) for name, words in bad.items()}
        rows.append(row(**{"text": f"Nhiệm vụ số {at}", **bad}))
    plan = planned(*rows)
    told = {fate: number for fate, number in plan.counts.items() if number}
    assert told == {"new": 4_700, "error": 300}
    assert Counter(problem.kind for problem in plan.problems) == dict.fromkeys(kinds, 25)
    assert plan.problems[3].at == f"Nhiệm vụ!D{5 + 3 * 16}"
    told = []
    run = take_sheet(plan=plan, file="x.xlsx", by=make.viewer(make.quang()), tell=told.append)
    assert Task.objects.count() == len(run.made) == told[-1] == 4_700
    assert run.left == {"error": 300}
    assert Unit.objects.get(pk="moit").led_tasks.count() == 4_700
    after = take_back_sheet(run=run, by=make.viewer(make.quang()))
    assert len(after.taken_back or ()) == 4_700
    assert Task.objects.count() == 0
