"""Units corrected, renamed, merged, ended; the installation and its secrets."""

import stat
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from chancery.history.models import Event, EventValues
from chancery.people import actions, installed
from chancery.people.actions.own_units import values_of
from chancery.people.errors import PeopleError
from chancery.people.folders import check_backup_folder
from chancery.people.models import Installation, OfficeHolder, Unit
from chancery.people.queries import country_pack
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def renamed(unit: Unit, since: str = "") -> None:
    values = replace(values_of(unit), name_vi="Vụ Ngoại giao kinh tế")
    actions.change_unit(unit=unit, values=values, by="khoa", since=since)


def test_a_renamed_unit_keeps_its_old_name_with_its_days():
    unit = make.unit("mofa-economic")
    renamed(unit, "2025-03-01")
    assert [(n.name_vi, n.start, n.end) for n in unit.names.order_by("start")] == [
        ("Vụ Tổng hợp kinh tế", "", "2025-03-01"),
        ("Vụ Ngoại giao kinh tế", "2025-03-01", ""),
    ]


def test_a_corrected_name_leaves_no_old_one():
    unit = make.unit("mofa-economic")
    renamed(unit)
    renamed(unit)
    assert [n.name_vi for n in unit.names.all()] == ["Vụ Ngoại giao kinh tế"]


def test_a_new_name_starts_after_the_one_before():
    unit = make.unit("mofa-economic")
    renamed(unit, "2025-03-01")
    unit.name_vi = "x"
    with pytest.raises(PeopleError, match="starts after"):
        renamed(unit, "2024-03-01")


def test_a_unit_cannot_belong_to_what_is_below_it():
    mofa = make.unit("mofa")
    make.unit("mofa-economic")
    values = replace(values_of(mofa), belongs_to="mofa-economic")
    with pytest.raises(PeopleError, match="below it"):
        actions.change_unit(unit=mofa, values=values, by="khoa")


def test_a_merged_unit_leads_to_its_successor():
    unit, into = make.unit("mpi"), make.unit("mof")
    actions.end_unit(unit=unit, end="2025-02-28", successor=into, by="khoa")
    unit.refresh_from_db()
    assert not unit.is_current
    assert unit.successor == into
    with pytest.raises(PeopleError, match="merged into itself"):
        actions.end_unit(unit=into, end="2025-02-28", successor=unit, by="khoa")


def test_a_unit_with_units_below_does_not_end_without_a_successor():
    make.unit("mofa-economic")
    with pytest.raises(PeopleError, match="still stand"):
        actions.end_unit(unit=make.unit("mofa"), end="2025-02-28", by="khoa")


def test_who_takes_up_an_office_ends_the_term_before():
    unit = make.unit("mofa-economic")
    said = {"unit": unit, "title_vi": "Vụ trưởng", "title_en": "Director-General", "by": "khoa"}
    actions.set_office_holder(full_name="A", start=date(2024, 1, 1), **said)
    actions.set_office_holder(full_name="B", start=date(2025, 1, 1), acting=True, **said)
    assert OfficeHolder.objects.get(full_name="A").end == date(2024, 12, 31)
    holder = OfficeHolder.objects.get(full_name="B")
    with pytest.raises(PeopleError, match="ends before"):
        actions.end_office(holder=holder, end=date(2024, 1, 1), by="khoa")
    actions.end_office(holder=holder, end=date(2025, 6, 1), by="khoa")
    assert holder.end == date(2025, 6, 1)


def test_the_mail_password_is_the_owners_alone_and_never_in_history(workspace):
    actions.set_mail_password(password="bi-mat-thu", by="khoa")
    assert installed.mail_password() == "bi-mat-thu"
    assert stat.S_IMODE(workspace.mail_password.stat().st_mode) == 0o600
    told = str(list(Event.objects.values())) + str(list(EventValues.objects.values()))
    assert "bi-mat-thu" not in told
    actions.set_mail_password(password="", by="khoa")
    assert installed.mail_password() == ""


def test_the_pack_is_asked_once_and_the_setting_goes_first(settings, django_assert_num_queries):
    make.lan()
    Installation.objects.create(pack="vn")
    installed.forget()
    assert country_pack().code == "vn"
    with django_assert_num_queries(0):
        assert country_pack().code == "vn"
    settings.PACK = "world-without-end"
    assert installed.pack_code() == "world-without-end"


def test_a_house_of_before_runs_on_the_pack_it_always_had():
    make.lan()
    installed.forget()
    assert installed.pack_code() == "vn"
    assert installed.is_set_up()


def test_the_pack_is_not_changed_under_loaded_units():
    actions.set_installation(by="system", pack="vn")
    make.units("mofa")
    with pytest.raises(PeopleError, match="cannot be changed"):
        actions.set_installation(by="system", pack="xx")


def test_the_set_up_code_is_kept_as_a_digest_and_forgives_small_letters(workspace):
    code = actions.make_setup_code()
    kept = installed.setup_code_file()
    assert code not in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert installed.is_setup_code(f" {code.lower()} ")
    assert installed.is_setup_code(code.replace("-", ""))
    assert not installed.is_setup_code("AAAA-BBBB-CCCC-DDDD")
    again = actions.make_setup_code()
    assert not installed.is_setup_code(code)
    assert installed.is_setup_code(again)


def test_a_backup_folder_is_tried_before_it_is_kept(tmp_path):
    workspace, program = tmp_path / "w", tmp_path / "p"
    workspace.mkdir()
    good = check_backup_folder(str(tmp_path / "b" / "c"), workspace=workspace, program=program)
    assert good.is_dir()
    locked = tmp_path / "file"
    locked.write_text("")
    for wrong, said in (
        ("backups", "whole path"),
        (str(workspace / "b"), "lies inside"),
        (str(program), "lies inside"),
        (str(tmp_path), "holds the workspace"),
        (str(locked / "b"), "Nothing can be written"),
    ):
        with pytest.raises(PeopleError, match=said):
            check_backup_folder(wrong, workspace=workspace, program=program)
