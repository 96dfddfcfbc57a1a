"""The verdicts of a round on its pages: in one act, alike, by sheet; minutes and figures."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from chancery.work import actions as work
from chancery.work.models import ReviewReply
from chancery.work.reviews import queries
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db


REPLY = {"standing": "on_track", "progress": "Đã ký nghị định thư", "version": "0"}


@pytest.fixture
def promises():
    make.ground()
    for person in (make.binh, make.son):
        person()
    return [make.commitment(text=text, lead="moit") for text in ("Bưởi", "Bán dẫn")]


@pytest.fixture
def called(promises):
    return make.called(make.review())


@pytest.fixture
def verdicts(client, called):
    """Both answered and approved, replies closed: one on track, one to be handed up."""
    unit = f"/reviews/{called.pk}/answer/moit/"
    send(client, make.son(), f"{unit}1/", **REPLY)
    up = {**REPLY, "verdict": "hand_up", "proposal": "Vượt thẩm quyền"}
    send(client, make.son(), f"{unit}2/", **up)
    send(client, make.binh(), f"{unit}approve/")
    for name in ("close", "judge"):
        send(client, make.lan(), f"/reviews/{called.pk}/move/{name}/")
    return called


def test_plain_verdicts_in_one_act_the_exception_by_itself_and_all_into_force(client, verdicts):
    address = f"/reviews/{verdicts.pk}/"
    shown = words(client, make.lan(), f"{address}?tab=verdicts&show=plain")
    assert "Give 1 plain verdict" in shown
    send(client, make.lan(), f"{address}verdicts/")
    send(client, make.lan(), f"{address}verdicts/undo/")
    assert not verdicts.items.exclude(verdict="").exists()
    send(client, make.lan(), f"{address}verdicts/")
    form = page(client, make.lan(), f"{address}items/2/verdict/").context["form"]
    assert form.initial["verdict"] == "hand_up"
    said = {"verdict": "hand_up", "version": "1"}
    assert send(client, make.lan(), f"{address}items/2/verdict/", **said).status_code == 422
    send(client, make.lan(), f"{address}items/2/verdict/", **said, reason="Liên ngành")
    assert "Beyond the unit" in words(client, make.lan(), f"{address}?tab=agenda")
    send(client, make.lan(), f"{address}move/conclude/")
    states = [item.commitment.state for item in verdicts.items.select_related("commitment")]
    assert states == ["continued", "handed_up"]
    send(client, make.lan(), f"{address}move/take_back/", reason="Nhầm")
    verdicts.refresh_from_db()
    assert verdicts.state == "verdicts"


def test_a_concluded_round_shows_what_was_decided_and_no_later_report_to_the_committee(
    client, verdicts
):
    address, quang = f"/reviews/{verdicts.pk}/", make.quang()
    send(client, make.lan(), f"{address}verdicts/same/", verdict="continue", items=keys(verdicts))
    asked = make.moved(make.task(text="Việc vượt thẩm quyền"), "accept")
    by = make.viewer(make.binh())
    work.raise_task(task=asked, rung="committee", text="Xin ý kiến Ban Chỉ đạo", by=by)
    before = page(client, quang, f"{address}?tab=agenda").context["waiting"]
    assert [row.task for row in before] == [asked]
    send(client, make.lan(), f"{address}move/conclude/")
    assert not page(client, quang, f"{address}?tab=agenda").context["waiting"]
    assert page(client, make.lan(), f"{address}?tab=verdicts").context["show"] == "decided"


def keys(review):
    return list(review.items.values_list("pk", flat=True))


def test_several_are_decided_alike_by_ticks_or_by_their_reason_and_taken_back(client, verdicts):
    address = f"/reviews/{verdicts.pk}/"
    shown = words(client, make.lan(), f"{address}?tab=verdicts&why=hand_up")
    assert "Decide all 1 for this reason" in shown
    same, item = f"{address}verdicts/same/", verdicts.items.get(number=2)
    send(client, make.lan(), same, verdict="stop", items=[item.pk])  # without a reason
    send(client, make.lan(), same, verdict="continue", items=[])
    assert not verdicts.items.exclude(verdict="").exists()
    send(client, make.lan(), same, why="hand_up", all="1", verdict="", new_due="2027-03-01")
    assert verdicts.items.get(number=2).verdict == "hand_up"
    assert verdicts.items.get(number=2).reason
    send(client, make.lan(), f"{address}verdicts/undo/")
    assert not verdicts.items.exclude(verdict="").exists()
    send(client, make.lan(), same, verdict="continue", items=keys(verdicts), new_due="2027-03-01")
    assert {str(item.new_due) for item in verdicts.items.all()} == {"2027-03-01"}
    acts = queries.acts_of_secretariat(verdicts)
    assert (acts["verdicts_same"], acts["verdicts_undo"], acts["verdict"]) == (2, 1, 0)
    assert (
        send(client, make.son(), same, verdict="continue", items=keys(verdicts)).status_code == 403
    )


def test_the_sheets_of_several_units_are_brought_in_one_act_and_taken_back(client, promises):
    make.commitment(text="Cửa khẩu", lead="province-lang-son")
    review = make.called(make.review())
    address = f"/reviews/{review.pk}/sheets/"
    files = [all_on_track(client, review, unit) for unit in ("moit", "province-lang-son")]
    odd = SimpleUploadedFile("la.csv", "Mã cam kết,Tình trạng\nCK-2020-0001,Chậm\n".encode())
    assert send(client, make.son(), address).status_code == 403
    assert send(client, make.lan(), address, sheets=[*files, odd]).status_code == 302
    shown = words(client, make.lan(), f"{address}check/")
    assert "Take 3 replies" in shown
    assert "It cannot be told whose sheet this is" in shown
    assert not ReviewReply.objects.exists()
    send(client, make.lan(), f"{address}check/")
    assert set(ReviewReply.objects.values_list("unit", "state", "way", "on_behalf")) == {
        ("moit", "approved", "sheet", True), ("province-lang-son", "approved", "sheet", True),
    }  # fmt: skip
    assert queries.acts_of_secretariat(review)["enter_sheets"] == 1
    assert "Take the last spreadsheets back" in words(
        client, make.lan(), f"/reviews/{review.pk}/?tab=replies"
    )
    send(client, make.lan(), f"{address}undo/")
    assert not ReviewReply.objects.exists()
    assert (
        "Choose the files once more"
        in client.get(f"{address}check/", follow=True).content.decode()
    )


def all_on_track(client, review, unit):
    """The sheet that went out to a unit, all on track."""
    got = page(client, make.lan(), f"/reviews/{review.pk}/answer/{unit}/sheet/")
    book = load_workbook(io.BytesIO(b"".join(got)))
    for row in range(2, book.worksheets[0].max_row + 1):
        book.worksheets[0].cell(row, 5).value = "Đúng tiến độ"
        book.worksheets[0].cell(row, 6).value = "Đã ký"
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(f"{unit}.xlsx", file.getvalue())


def test_minutes_are_written_decided_and_issued(client, verdicts):
    address = f"/reviews/{verdicts.pk}/"
    send(client, make.lan(), f"{address}verdicts/")
    said = {"verdict": "continue", "version": "1"}
    send(client, make.lan(), f"{address}items/2/verdict/", **said)
    send(client, make.lan(), f"{address}move/conclude/")
    verdicts.refresh_from_db()
    told = {"met_on": "2026-11-20", "chair": "Thứ trưởng", "conclusions": "Thống nhất"}
    send(client, make.lan(), f"{address}minutes/edit/", **told, version=verdicts.version)
    send(client, make.lan(), f"{address}decisions/", text="Rà soát lại", lead=["moit"])
    send(client, make.lan(), f"{address}decisions/", text="Bỏ ra")
    out = verdicts.decisions.get(text="Bỏ ra")
    send(client, make.lan(), f"{address}decisions/{out.pk}/remove/")
    send(client, make.lan(), f"{address}minutes/issue/")
    asked = verdicts.decisions.get().proposal  # a department assigns nothing to a ministry
    assert asked.to_unit_id == "moit"
    assert asked.reference in words(client, make.lan(), f"{address}?tab=minutes")
    assert page(client, make.lan(), f"{address}minutes/edit/").status_code == 409
    assert page(client, make.lan(), f"{address}minutes/").content[:2] == b"PK"
    assert page(client, make.lan(), f"{address}agenda/").content[:2] == b"PK"


@pytest.mark.parametrize("by", ["unit", "partner", "sector", "driver"])
def test_every_figure_opens_its_rows(client, verdicts, by):
    shown = page(client, make.lan(), f"/reviews/{verdicts.pk}/?tab=figures&by={by}")
    for row in [*shown.context["rows"], shown.context["total"]]:
        for cell in row.cells:
            rows = page(client, make.lan(), cell.link).context["page"]
            assert rows.paginator.count == cell.count, (row.name, cell.label)
    file = send(client, make.lan(), f"/reviews/{verdicts.pk}/figures/?by={by}")
    data = b"".join(file.streaming_content)
    assert load_workbook(io.BytesIO(data)).worksheets[0]["A1"].value == "Name"
