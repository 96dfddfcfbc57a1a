"""Records of every kind out of a spreadsheet: as the form takes them, known again, taken back."""

import csv
import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from chancery.cli.importing import KINDS as COMMANDS
from chancery.history.models import Event
from chancery.history.queries import verify
from chancery.register.actions.form_imports import RowRefused, RowsRefusedError
from chancery.register.models import Commitment, Obstacle
from chancery.register.values import Guard
from chancery.web.form_sheets import running, working
from chancery.web.form_sheets.kinds import KINDS
from chancery.web.form_sheets.shape import shape_of
from chancery.web.form_sheets.template import template_of
from chancery.web.views import form_sheets as views
from chancery.work.actions.programmes import add_part, link_task
from chancery.work.programmes.values import PartValues
from tests import make

pytestmark = pytest.mark.django_db
TEXT = "Mở cửa thị trường cho quả bưởi"
# What a person writes into the columns that a row needs, and some others; by the names of fields.
GOOD = {
    "commitments": {"text": TEXT, "parties": "Việt Nam; Nhật Bản", "lead": "Bộ Công Thương",
                    "due": "31/12/2026", "measurable": "x"},
    "agreements": {"name_vi": "Hiệp định X", "kind": "điều ước quốc tế", "parties": "Nhật Bản"},
    "activities": {"text": TEXT, "kind": "hội đàm", "partners": "Nhật Bản", "start": "02/03/2026"},
    "requests": {"text": TEXT, "partner": "Nhật Bản", "due": "31/12/2026"},
    "obstacles": {"text": TEXT, "partner": "Nhật Bản", "hs": "0805", "lead": "Bộ Công Thương"},
    "opportunities": {"text": TEXT, "partner": "Nhật Bản", "lead": "Bộ Công Thương"},
    "projects": {"text": TEXT, "partners": "Nhật Bản"},
    "contacts": {"kind": "agency", "text": "Cục Thuế", "partner": "Nhật Bản"},
    "interactions": {"text": TEXT, "partner": "Nhật Bản", "day": "02/03/2026",
                     "theirs": "Ông Sato"},
    "mechanisms": {"text": "Ủy ban liên Chính phủ", "partners": "Nhật Bản"},
    "initiatives": {"text": TEXT, "mechanism": "Cơ chế A", "proposed_by": "Nhật Bản"},
    "outreach": {"text": TEXT, "partner": "Nhật Bản", "planned_on": "31/12/2026"},
    "proposals": {"text": TEXT, "to_unit": "Bộ Công Thương"},
    "programmes": {"text": TEXT, "owner": "Bộ Ngoại giao", "start": "01/01/2026",
                   "end": "31/12/2026"},
    "training": {"text": TEXT, "person": "lan", "start": "02/03/2026", "end": "03/03/2026",
                 "hours": "6"},
    "programme-parts": {"programme": "Kế hoạch 2026", "level": "objective", "text": TEXT},
    "programme-targets": {"programme": "Kế hoạch 2026", "part": "Mục tiêu A", "name": "Xuất khẩu",
                          "baseline": "1,5", "baseline_on": "01/01/2026", "value": "3",
                          "due": "31/12/2026"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def house(db):
    make.ground()
    with translation.override("vi"):
        yield


def filled(kind, who, *rows):
    """A CSV with the headings of a kind in the language of the person, as a spreadsheet saves it."""
    shape = shape_of(KINDS[kind], make.viewer(who))
    names = list(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow([shape.labels[name] for name in names])
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def good(kind, who):
    """A row of a kind; where a word must be one of those allowed, the first is taken."""
    row = dict(GOOD[kind])
    for field in shape_of(KINDS[kind], make.viewer(who)).fields:
        if field.name == "person" and "person" in row:
            row["person"] = next(words for words in field.shown if who.full_name in words)
        elif field.name in row or not field.is_needed:
            continue
        elif field.shown:
            row[field.name] = field.shown[0]
    return row


def brought(kind, who, *rows, **more):
    data = filled(kind, who, *rows)
    return running.bring(kind, data, "bang.csv", Guard("mofa-economic"), make.viewer(who), **more)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_each_kind_is_recorded_known_again_and_taken_back(kind):
    lan = make.lan()
    if kind == "initiatives":
        make.mechanism(text="Cơ chế A", by=lan)
    if kind.startswith("programme-"):
        made = make.programme(text="Kế hoạch 2026", by=lan)
        add_part(programme=made, values=PartValues("Mục tiêu A"), by=make.viewer(lan))
    one, by = KINDS[kind], make.viewer(lan)
    before = one.rows(by).count()
    row = good(kind, lan)
    looked = brought(kind, lan, row, dry_run=True)
    assert [str(problem) for problem in looked.plan.problems] == []
    assert one.rows(by).count() == before
    done = brought(kind, lan, row)
    ((key, reference, _version),) = done.run.records
    assert one.rows(by).count() == before + 1
    assert brought(kind, lan, row).plan.counts["twin"] == 1
    known = brought(kind, lan, {**row, "reference": reference}).plan
    assert known.counts["known"] == 1
    after = running.take_back(one, done.run, by)
    assert after.kept == ()
    assert not one.rows(by).filter(pk=key).exists()
    assert verify().is_whole


def test_an_outline_comes_in_with_its_groups_below_their_objectives():
    lan = make.lan()
    plan, order = make.programme(text="Kế hoạch 2026", by=lan), make.task(by=lan)
    objective = {"programme": plan.reference, "level": "objective", "text": TEXT}
    group = {**objective, "level": "group", "objective": TEXT, "text": "Nhóm 1"}
    lost = {**group, "objective": "Không có", "text": "Nhóm 2"}
    rows = [objective, {**group, "tasks": order.reference}]
    refused = brought("programme-parts", lan, *rows, lost).plan
    assert [problem.cell for problem in refused.problems] == ["Không có"]
    run = brought("programme-parts", lan, *rows).run
    assert [(part.text, part.parent and part.parent.text) for part in plan.parts.order_by("pk")] == [
        (TEXT, None), ("Nhóm 1", TEXT),
    ]  # fmt: skip
    assert plan.parts.get(text="Nhóm 1").tasks.get() == order
    running.take_back(KINDS["programme-parts"], run, make.viewer(lan))
    assert plan.parts.count() == 0


def test_an_import_is_not_taken_back_from_under_what_others_hung_on_it():
    lan = make.lan()
    plan, order = make.programme(text="Kế hoạch 2026", by=lan), make.task(by=lan)
    part = {"programme": plan.reference, "level": "objective", "text": TEXT}
    run = brought("programme-parts", lan, part).run
    link_task(part=plan.parts.get(), task=order.pk, by=make.viewer(make.minh()))
    after = running.take_back(KINDS["programme-parts"], run, make.viewer(lan))
    assert (len(after.kept), plan.parts.get().tasks.get()) == (1, order)
    run = brought("agreements", lan, GOOD["agreements"]).run
    key = run.records[0][0]
    advice = make.advice(agreements=(key,))
    after = running.take_back(KINDS["agreements"], run, make.viewer(lan))
    assert len(after.kept) == 1
    assert advice.agreements.get().pk == key


def test_the_commands_are_the_kinds_that_there_are():
    assert set(COMMANDS) == set(KINDS)


def test_names_days_and_words_are_read_as_people_write_them():
    lan = make.lan()
    row = {"text": TEXT, "parties": "viet nam, Nhật Bản", "coordinating": "Bộ Tài chính; moit",
           "due": "5.3.2026", "measurable": "Có", "discrete": "không"}  # fmt: skip
    brought("commitments", lan, row)
    made = Commitment.objects.get()
    assert {party.partner_id for party in made.sides.all()} == {"VN", "JP"}
    assert {unit.pk for unit in made.coordinating.all()} == {"mof", "moit"}
    assert (str(made.due), made.measurable, made.discrete) == ("2026-03-05", True, False)


def test_errors_stand_with_their_cells_and_nothing_is_recorded():
    lan = make.lan()
    rows = [
        {"text": TEXT, "parties": "Nhật Bản", "due": "31/12/2026"},
        {"text": "", "parties": "Nhật Bản", "due": "31/12/2026"},
        {"text": "b", "parties": "Xứ Mây", "due": "31/02/2026"},
        {"text": TEXT, "parties": "Nhật Bản", "due": ""},
    ]
    done = brought("commitments", lan, *rows)
    assert done.run is None
    told = {problem.at: problem.cell for problem in done.plan.problems}
    assert told == {
        "bang!A3": "", "bang!B4": "Xứ Mây", "bang!C4": "31/02/2026", "bang!A5": TEXT,
    }  # fmt: skip
    assert Commitment.objects.count() == 0
    lost = brought("commitments", lan, {**rows[0], "reference": "CK-1999-0001"})
    assert lost.plan.problems[0].cell == "CK-1999-0001"


def test_what_the_rules_refuse_is_told_with_its_row_and_all_is_rolled_back():
    lan = make.lan()
    rows = [{"text": TEXT, "partner": "Nhật Bản", "lead": ""},
            {"text": "b", "partner": "Nhật Bản", "lead": "Bộ Kế hoạch và Đầu tư"}]  # fmt: skip
    make.merged_unit()
    done = brought("obstacles", lan, *rows, dry_run=True)
    assert Obstacle.objects.count() == 0
    assert {row.number for row in done.plan.rows} == {2, 3}


def test_who_may_see_a_row_is_what_was_said_of_the_sheet_unless_the_row_says_it():
    lan = make.lan()
    row = good("obstacles", lan)
    guard = Guard("mofa-economic", "restricted", ("moit",))
    data = filled(
        "obstacles", lan, row, {**row, "text": "Rào cản khác", "sensitivity": "internal"}
    )
    done = running.bring("obstacles", data, "bang.csv", guard, make.viewer(lan))
    assert [str(problem) for problem in done.plan.problems] == []
    silent, other = Obstacle.objects.order_by("pk")
    assert silent.sensitivity == "restricted"
    assert [unit.pk for unit in silent.named_units.all()] == ["moit"]
    assert other.sensitivity == "internal"


def test_the_template_has_headings_words_and_an_example():
    book = openpyxl.load_workbook(template_of(KINDS["obstacles"], make.viewer(make.lan())))
    first, words, example = book.worksheets
    heads = [cell.value for cell in first[1]]
    assert first.max_row == 1
    assert heads[:2] == ["Đối tác", "Nội dung"]
    assert len(set(heads)) == len(heads)
    allowed = [cell.value for cell in words[chr(ord("A") + heads.index("Đối tác"))]]
    assert "Nhật Bản" in " ".join(filter(None, allowed))
    assert example.max_row == 2


def words(answer):
    """What a person reads on the page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_in_the_browser_from_the_list_to_the_undo(client):
    lan = make.lan()
    make.obstacle(text="Kiểm dịch thanh long kéo dài", partner="JP", by=lan)
    client.force_login(lan)
    client.cookies["django_language"] = "en"
    address = reverse("rows-import", args=["obstacles"])
    assert address in client.get(reverse("obstacles")).content.decode()
    assert "Empty spreadsheet" in words(client.get(address))
    with translation.override("en"):
        rows = [{"text": TEXT, "partner": "Japan"}, {"text": "b", "partner": "Cloudland"}]
        data = filled("obstacles", lan, *rows)
    form = {"held_by": "mofa-economic", "sensitivity": "internal"}
    page = words(
        client.post(address, {**form, "file": SimpleUploadedFile("a.csv", data)}, follow=True)
    )
    assert "Record 1 new row" in page
    assert "a!B3" in page
    check = reverse("rows-check", args=["obstacles"])
    assert "a!B3" in client.get(check, {"download": "errors"}).content.decode()
    page = words(client.post(check, {"take": "1"}, follow=True))
    assert "Recorded from a.csv: 1 rows." in page
    assert "with errors: 1" in page
    answer = client.post(reverse("obstacles-export"), {"format": "csv"})
    again = SimpleUploadedFile("again.csv", b"".join(answer.streaming_content))
    page = words(client.post(address, {**form, "file": again}, follow=True))
    assert "known, nothing to do 2" in page
    run = Event.objects.get(action="register_import.run").key
    page = words(client.post(reverse("rows-imported-undo", args=[run]), follow=True))
    assert "Taken back: 1; not taken back: 0." in page
    client.force_login(make.son())
    assert client.get(reverse("rows-imported", args=[run])).status_code == 404


@pytest.fixture
def long(monkeypatch):
    """Two rows are a long sheet, and what is done in the background waits for the test to do it."""
    jobs = []
    monkeypatch.setattr(views, "AT_ONCE", 1)
    monkeypatch.setattr(working, "begin", jobs.append)
    return jobs


def sent(client):
    """Three rows that wait to be looked at."""
    client.force_login(make.lan())
    rows = [{**GOOD["commitments"], "text": f"Mở đường bay số {n}"} for n in range(3)]
    file = SimpleUploadedFile("a.csv", filled("commitments", make.lan(), *rows))
    form = {"held_by": "mofa-economic", "sensitivity": "internal", "file": file}
    return client.post("/rows/commitments/", form).url


def test_a_long_sheet_is_looked_at_and_taken_in_the_background_once(client, long):
    place = sent(client)
    assert "<progress" in client.get(place).content.decode()
    client.get(place)
    assert len(long) == 1, "who looks a second time begins nothing"
    long.pop()()
    assert client.get(place, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert ">3<" in client.get(place).content.decode()
    client.post(place, {"take": "1"})
    client.post(place, {"take": "1"})
    assert len(long) == 1
    assert not Commitment.objects.exists()
    assert "<progress" in client.get(place).content.decode()
    long.pop()()
    done = client.get(place)
    assert Commitment.objects.count() == 3
    assert client.get(done.url).status_code == 200
    assert client.get(place).url == "/rows/commitments/"


def test_what_is_refused_or_broken_off_in_the_background_leaves_nothing(client, long, monkeypatch):
    place = sent(client)
    client.get(place)
    long.pop()()

    def refuse(*_args):
        raise RowsRefusedError([RowRefused(2, "text", "Không được")])

    with monkeypatch.context() as patched:
        patched.setattr(running, "take", refuse)
        client.post(place, {"take": "1"})
        long.pop()()
    assert client.get(place).url == place
    client.get(place)
    long.pop()()
    assert "Không được" in client.get(place).content.decode()
    client.post(place, {"take": "1"})
    long.clear()  # the process is killed
    monkeypatch.setattr(working, "QUIET", -1.0)
    assert client.get(place).url == "/rows/commitments/"
    assert not Commitment.objects.exists()
