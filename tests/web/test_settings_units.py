"""Units in Settings, spreadsheets, mail and backups."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chancery.history.models import Event
from chancery.people import installed
from chancery.people.models import Installation, OfficeHolder, Post, Unit, User
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
LINES = (
    "Tên đơn vị;Loại;Trực thuộc",
    "Phòng Thương mại;department;mofa-economic",
    "=HYPERLINK(1);department;mofa",
)


FILE = "\n".join(LINES)


def bring(client, kind="units", data=FILE, **more):
    file = SimpleUploadedFile("đơn vị.csv", data.encode())
    return send(client, make.khoa(), f"/settings/import/{kind}/", file=file, **more)


def test_a_unit_is_added_corrected_renamed_and_merged(client):
    make.units("mofa-economic", "mof", "mpi")
    form = {"name_vi": "Phòng X", "kind": "department", "belongs_to": "mofa-economic"}
    answer = send(client, make.khoa(), "/settings/units/add/", **form)
    assert answer.url == "/settings/units/mofa-economic-phong-x/"
    renamed = {**form, "name_vi": "Phòng Y", "since": "2025-03-01"}
    assert send(client, make.khoa(), f"{answer.url}edit/", **renamed).url == answer.url
    shown = words(client, make.khoa(), answer.url)
    assert "Phòng X" in shown
    send(client, make.khoa(), "/settings/units/mpi/end/", day="2025-02-28", successor="mof")
    assert Unit.objects.get(pk="mpi").successor_id == "mof"


def test_who_takes_up_an_office_is_recorded_with_term_and_acting(client):
    make.units("mofa-economic")
    address = "/settings/units/mofa-economic/"
    form = {"full_name": "Lê A", "title_vi": "Vụ trưởng", "title_en": "Director-General"}
    send(client, make.khoa(), f"{address}office/", start="2025-01-01", acting="on", **form)
    assert "acting" in words(client, make.khoa(), address)
    holder = OfficeHolder.objects.get()
    send(client, make.khoa(), f"/settings/offices/{holder.pk}/end/", day="2025-06-01")
    holder.refresh_from_db()
    assert holder.end.isoformat() == "2025-06-01"


def test_a_spreadsheet_is_looked_at_before_anything_is_written(client):
    make.units("mofa-economic")
    before = Unit.objects.count()
    assert bring(client).url == "/settings/import/units/check/"
    shown = words(client, make.khoa(), "/settings/import/units/check/")
    assert "Take the 1 good row" in shown
    assert "it begins like a formula" in shown
    assert "letters as UTF-8" in shown
    assert Unit.objects.count() == before
    errors = page(client, make.khoa(), "/settings/import/units/check/?download=errors")
    assert errors.content.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in errors.content.decode()


def test_the_good_rows_are_taken_alone_and_once(client):
    make.units("mofa-economic")
    bring(client)
    send(client, make.khoa(), "/settings/import/units/check/", take="1")
    assert Unit.objects.filter(pk="mofa-economic-phong-thuong-mai").exists()
    assert Event.objects.filter(action="units.import").count() == 1
    bring(client)
    assert send(client, make.khoa(), "/settings/import/units/check/", take="1").status_code == 403
    assert Event.objects.filter(action="units.import").count() == 1


def test_columns_are_named_by_the_person_where_headings_say_nothing(client):
    make.units("mofa")
    bring(client, data="A;B;C\nPhòng X;Vụ;mofa")
    check = "/settings/import/units/check/"
    assert "the name is missing" in words(client, make.khoa(), check)
    send(client, make.khoa(), check, columns="1", name_vi="0", kind="1", belongs_to="2")
    assert "Take 1 row" in words(client, make.khoa(), check)


def test_a_file_that_is_none_is_told(client):
    assert bring(client, data="").status_code == 422
    assert page(client, make.khoa(), "/settings/import/nothing/").status_code == 404


def test_people_are_invited_from_a_pasted_list_without_headings(client):
    make.units("mofa-economic")
    lines = (
        "Trịnh Đức Minh; minh@mofa.example; Vụ Tổng hợp kinh tế; head",
        "Đỗ Thúy Hà; ha@mofa.example; mofa-economic; văn thư",
        "Ai Đó; no-mail; Vụ Gì Đó; sếp",
    )
    send(client, make.khoa(), "/settings/import/people/", pasted="\n".join(lines))
    shown = words(client, make.khoa(), "/settings/import/people/check/")
    assert "it is no e-mail address" in shown
    answer = send(client, make.khoa(), "/settings/import/people/check/", take="1")
    assert answer.content.decode().count("/invitation/") == 2
    held = Post.objects.filter(user__email__endswith="mofa.example")
    assert sorted(held.values_list("user__username", "role")) == [
        ("ha", "clerk"),
        ("minh", "head"),
    ]
    send(client, make.khoa(), "/settings/import/people/", pasted="\n".join(lines))
    again = send(client, make.khoa(), "/settings/import/people/check/", take="1")
    assert again.status_code == 403
    assert User.objects.filter(email="ha@mofa.example").count() == 1


@pytest.mark.parametrize("kind", ["units", "people"])
def test_the_file_to_fill_in_is_one_that_can_be_brought(client, kind):
    make.units("mofa-economic")
    template = page(client, make.khoa(), f"/settings/import/{kind}/template/").content
    bring(client, kind, template.decode("utf-8-sig"))
    assert "Take 1 row" in words(client, make.khoa(), f"/settings/import/{kind}/check/")


def test_the_mail_server_is_kept_and_its_password_never_shown(client):
    form = {"mail_host": "mail.example", "mail_port": "587", "mail_security": "starttls"}
    form |= {"mail_from": "c@mofa.example", "mail_user": "c", "password": "bi-mat-thu"}
    assert send(client, make.khoa(), "/settings/mail/", **form).url == "/settings/mail/"
    assert installed.mail_password() == "bi-mat-thu"
    shown = words(client, make.khoa(), "/settings/mail/")
    assert "bi-mat-thu" not in shown
    assert "A password is kept." in shown
    send(client, make.khoa(), "/settings/mail/", **{**form, "password": ""})
    assert installed.mail_password() == "bi-mat-thu"
    send(
        client, make.khoa(), "/settings/mail/", **{**form, "password": "", "forget_password": "on"}
    )
    assert installed.mail_password() == ""


@pytest.mark.parametrize(
    "moved", [{"mail_host": "evil.example"}, {"mail_port": "2525"}, {"mail_security": "none"}]
)
def test_the_kept_password_goes_to_no_other_server_than_it_was_typed_for(client, moved):
    form = {"mail_host": "mail.example", "mail_port": "587", "mail_security": "starttls"}
    form |= {"mail_from": "c@mofa.example", "mail_user": "c", "password": "bi-mat-thu"}
    send(client, make.khoa(), "/settings/mail/", **form)
    asked = form | moved | {"password": ""}
    assert send(client, make.khoa(), "/settings/mail/", **asked, test="1").status_code == 422
    assert Installation.objects.get().mail_host == "mail.example"
    asked |= {"forget_password": "on"}
    assert send(client, make.khoa(), "/settings/mail/", **asked).status_code == 302
    assert installed.mail_password() == ""


def test_a_test_message_that_fails_says_why_and_keeps_what_was_written(client):
    User.objects.filter(pk=make.khoa().pk).update(email="khoa@mofa.example")
    form = {"mail_host": "127.0.0.1", "mail_port": "9", "mail_security": "none", "test": "1"}
    answer = send(client, make.khoa(), "/settings/mail/", mail_from="c@mofa.example", **form)
    assert answer.status_code == 422
    assert "127.0.0.1:9 cannot be reached" in answer.content.decode()
    assert Installation.objects.get().mail_host == "127.0.0.1"


def test_a_folder_for_backups_is_tried_first(client, tmp_path, workspace):
    wrong = send(client, make.khoa(), "/settings/backups/", backup_folder=str(workspace.root))
    assert wrong.status_code == 422
    send(client, make.khoa(), "/settings/backups/", backup_folder=str(tmp_path / "b"))
    assert Installation.objects.get().backup_folder == str(tmp_path / "b")
    assert (tmp_path / "b").is_dir()
