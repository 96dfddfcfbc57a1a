"""An official sheet goes out, is filled in, and comes back merged with what happened meanwhile."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from chancery.history.models import Event
from chancery.history.queries import verify
from chancery.work import access, actions
from chancery.work.actions.sheets import take_back_sheet, take_sheet
from chancery.work.errors import StateError
from chancery.work.models import Extension, Progress, Task
from chancery.work.queries import task_values
from chancery.work.sheets.columns import OFFICIAL, map_headings
from chancery.work.sheets.merging import MERGED, Choices, Kind, Reading, merge_row
from chancery.work.sheets.official import official_rows, unit_names
from chancery.work.sheets.plan import Fate, Wanted, plan_sheet
from chancery.work.sheets.rows import Cells, SheetTask
from chancery.work.sheets.table import Line, Table, read_table
from chancery.work.sheets.workbook import official_book
from tests import make

pytestmark = pytest.mark.django_db
AT = {column.name: place for place, column in enumerate(OFFICIAL, 1)}
SOON = timezone.localdate() + timedelta(days=60)
LATER = SOON + timedelta(days=30)


@pytest.fixture(autouse=True)
def house(db):
    make.ground()


@pytest.fixture
def task():
    """Led by the trade ministry, accepted, ordered and held by the Government Office."""
    found = make.task(
        by=make.quang(), keeping=make.guard("vpcp"), lead="moit", assigner="pm", due=SOON
    )
    return make.moved(found, "accept")


def out(who):
    viewer = make.viewer(who)
    rows = official_rows(access.tasks(viewer).order_by("reference"), viewer, unit_names())
    return official_book(rows)[0].getvalue()


def filled(data, number=2, *, bare=False, **cells):
    """The same file with some cells of a row written over; ``bare`` without the hidden sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        book["Nhiệm vụ"].cell(number, AT[name]).value = value
    if bare:
        del book["_chancery"]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def planned(data, who, held_by="moit"):
    table = read_table(data, "nhiem-vu.xlsx")
    wanted = Wanted(make.guard(held_by), "pm")
    return plan_sheet(table, map_headings(table.headings).found, wanted, make.viewer(who))


def taken(data, who, held_by="moit", **choices):
    plan = planned(data, who, held_by)
    viewer = make.viewer(who)
    return take_sheet(plan=plan, file="nhiem-vu.xlsx", by=viewer, choices=Choices(**choices))


def merges(plan):
    (row,) = plan.rows
    return {cell.name: (cell.kind, cell.was, cell.now, cell.said) for cell in row.cells}


def test_an_officer_fills_in_what_was_done_and_the_right_acts_follow(task):
    sheet = filled(
        out(make.son()),
        state="Đang thực hiện",
        result="Đã đàm phán hai vòng",
        difficulty="Thiếu kinh phí",
        percent=0.4,
        due=LATER,
        roadmap="Quý I: ký",
    )
    plan = planned(sheet, make.son())
    assert plan.rows[0].fate == Fate.CHANGED
    assert {kind for kind, *_rest in merges(plan).values()} == {Kind.CHANGE}
    assert merges(plan)["percent"] == (Kind.CHANGE, "", "", "40%")
    run = taken(sheet, make.son())
    assert run.not_done == ()
    task.refresh_from_db()
    assert (task.state, task.due) == ("in_progress", SOON)
    draft = Progress.objects.get()
    assert (draft.state, draft.health, draft.text) == ("draft", "at_risk", "Đã đàm phán hai vòng")
    assert Extension.objects.get().due_asked == LATER
    assert (task.sheet_line.percent, task.sheet_line.roadmap) == (40, "Quý I: ký")
    again = planned(sheet, make.son())
    assert again.rows[0].fate == Fate.KNOWN
    with pytest.raises(StateError, match="nothing to take"):
        taken(sheet, make.son())
    assert verify().is_whole


def test_the_whole_is_taken_back_but_for_what_was_acted_upon_since(task):
    sheet = filled(out(make.son()), state="đang thực hiện", result="Xong", percent=0.4, due=LATER)
    run = taken(sheet, make.son())
    after = take_back_sheet(run=run, by=make.viewer(make.son()))
    assert after.taken_back == (task.reference,)
    task.refresh_from_db()
    assert (task.state, Progress.objects.count()) == ("accepted", 0)
    assert Extension.objects.get().state == "withdrawn"
    assert task.sheet_line.percent is None
    run = taken(sheet, make.son())
    actions.approve_progress(progress=Progress.objects.get(), by=make.viewer(make.binh()))
    after = take_back_sheet(run=run, by=make.viewer(make.son()))
    assert "has been approved" in after.kept[0].reason
    assert verify().is_whole


def test_what_changed_here_since_the_export_is_a_conflict_and_a_person_chooses(task):
    data = out(make.quang())
    values = task_values(task)
    by = make.viewer(make.quang())
    actions.change_task(
        task=task,
        values=type(values)(**{**_fields(values), "text": "Sửa ở đây", "due": LATER}),
        version=task.version,
        by=by,
    )
    sheet = filled(data, text="Sửa trong bảng", roadmap="Quý II")
    plan = planned(sheet, make.quang(), "vpcp")
    told = merges(plan)
    assert plan.rows[0].fate == Fate.CONFLICT
    assert told["text"] == (Kind.CONFLICT, values.text, "Sửa ở đây", "Sửa trong bảng")
    assert told["roadmap"][0] == Kind.CHANGE
    assert "due" not in told  # the sheet has it as it went out: nothing is asked
    run = taken(sheet, make.quang(), "vpcp")
    assert run.settled == {"leave": 1}
    task.refresh_from_db()
    assert (task.text, task.sheet_line.roadmap) == ("Sửa ở đây", "Quý II")
    taken(sheet, make.quang(), "vpcp", conflicts="sheet", cells={"2-due": "system"})
    task.refresh_from_db()
    assert (task.text, task.due) == ("Sửa trong bảng", LATER)
    assert planned(sheet, make.quang(), "vpcp").rows[0].fate == Fate.KNOWN


def _fields(values):
    return {name: getattr(values, name) for name in values.__dataclass_fields__}


def test_what_one_may_not_do_is_told_with_its_cell_and_not_done(task):
    sheet = filled(out(make.son()), text="Khác hẳn", state="đã hủy", result="Đã làm")
    run = taken(sheet, make.son())
    assert {(one.at, one.column) for one in run.not_done} == {
        ("Nhiệm vụ!B2", "Tên nhiệm vụ"),
        ("Nhiệm vụ!K2", "Trạng thái"),
    }
    assert "Only the unit that holds this task" in run.not_done[0].why
    assert Progress.objects.get().text == "Đã làm"
    task.refresh_from_db()
    assert task.state == "accepted"


def test_a_lead_says_done_and_the_assigner_approves(task):
    day = timezone.localdate()
    cells = {"state": "Hoàn thành", "percent": 1, "finished": day, "result": "Đã ký"}
    sheet = filled(out(make.binh()), **cells)
    run = taken(sheet, make.binh())
    assert [one.column for one in run.not_done] == ["Trạng thái"]
    task.refresh_from_db()
    assert task.state == "submitted"
    assert Progress.objects.get().state == "approved"
    assert planned(sheet, make.binh()).rows[0].fate == Fate.KNOWN
    taken(sheet, make.quang(), "vpcp", conflicts="sheet")
    task.refresh_from_db()
    assert task.state == "done"


def test_the_assigner_gives_time_and_another_lead_at_once_and_takes_it_back(task):
    sheet = filled(out(make.quang()), due=LATER, lead="Bộ Tài chính")
    run = taken(sheet, make.quang(), "vpcp")
    task.refresh_from_db()
    assert (task.due, task.lead_id, task.state) == (LATER, "mof", "assigned")
    after = take_back_sheet(run=run, by=make.viewer(make.quang()))
    assert after.taken_back == (task.reference,)
    task.refresh_from_db()
    assert (task.due, task.lead_id) == (SOON, "moit")


def test_a_lead_unit_that_names_another_proposes_it(task):
    taken(filled(out(make.son()), lead="Bộ Tài chính"), make.son())
    assert task.lead_proposals.get().proposed_id == "mof"
    task.refresh_from_db()
    assert task.lead_id == "moit"


def test_without_what_stood_at_export_the_day_of_the_update_decides(task):
    data = out(make.quang())
    bare = filled(data, bare=True, text="Sửa trong bảng")
    assert merges(planned(bare, make.quang(), "vpcp"))["text"][:2] == (Kind.CONFLICT, None)
    told = filled(data, bare=True, text="Sửa trong bảng", updated=timezone.localdate())
    assert merges(planned(told, make.quang(), "vpcp"))["text"][:2] == (Kind.CHANGE, None)


def test_a_hidden_sheet_that_somebody_wrote_into_is_not_believed(task):
    book = openpyxl.load_workbook(io.BytesIO(filled(out(make.quang()), text="Sửa")))
    assert book["_chancery"].sheet_state == "hidden"
    cell = book["_chancery"].cell(2, 3)
    cell.value = cell.value.replace(task.text, "Sửa khác")
    file = io.BytesIO()
    book.save(file)
    told = merges(planned(file.getvalue(), make.quang(), "vpcp"))
    assert told["text"][:2] == (Kind.CONFLICT, None)
    newer = filled(file.getvalue(), updated=timezone.localdate())
    told = merges(planned(newer, make.quang(), "vpcp"))
    assert told["text"][:2] == (Kind.CONFLICT, None)


def test_a_draft_that_stood_before_is_not_lost_when_the_sheet_is_taken_back(task):
    son = make.viewer(make.son())
    make.moved(task, "start")
    today = timezone.localdate()
    draft = actions.report_progress(
        task=task, period=today, health="on_track", text="Của tôi", by=son
    )
    run = taken(filled(out(make.son()), result="Của bảng"), make.son())
    draft.refresh_from_db()
    assert draft.text == "Của bảng"
    after = take_back_sheet(run=run, by=son)
    assert "draft of yours" in after.kept[0].reason
    assert Progress.objects.get().pk == draft.pk


def test_what_is_changed_while_one_looks_is_not_written_over(task):
    plan = planned(filled(out(make.quang()), text="Sửa trong bảng"), make.quang(), "vpcp")
    actions.move(task=task, move="start", by=make.viewer(make.binh()))
    run = take_sheet(plan=plan, file="x", by=make.viewer(make.quang()))
    assert "meanwhile" in run.not_done[0].why
    assert Task.objects.get().text == task.text
    assert Event.objects.filter(action="import.run").count() == 1


# The same merge computed a second time, the obvious way, over rows of plain words.

SAID = st.sampled_from(["", "a", "b", "c"])
WORDS = ("difficulty", "proposal", "roadmap", "leader", "contact")
ROW = st.fixed_dictionaries(dict.fromkeys(WORDS, SAID))
HEAD = tuple(column.heading for column in OFFICIAL)
PLACES = {column.name: place for place, column in enumerate(OFFICIAL)}


def _reading(row):
    return Reading(SheetTask(**row), row)


def _cells(row):
    line = Line(2, tuple(row.get(column.name, "") for column in OFFICIAL))
    return Cells(Table("Nhiệm vụ", HEAD, 1, (line,)), line, PLACES)


@given(was=ROW, now=ROW, said=ROW)
def test_the_merge_is_what_two_lists_of_differences_say(was, now, said):
    ours = {name for name in WORDS if now[name] != was[name]}
    theirs = {name for name in WORDS if said[name] != was[name]}
    agreed = {name for name in ours & theirs if now[name] == said[name]}
    found = merge_row(
        SheetTask(**said), _cells(said), _reading(now), _reading(was), is_fresh=False
    )
    kinds = {cell.name: cell.kind for cell in found}
    assert {n for n, kind in kinds.items() if kind == Kind.CHANGE} == theirs - ours
    assert {n for n, kind in kinds.items() if kind == Kind.CONFLICT} == (theirs & ours) - agreed
    everything = Choices(conflicts="sheet")
    merged = {**now, **{c.name: c.said for c in found if everything.takes(2, c)}}
    assert merged == {n: said[n] if n in theirs else now[n] for n in WORDS}
    assert set(kinds) <= set(MERGED)


@given(now=ROW, said=ROW, is_fresh=st.booleans())
def test_without_a_third_reading_an_empty_cell_says_nothing(now, said, is_fresh):
    found = merge_row(SheetTask(**said), _cells(said), _reading(now), None, is_fresh=is_fresh)
    differ = {name for name in WORDS if said[name] and said[name] != now[name]}
    assert {cell.name for cell in found} == differ
    assert {cell.kind for cell in found} <= {Kind.CHANGE if is_fresh else Kind.CONFLICT}
