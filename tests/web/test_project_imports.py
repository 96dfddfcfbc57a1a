"""Projects from an IATI file in the browser: preview, taking, taking back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chancery.register.models import Project, ProjectEntry
from tests import make
from tests.intake.test_iati import FILE, HEAD, TAIL
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
CHECK = "/projects/import/check/"


def brought(client, text=FILE, person=None, **values):
    make.ground()
    file = SimpleUploadedFile("a.xml", text.encode())
    data = {
        "partner": "KR",
        "kind": "other",
        "held_by": "mofa-economic",
        "sensitivity": "internal",
    }
    return send(client, person or make.lan(), "/projects/import/", **data | values, file=file)


def test_a_file_is_looked_at_taken_and_taken_back(client):
    assert brought(client).url == CHECK
    shown = words(client, make.lan(), CHECK)
    assert "Tuyến metro số 5" in shown
    assert "Record 1 projects and 5 ledger entries" in shown
    assert "an incoming commitment is what others sign" in shown
    assert not Project.objects.exists()
    answer = send(client, make.lan(), CHECK)
    project = Project.objects.get()
    outcome = words(client, make.lan(), answer.url)
    assert project.reference in outcome
    assert page(client, make.minh(), answer.url).status_code == 404
    send(client, make.lan(), f"{answer.url}undo/")
    assert not Project.objects.exists()
    assert not ProjectEntry.objects.exists()
    assert "5 ledger entries are gone" in words(client, make.lan(), answer.url)


def test_two_clicks_take_it_once(client):
    brought(client)
    assert send(client, make.lan(), CHECK).url.startswith("/imports/projects/")
    assert send(client, make.lan(), CHECK).url == "/projects/import/"
    assert Project.objects.count() == 1


def test_errors_are_shown_with_their_lines_and_as_a_list(client):
    brought(client, FILE.replace('currency="USD">1000000.50', 'currency="ZZZ">5', 1))
    assert "line 20" in words(client, make.lan(), CHECK)
    assert "line 20" not in words(client, make.lan(), f"{CHECK}?show=known")
    assert "ZZZ" in words(client, make.lan(), f"{CHECK}?download=errors")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html/>", "no file of IATI activities"),
        ("x", "no well-formed XML"),
        (f"<!DOCTYPE a [<!ENTITY b 'c'>]>{HEAD}{TAIL}", "document type"),
    ],
)
def test_a_file_that_is_none_is_refused_at_once(client, text, said):
    answer = brought(client, text)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_reader_brings_nothing(client):
    for address in ("/projects/import/", CHECK):
        assert page(client, make.thu(), address).status_code == 403
