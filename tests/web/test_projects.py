"""The pages of projects: right people, ledgers, sums that open their lines, forms."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chancery.register.models import Project, ProjectEntry
from chancery.register.projects.values import Rate
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
IMF = Rate(Decimal(150), date(2026, 3, 2), "IMF", "per")
NEW = {
    "text": "Tuyến metro số 5",
    "kind": "oda_loan",
    "state": "signed",
    "partners": "JP",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}
ENTRY = {
    "ledger": "signed",
    "day": "2026-03-02",
    "amount": "1,500,000.5",
    "currency": "jpy",
    "source": "Exchange of notes",
}


def at(found, step=""):
    return f"/projects/{found.pk}/{step}"


def test_a_stranger_does_not_learn_that_it_exists(client):
    found = make.project()
    line = make.entry(found)
    steps = ("", "edit/", "stage/", "withdraw/", "entries/new/", f"entries/{line.pk}/correct/")
    for step in steps:
        assert page(client, make.oanh(), at(found, step)).status_code == 404
    for address in ("/projects/", "/ledger/", "/ledger/totals/?by=kind"):
        assert found.text not in words(client, make.oanh(), address)
    assert "JPY" not in words(client, make.oanh(), "/ledger/totals/")


def test_a_reader_reads_it_and_changes_nothing(client):
    found = make.project()
    make.entry(found)
    shown = words(client, make.thu(), at(found))
    assert found.text in shown
    assert "entries/new/" not in shown
    for step in ("edit/", "stage/", "entries/new/"):
        assert page(client, make.thu(), at(found, step)).status_code == 403


def test_one_is_recorded_by_hand_and_a_link_from_a_partner_fills_it_in(client):
    make.ground()
    assert 'value="JP" checked' in words(client, make.lan(), "/projects/new/?partner=JP")
    answer = send(client, make.lan(), "/projects/new/", **NEW)
    made = Project.objects.get()
    assert answer.url == at(made)
    assert made.state == "signed"


def test_a_line_is_written_with_rates_and_shown_in_both_moneys(client):
    found = make.project()
    rates = {
        "usd_rate": "150",
        "usd_side": "per",
        "usd_day": "2026-03-01",
        "usd_source": "IMF",
        "vnd_rate": "165.5",
        "vnd_side": "unit",
        "vnd_day": "2026-03-01",
        "vnd_source": "State Bank",
    }
    answer = send(client, make.lan(), at(found, "entries/new/"), **ENTRY, **rates)
    assert answer.url == at(found)
    line = ProjectEntry.objects.get()
    assert (line.amount, line.currency) == (Decimal("1500000.5"), "JPY")
    shown = words(client, make.lan(), at(found))
    for piece in ("1,500,000.5 JPY", "10,000 USD", "248,250,082.75 VND", "State Bank"):
        assert piece in shown


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": "12.34.5"}, "is no amount"),
        ({"amount": "-5"}, "more than nought"),
        ({"currency": "ZZZ"}, "no currency"),
        ({"usd_rate": "150"}, "its figure, its day and its source"),
        ({"source": ""}, "Say where it stands"),
        ({"quote": "lời"}, "needs the document"),
    ],
)
def test_a_line_that_cannot_be_kept_is_told_beside_its_field(client, values, said):
    found = make.project()
    answer = send(client, make.lan(), at(found, "entries/new/"), **{**ENTRY, **values})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ProjectEntry.objects.exists()


def test_in_vietnamese_a_point_groups_the_figures(client):
    found = make.project()
    client.force_login(make.lan())
    client.post(at(found, "entries/new/"), {**ENTRY, "amount": "1.500"})
    assert ProjectEntry.objects.get().amount == 1500


def test_a_correction_leaves_the_entry_and_shows_both(client):
    found = make.project()
    line = make.entry(found, amount="1000")
    address = at(found, f"entries/{line.pk}/correct/")
    assert send(client, make.lan(), address, amount="900", reason="").status_code == 422
    assert send(client, make.lan(), address, amount="900", reason="Đọc nhầm").url == at(found)
    shown = words(client, make.lan(), at(found))
    assert "<del" in shown
    assert "900 JPY" in shown
    assert "Đọc nhầm" in shown
    correction = ProjectEntry.objects.get(corrects=line)
    late = send(client, make.lan(), at(found, f"entries/{correction.pk}/correct/"), amount="1")
    assert late.status_code == 404


def test_it_is_moved_on_by_the_steps_of_the_table(client):
    found = make.project(state="running")
    offered = words(client, make.lan(), at(found, "stage/"))
    assert 'value="completed"' in offered
    assert 'value="approved"' not in offered
    late = send(client, make.lan(), at(found, "stage/"), stage="suspended", reason="")
    assert late.status_code == 422
    send(client, make.lan(), at(found, "stage/"), stage="suspended", reason="Thiếu vốn đối ứng")
    found.refresh_from_db()
    assert found.state == "suspended"


def test_what_the_editor_may_not_know_of_stays_on_the_project(client):
    mine = make.commitment()
    hidden = make.commitment(by=make.son(), keeping=make.guard("moit", "restricted"))
    secret = make.agreement(by=make.son(), keeping=make.guard("moit", "restricted"))
    found = make.project(commitments=(mine.pk, hidden.pk), agreement=secret.pk)
    shown = words(client, make.lan(), at(found, "edit/"))
    assert hidden.reference not in shown
    assert secret.short not in words(client, make.lan(), at(found, "?tab=linked"))
    values = {**NEW, "text": "Tên khác", "version": 1}
    assert send(client, make.lan(), at(found, "edit/"), **values).url == at(found)
    found.refresh_from_db()
    assert list(found.commitments.all()) == [hidden]
    assert found.agreement == secret


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.project()
    values = {**NEW, "version": 1}
    send(client, make.lan(), at(found, "edit/"), **values)
    late = send(client, make.minh(), at(found, "edit/"), **{**values, "text": "Hai"})
    assert late.status_code == 422
    assert "Lê Ngọc Lan" in late.content.decode()


def test_a_quote_is_shown_to_who_may_read_its_document(client):
    found = make.project()
    paper = make.document("Nhật Bản cho vay 5 tỷ yên.", sensitivity="restricted")
    make.entry(found, of=make.source("cho vay 5 tỷ yên", of=paper))
    assert "cho vay 5 tỷ yên" in words(client, make.lan(), at(found))
    shown = words(client, make.tuan(), at(found))
    assert "cho vay 5 tỷ yên" not in shown
    assert "may not read" in shown


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("partner=JP", True),
        ("partner=KR", False),
        ("kind=fdi_in", False),
        ("state=still_open", True),
        ("state=cancelled", False),
        ("sector=trade", True),
        ("driver=new", False),
        ("host=moit", True),
        ("text=metro", True),
        ("text=khong+co", False),
    ],
)
def test_the_list_is_narrowed(client, asked, seen):
    found = make.project()
    shown = words(client, make.lan(), f"/projects/?{asked}")
    assert (f'href="{at(found)}"' in shown) is seen


def test_the_list_takes_as_many_queries_for_many_as_for_one(client):

    def count():
        with CaptureQueriesContext(connection) as taken:
            words(client, make.lan(), "/projects/")
        return len(taken)

    make.entry(make.project())
    words(client, make.lan(), "/projects/")
    one = count()
    for _n in range(5):
        make.entry(make.project())
    assert count() == one


def test_sums_open_their_lines_and_say_what_has_no_rate(client):
    found = make.project()
    make.entry(found, amount="300000000", usd=IMF)
    make.entry(found, amount="5")
    shown = words(client, make.lan(), "/ledger/totals/")
    assert "/ledger/?partner=JP&amp;ledger=signed" in shown
    assert "2 million USD" in shown
    assert "without 1 entries" in shown
    lines = words(client, make.lan(), "/ledger/?partner=JP&ledger=signed")
    assert "300,000,000 JPY" in lines
    narrowed = words(client, make.lan(), "/ledger/?rate=no_usd")
    assert "300,000,000 JPY" not in narrowed
    for by in ("sector", "year", "kind"):
        assert "300 million JPY" in words(client, make.lan(), f"/ledger/totals/?by={by}")


def test_the_lists_go_out_with_exact_amounts(client):
    found = make.project(text=HOSTILE)
    make.entry(found, amount="1234567.5")
    client.force_login(make.lan())
    answer = client.post("/ledger/export/", {"format": "xlsx"})
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert 1234567.5 in rows[1]
    assert HOSTILE in rows[1]
    csv = b"".join(client.post("/projects/export/", {"format": "csv"}).streaming_content).decode()
    assert "1234567.5 JPY" in csv


def test_the_partner_page_shows_its_projects_with_their_sums(client):
    make.entry(make.project())
    shown = words(client, make.lan(), "/partners/JP/?tab=projects")
    assert "Tuyến metro" in shown
    assert "1 million JPY" in shown


def test_hostile_words_stay_words(client):
    found = make.project(text=HOSTILE, name_en=HOSTILE, difficulties=HOSTILE, agencies=HOSTILE)
    make.entry(found, source=HOSTILE)
    for address in (at(found), at(found, "?tab=linked"), "/projects/", "/ledger/"):
        assert HOSTILE not in words(client, make.lan(), address)


def test_one_without_entries_is_withdrawn_and_one_with_them_is_not(client):
    found = make.project()
    make.entry(found)
    assert "withdraw/" not in words(client, make.lan(), at(found))
    assert send(client, make.lan(), at(found, "withdraw/"), reason="x").status_code == 422
    empty = make.project()
    assert send(client, make.lan(), at(empty, "withdraw/"), reason="Nhầm").url == "/projects/"
