"""The pages of the use of agreements: list, figure, the agreement's table, import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chancery.register.models import FtaUse
from tests import make
from tests.register.test_fta_use import SHEET
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
CHECK = "/fta-use/import/check/"
NEW = {
    "year": "2025",
    "direction": "export",
    "chapter": "03",
    "currency": "USD",
    "eligible": "1,000.5",
    "used": "420",
    "source": "MOIT",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}


def test_one_is_recorded_shown_changed_and_withdrawn(client):
    agreement = make.agreement()
    answer = send(client, make.lan(), "/fta-use/new/", agreement=agreement.pk, **NEW)
    row = FtaUse.objects.get()
    assert answer.url == f"/fta-use/{row.pk}/"
    shown = words(client, make.lan(), answer.url)
    assert "1,000.5 USD" in shown
    assert "42.0%" in shown
    form = words(client, make.lan(), f"{answer.url}edit/")
    assert 'value="1,000.5"' in form
    values = {**NEW, "used": "500", "version": 1}
    send(client, make.lan(), f"{answer.url}edit/", agreement=agreement.pk, **values)
    assert FtaUse.objects.get().used == 500
    send(client, make.lan(), f"{answer.url}withdraw/", reason="Nhầm")
    assert not FtaUse.objects.exists()


def test_a_stranger_does_not_learn_of_it_and_a_reader_changes_nothing(client):
    row = make.fta_use(agreement=make.agreement().pk)
    for step in ("", "edit/", "withdraw/"):
        assert page(client, make.son(), f"/fta-use/{row.pk}/{step}").status_code == 404
    assert row.reference not in words(client, make.son(), "/fta-use/")
    assert page(client, make.thu(), f"/fta-use/{row.pk}/edit/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "seen"),
    [("year=2025", True), ("year=2024", False), ("chapter=3", True), ("level=all", False)],
)
def test_the_list_is_narrowed(client, asked, seen):
    row = make.fta_use(agreement=make.agreement().pk, chapter="03")
    assert (row.reference in words(client, make.lan(), f"/fta-use/?{asked}")) is seen


def test_the_agreement_shows_table_and_bars(client):
    agreement = make.agreement()
    make.fta_use(agreement=agreement.pk)
    make.fta_use(agreement=agreement.pk, chapter="03")
    shown = words(client, make.lan(), f"/agreements/{agreement.pk}/?tab=use")
    assert "42.0%" in shown
    assert 'width="42"' in shown
    assert "chapter 03" in shown


def test_a_sheet_is_looked_at_mapped_taken_and_taken_back(client):
    make.agreement()
    file = SimpleUploadedFile("a.csv", SHEET.encode())
    data = {"currency": "USD", "scale": "1", "held_by": "mofa-economic", "sensitivity": "internal"}
    assert send(client, make.lan(), "/fta-use/import/", **data, file=file).url == CHECK
    assert "Record 3 new rows" in words(client, make.lan(), CHECK)
    send(client, make.lan(), CHECK, columns="1", year="1", agreement="0")
    mapped = words(client, make.lan(), CHECK)
    assert "Record 3 new rows" not in mapped
    send(
        client,
        make.lan(),
        "/fta-use/import/",
        **data,
        file=SimpleUploadedFile("a.csv", SHEET.encode()),
    )
    answer = send(client, make.lan(), CHECK, take="1")
    assert FtaUse.objects.count() == 3
    assert page(client, make.minh(), answer.url).status_code == 404
    assert "VJEPA" in words(client, make.lan(), answer.url)
    send(client, make.lan(), f"{answer.url}undo/")
    assert not FtaUse.objects.exists()


def test_the_list_goes_out(client):
    make.fta_use(agreement=make.agreement().pk)
    client.force_login(make.lan())
    answer = client.post("/fta-use/export/", {"format": "csv"})
    assert "0.42" in b"".join(answer.streaming_content).decode()
