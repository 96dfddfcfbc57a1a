"""The pages of contacts and interactions: right people, forms, what is shown of whom."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from chancery.register.models import Contact, Interaction
from chancery.work.models import Task
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
REACHED = {"email": "tanaka@example.jp", "telephone": "+81 3 1234 5678", "address": "Kasumigaseki"}
NEW = {
    "kind": "person",
    "text": "Tanaka Kenji",
    "partner": "JP",
    "office": "Vụ trưởng",
    "basis": "office",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}
MET = {
    "text": "Mở cửa thị trường bưởi",
    "kind": "meeting",
    "day": "2026-03-02",
    "partner": "JP",
    "theirs": "METI",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}


def at(found, step=""):
    kind = "contacts" if isinstance(found, Contact) else "interactions"
    return f"/{kind}/{found.pk}/{step}"


def exported(client, person, form):
    signed_in(client, person)
    answer = client.post("/contacts/export/?columns=office,email,telephone", {"format": form})
    data = b"".join(answer.streaming_content)
    if form == "csv":
        return data.decode("utf-8-sig")
    rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(row) for row in rows)


@pytest.mark.parametrize(
    ("person", "is_shown"),
    [(make.lan, True), (make.tuan, True), (make.quang, True), (make.thu, False), (make.vy, False)],
)
def test_how_one_is_reached_is_shown_to_the_same_people_everywhere(client, person, is_shown):
    found = make.contact(**REACHED)
    make.interaction(contacts=(found.reference,))
    who = person()
    pages = (at(found), "/contacts/?columns=office,email,telephone")
    for address in pages:
        shown = words(client, who, address)
        assert "Vụ trưởng" in shown
        assert ("tanaka@example.jp" in shown) == is_shown
        assert ("1234 5678" in shown) == is_shown
    for form in ("csv", "xlsx"):
        told = exported(client, who, form)
        assert ("tanaka@example.jp" in told) == is_shown
    assert ("Tanaka" in words(client, who, "/contacts/?text=example.jp")) == is_shown
    for address in ("/partners/JP/?tab=contacts", "/interactions/"):
        assert "tanaka@example.jp" not in words(client, who, address)
    (event,) = page(client, who, f"{at(found)}?tab=history").context["events"]
    assert "example.jp" not in str(event.values_beside.changes)


def test_a_stranger_does_not_learn_that_they_exist(client):
    found = make.contact(**REACHED)
    met = make.interaction(contacts=(found.reference,))
    for step in ("", "edit/", "basis/", "review/", "erase/", "withdraw/"):
        assert page(client, make.oanh(), at(found, step)).status_code == 404
    for address in ("/contacts/", "/interactions/", "/partners/JP/?tab=contacts"):
        shown = words(client, make.oanh(), address)
        assert found.text not in shown
        assert met.text not in shown


def test_an_organisation_is_named_to_those_who_may_know_of_it(client):
    closed = make.guard(sensitivity="restricted")
    agency = make.contact(kind="agency", text="Cục kín", keeping=closed)
    found = make.contact(organisation=agency.reference)
    make.interaction(contacts=(found.reference, agency.reference))
    for address in (at(found), "/contacts/", "/interactions/", "/partners/JP/?tab=contacts"):
        assert "Cục kín" in words(client, make.lan(), address)
        assert "Cục kín" not in words(client, make.tuan(), address)
        assert "Cục kín" not in words(client, make.hien(), address)


def test_one_is_recorded_once_the_likely_twins_were_looked_at(client):
    first = make.contact()
    secret = make.contact(keeping=make.guard("mofa", "restricted"), by=make.hien())
    answer = send(client, make.lan(), "/contacts/new/", **NEW)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert first.reference in shown
    assert secret.reference not in shown
    answer = send(client, make.lan(), "/contacts/new/", **NEW, twins="1")
    assert answer.url == at(Contact.objects.latest("pk"))
    secret.refresh_from_db()
    told = words(client, make.hien(), f"{at(secret)}?tab=history")
    assert "Another unit recorded what may be the same" in told


def test_what_is_wrong_is_told_beside_its_field(client):
    make.ground()
    answer = send(client, make.lan(), "/contacts/new/", **{**NEW, "basis": "consent"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["basis_means"])
    answer = send(client, make.lan(), "/interactions/new/", **{**MET, "theirs": ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["contacts"])


def test_a_meeting_shows_on_the_contact_with_when_and_by_whom(client):
    found = make.contact()
    assert "Nobody has met them since" in words(client, make.lan(), at(found))
    asked = words(client, make.lan(), f"/interactions/new/?contact={found.reference}")
    assert f'value="{found.reference}"' in asked
    sent = {**MET, "contacts": found.reference, "units": "mission-jp", "next_step": "Gửi hồ sơ"}
    answer = send(client, make.lan(), "/interactions/new/", **sent)
    met = Interaction.objects.get()
    assert answer.url == at(met)
    shown = words(client, make.lan(), at(found))
    assert "Last met:" in shown
    assert "Embassy" in shown
    for address in ("/partners/JP/?tab=contacts", "/interactions/", at(met)):
        assert "Tanaka Kenji" in words(client, make.lan(), address)
    (row,) = page(client, make.lan(), f"/interactions/?contact={found.reference}").context["page"]
    assert row == met


def test_the_next_step_becomes_a_task(client):
    make.units("moit", "mofa-economic")
    found = make.interaction(
        next_step="Gửi hồ sơ kỹ thuật", next_unit="moit", next_step_on=timezone.localdate()
    )
    assert f"/tasks/new/?interaction={found.pk}" in words(client, make.lan(), at(found))
    shown = words(client, make.lan(), f"/tasks/new/?interaction={found.pk}")
    assert f"Gửi hồ sơ kỹ thuật ({found.reference})" in shown
    assert 'value="moit"' in shown
    assert not Task.objects.exists()
    hidden = words(client, make.oanh(), f"/tasks/new/?interaction={found.pk}")
    assert "Gửi hồ sơ" not in hidden


def test_who_withdraws_consent_is_listed_for_review_and_erased_by_a_person(client):
    found = make.contact(**REACHED)
    today = timezone.localdate()
    shown = words(client, make.lan(), at(found))
    assert at(found, "erase/") not in shown
    sent = {"basis": "withdrawn", "basis_on": today.isoformat(), "basis_means": "thư"}
    send(client, make.lan(), at(found, "basis/"), **sent)
    assert "has to be erased" in words(client, make.lan(), at(found))
    assert found.text in words(client, make.lan(), "/contacts/?standing=review")
    assert page(client, make.tuan(), at(found, "erase/")).status_code == 403
    send(client, make.lan(), at(found, "erase/"), reason="theo yêu cầu")
    for address in (at(found), f"{at(found)}?tab=history", "/contacts/?standing=erased"):
        shown = words(client, make.lan(), address)
        assert "Tanaka" not in shown
        assert "example.jp" not in shown
    assert "erased person" in shown
    assert found.reference not in words(client, make.lan(), "/contacts/")


def test_who_is_kept_too_long_is_reviewed(client):
    soon = timezone.localdate() + timedelta(days=30)
    found = make.contact(kept_until=soon)
    assert "is anybody still working with them" in words(client, make.lan(), at(found))
    assert "to review" in words(client, make.lan(), "/").casefold()
    send(client, make.lan(), at(found, "review/"), kept_until="")
    assert "is anybody still" not in words(client, make.lan(), at(found))
    assert found.text not in words(client, make.lan(), "/contacts/?standing=review")


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    met = make.interaction()
    values = {key: value for key, value in MET.items() if key not in ("held_by", "sensitivity")}
    send(client, make.lan(), at(met, "edit/"), **{**values, "text": "Một"}, version=1)
    answer = send(client, make.minh(), at(met, "edit/"), **{**values, "text": "Hai"}, version=1)
    assert answer.status_code in (409, 422)
    met.refresh_from_db()
    assert met.text == "Một"


def test_empty_lists_say_what_belongs_there(client):
    make.ground()
    assert "who met them last" in words(client, make.lan(), "/contacts/")
    assert "Who met whom" in words(client, make.lan(), "/interactions/")


def test_hostile_words_are_shown_as_words(client):
    found = make.contact(text=HOSTILE, office=HOSTILE)
    met = make.interaction(text=HOSTILE, theirs=HOSTILE, contacts=(found.reference,))
    lists = ("/contacts/", "/interactions/", "/partners/JP/?tab=contacts")
    for address in (at(found), at(met), *lists):
        assert HOSTILE not in page(client, make.lan(), address).content.decode()


def test_more_rows_ask_the_database_no_more_often(client):
    first = make.contact()
    make.interaction(contacts=(first.reference,))
    signed_in(client, make.lan())
    for address in ("/contacts/", "/interactions/", "/partners/JP/?tab=contacts", at(first)):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for number in range(3):
            one = make.contact(text=f"Người {number}")
            make.interaction(text=f"Việc {number}", contacts=(one.reference, first.reference))
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) <= len(few), address
