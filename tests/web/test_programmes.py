"""The pages of programmes: the outline is written, rolled up, each number opens its rows."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from chancery.web.forms.programmes import figure_of
from chancery.work.models import Programme
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db


def at(found, step=""):
    return f"/programmes/{found.pk}/{step}"


def test_the_way_from_a_directive_to_a_number_that_opens_its_rows(client):
    make.ground()
    law = make.document("Chỉ thị", title="Chỉ thị số 15", held_by="mofa-economic")
    tasks = [make.task(text=f"Việc {number}") for number in range(3)]
    lan = make.lan()
    values = {"owner": "moit", "start": "2026-01-01", "end": "2030-12-31", "held_by": "mofa-economic",
              "sensitivity": "internal"}  # fmt: skip
    send(client, lan, "/programmes/new/", text="Chương trình", documents=str(law.pk), **values)
    above = Programme.objects.get()
    send(client, lan, "/programmes/new/", text="Kế hoạch", rests_on=above.reference, **values)
    found = Programme.objects.get(text="Kế hoạch")
    assert "Chỉ thị số 15" in words(client, lan, at(found))
    send(client, lan, at(found, "parts/"), text="Mục tiêu 1", lead="moit")
    one = found.parts.get()
    send(client, lan, at(found, f"parts/?in={one.pk}"), text="Nhóm 1.1")
    group = found.parts.get(parent=one)
    more = " ".join(task.reference.lower() for task in tasks)
    send(client, lan, at(found, f"parts/{group.pk}/links/"), more=more)
    assert set(group.tasks.all()) == set(tasks)
    send(client, lan, at(found, "targets/"), name="Kim ngạch", measure="tỷ USD", part=str(one.pk),
         better="higher", baseline="1.234,5", baseline_on="2026-01-01", value="2,000",
         due="2030-12-31", milestones="31/12/2027 1,500\n2028 1,700", source="Tổng cục Thống kê")  # fmt: skip
    target = found.targets.get()
    assert [str(m.day) for m in target.milestones.all()] == ["2027-12-31", "2028-12-31"]
    send(client, lan, at(found, f"targets/{target.pk}/figures/"), day="2026-03-31", value="1300",
         source="Báo cáo quý I")  # fmt: skip
    shown = page(client, lan, at(found)).content.decode()
    assert "0 of 3 tasks done" in shown
    assert "Báo cáo quý I" in shown
    (link,) = set(re.findall(rf'href="(/tasks/\?programme={one.pk}[^"]*)"', shown)) - {
        f"/tasks/?programme={one.pk}"
    }
    signed_in(client, lan)
    assert client.get(link.replace("&amp;", "&")).context["page"].paginator.count == 3
    _goes_out_in_order(client, found)


def _goes_out_in_order(client, found):
    answer = client.post(at(found, "outline/"))
    told = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    said = [cell.value for cell in told["D"]]
    target_line = said.index("Kim ngạch: 1,300 → 2,000 tỷ USD")
    assert said[1:3] == ["Kế hoạch", "Mục tiêu 1"]
    assert target_line < said.index("Nhóm 1.1") < said.index("Việc 0")


def test_what_is_wrong_is_told_beside_its_field(client):
    found = make.programme()
    wrong = {"name": "A", "better": "higher", "baseline": "10", "baseline_on": "2026-01-01",
             "value": "5", "due": "2030-12-31"}  # fmt: skip
    answer = send(client, make.lan(), at(found, "targets/"), **wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["value"])
    wrong |= {"value": "năm", "milestones": "khi nào"}
    answer = send(client, make.lan(), at(found, "targets/"), **wrong)
    assert set(answer.context["form"].errors) == {"value", "milestones"}
    values = {
        "text": "X",
        "owner": "moit",
        "start": "2027-01-01",
        "end": "2026-01-01",
        "version": 1,
    }
    answer = send(client, make.lan(), at(found, "edit/"), **values)
    assert list(answer.context["form"].errors) == ["end"]
    assert page(client, make.thu(), at(found, "edit/")).status_code == 403
    assert page(client, make.oanh(), at(found)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("786,3", "786.3"), ("786.3", "786.3"),
     ("1.234.567", "1234567"), ("1,234,567", "1234567"), ("-5", "-5"), ("12 000", "12000")],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed, figure):
    for language in ("vi", "en"):
        with override(language):
            assert str(figure_of(typed)) == figure


def test_a_single_group_of_three_is_read_as_the_language_of_the_page_has_it():
    for language, dot, comma in (("vi", 2000, 2), ("en", 2, 2000)):
        with override(language):
            assert (figure_of("2.000"), figure_of("2,000")) == (dot, comma)


def test_hostile_words_are_shown_as_words_and_pages_ask_no_more_often(client):
    found = make.programme(text=HOSTILE, short=HOSTILE)
    signed_in(client, make.lan())
    for address in (at(found), "/programmes/?view=all"):
        assert HOSTILE not in client.get(address).content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get("/programmes/?view=all")
    for number in range(3):
        make.programme(text=f"Kế hoạch {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/programmes/?view=all")
    assert len(many) <= len(few)
