"""Contacts: recorded, changed, shown to the right people, kept no longer than they may be."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chancery.history.models import Event, EventValues
from chancery.history.queries import verify
from chancery.people.errors import NotAllowedError
from chancery.register import actions
from chancery.register.contacts import queries, rules
from chancery.register.contacts.likeness import likely_twins
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Contact, Interaction
from tests import make

pytestmark = pytest.mark.django_db
REACHED = {"email": "tanaka@example.jp", "telephone": "+81 3 1234 5678", "address": "Kasumigaseki"}


def who(person):
    return make.viewer(person())


def lan():
    return who(make.lan)


def as_seen(person):
    return queries.listed(who(person)).get()


def change(found, version, *, by=None, **changed):
    return actions.change_contact(
        contact=found, values=make.contact_values(**changed), version=version, by=by or lan()
    )


def withdrawn(found):
    today = timezone.localdate()
    return actions.set_basis(
        contact=found, basis="withdrawn", on=today, means="thư điện tử", by=lan()
    )


def history_of(kind):
    rows = EventValues.objects.filter(event__kind=kind)
    return " ".join(json.dumps([r.changes, r.label, r.reason], ensure_ascii=False) for r in rows)


def test_it_is_recorded_and_history_never_holds_how_it_is_reached():
    found = make.contact(**REACHED)
    assert found.reference.startswith("DM-")
    change(found, 1, **{**REACHED, "email": "kenji@example.jp"})
    last = Event.objects.filter(kind="contact").latest("seq")
    assert last.values_beside.changes == {"email": ["•••", "•••"]}
    told = history_of("contact")
    assert not [word for word in (*REACHED.values(), "kenji@example.jp") if word in told]


@pytest.mark.parametrize(
    ("person", "knows", "is_shown"),
    [
        (make.lan, True, True),
        (make.hien, True, True),
        (make.thu, True, False),  # reads at the desk that keeps it
        (make.ha, True, False),  # its clerk
        (make.vy, True, False),  # audits the ministry
        (make.tuan, True, True),  # writes at the mission that covers the partner
        (make.quang, True, True),  # writes for those who oversee
        (make.son, False, False),
        (make.oanh, False, False),
        (make.khoa, False, False),
    ],
)
def test_how_it_is_reached_is_for_writers_who_cover_the_partner(person, knows, is_shown):
    make.contact(**REACHED)
    row = queries.contacts(who(person)).first()
    assert (row is not None) == knows
    assert (row is not None and queries.personal_of(row) is not None) == is_shown


def test_a_public_contact_is_known_to_all_and_reached_by_few():
    make.contact(keeping=make.guard(sensitivity="public"), **REACHED)
    assert queries.personal_of(queries.contacts(who(make.son)).get()) is None
    assert queries.personal_of(Contact.objects.get()) is None, "denied where nobody asked"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"kind": "pet"}, "kind"),
        ({"email": "tanaka at example"}, "email"),
        ({"basis": ""}, "basis"),
        ({"basis": "withdrawn"}, "basis"),
        ({"basis": "consent"}, "basis_means"),
        ({"basis_on": date(2999, 1, 1)}, "basis_on"),
        ({"organisation": "DM-1999-0001"}, "organisation"),
        ({"sectors": ("alchemy",)}, "sectors"),
        ({"kind": "firm", "basis": "office"}, "basis"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field_and_nothing_is(wrong, field):
    with pytest.raises(InvalidValuesError) as refused:
        make.contact(**wrong)
    assert list(refused.value.by_field) == [field]
    assert not Contact.objects.exists()


def test_the_database_itself_wants_a_basis_for_persons():
    found = make.contact()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=found.pk).update(basis="")


def test_it_is_changed_once_for_each_version_by_who_keeps_it():
    found = make.contact()
    assert change(found, 1, office="Thứ trưởng").version == 2
    with pytest.raises(ChangedMeanwhileError):
        change(found, 1, office="Bộ trưởng")
    with pytest.raises(NotAllowedError):
        change(found, 2, by=who(make.tuan))


def test_an_organisation_that_the_editor_may_not_know_of_stays():
    hidden = make.contact(
        kind="agency", text="Cục kín", by=make.hien(), keeping=make.guard("mofa", "restricted")
    )
    found = make.contact()
    Contact.objects.filter(pk=found.pk).update(organisation=hidden)
    assert change(found, 1, office="Cục trưởng").organisation == hidden


def test_twins_are_those_with_the_same_address_or_nearly_the_same_name_that_one_may_see():
    found = make.contact(**REACHED)
    other = make.contact(kind="firm", text="Toyota", telephone="03-9999 0000")
    near = make.contact_values(text="Kenji TANAKÁ")
    reached = make.contact_values(text="Ông Sato", telephone="0312345678")
    assert likely_twins(lan(), near) == [found]
    assert likely_twins(lan(), reached) == [found]
    assert likely_twins(lan(), make.contact_values(text="Suzuki", telephone="9999 000")) == []
    same = make.contact_values(text="Suzuki", telephone="+84 3 9999 0000")
    assert likely_twins(lan(), same) == [other]
    assert likely_twins(who(make.thu), reached) == [], "she may not see how he is reached"
    assert likely_twins(who(make.oanh), near) == []
    assert likely_twins(lan(), make.contact_values(partner="KR")) == []


def test_keeping_counts_from_the_last_meeting_the_last_review_or_the_recording():
    found = make.contact()
    today = timezone.localdate()
    by_rule = as_seen(make.lan)
    assert queries.kept_until(by_rule) == today.replace(year=today.year + 5)
    make.interaction(contacts=(found.reference,), day=date(2020, 2, 29))
    assert as_seen(make.lan).since == today
    assert as_seen(make.lan).last_met == date(2020, 2, 29)
    Contact.objects.update(created_at=make.moment("2020-01-01"))
    assert queries.kept_until(as_seen(make.lan)) == date(2025, 2, 28)
    actions.review_contact(contact=found, kept_until=None, by=lan())
    assert as_seen(make.lan).since == today
    soon = today + timedelta(days=9)
    actions.review_contact(contact=found, kept_until=soon, by=lan())
    assert queries.kept_until(as_seen(make.lan)) == soon
    with pytest.raises(InvalidValuesError):
        actions.review_contact(contact=found, kept_until=today, by=lan())


def test_the_list_to_review_agrees_with_the_rule_day_by_day():
    make.contact()
    for month, day in ((1, 31), (2, 28), (2, 29), (8, 30), (8, 31)):
        recorded = f"2024-{month:02}-{day:02}"
        Contact.objects.update(created_at=make.moment(recorded))
        row = as_seen(make.lan)
        until = queries.kept_until(row)
        rows = queries.listed(lan())
        for step in range(-3, 4):
            asked = until + timedelta(days=step)
            assert queries.run_out_before(rows, asked).exists() == (until < asked)
        first = until - timedelta(days=60)
        assert queries.to_review(rows, first).exists()
        assert not queries.to_review(rows, first - timedelta(days=1)).exists()


def test_who_was_not_met_for_a_year_is_listed_as_such():
    found = make.contact()
    assert list(queries.quiet(queries.listed(lan()))) == [found]
    today = timezone.localdate()
    make.interaction(contacts=(found.reference,), day=today)
    assert not queries.quiet(queries.listed(lan())).exists()
    later = today + timedelta(days=366)
    assert queries.quiet(queries.listed(lan()), later).exists()


def test_a_person_is_erased_only_when_consent_is_withdrawn_or_the_time_has_run_out():
    found = make.contact()
    with pytest.raises(StateError):
        actions.erase_contact(contact=found, reason="theo yêu cầu", by=lan())
    withdrawn(found)
    with pytest.raises(StateError):
        actions.erase_contact(contact=found, reason=" ", by=lan())
    with pytest.raises(NotAllowedError):
        actions.erase_contact(contact=found, reason="theo yêu cầu", by=who(make.tuan))
    assert actions.erase_contact(contact=found, reason="theo yêu cầu", by=lan()).erased_at
    other = make.contact(text="Sato", kept_until=timezone.localdate() - timedelta(days=1))
    assert list(queries.to_review(queries.listed(lan()))) == [other]
    assert actions.erase_contact(contact=other, reason="hết hạn", by=lan()).erased_at
    assert not queries.to_review(queries.listed(lan())).exists()


def test_nothing_personal_is_left_of_who_was_erased_not_even_in_history():
    agency = make.contact(kind="agency", text="METI")
    found = make.contact(
        **REACHED, organisation=agency.reference, languages="tiếng Nhật", basis_means="họp"
    )
    met = make.interaction(
        contacts=(found.reference, agency.reference),
        summary="Ông TANAKA KENJI hứa trả lời",
        theirs="",
    )
    apart = make.interaction(text="Việc khác", theirs="Tanaka Kenji")
    withdrawn(found)
    row = actions.erase_contact(contact=found, reason="theo yêu cầu", by=lan())
    left = Contact.objects.values().get(pk=row.pk)
    told = f"{left} {history_of('contact')} {history_of('interaction')}".casefold()
    told = told.replace(json.dumps(apart.theirs, ensure_ascii=False).casefold(), "")
    words = ("tanaka", "vụ trưởng", "tiếng nhật", "kasumigaseki", "1234 5678")
    assert [word for word in words if word in told] == []
    met.refresh_from_db()
    assert met.summary == "Ông erased person hứa trả lời"
    assert (row.organisation, met.contacts.count()) == (agency, 2)
    assert Interaction.objects.get(pk=apart.pk).theirs == "Tanaka Kenji", "he is not tied to it"
    assert verify().is_whole
    assert queries.personal_of(queries.contacts(lan()).get(pk=row.pk)) is None
    for act in (rules.can_keep, rules.can_set_basis, rules.can_review):
        assert not act(lan(), row)


def test_who_withdrew_is_no_longer_shown_how_to_reach_nor_changed_until_a_new_basis():
    found = withdrawn(make.contact(**REACHED))
    assert queries.personal_of(queries.contacts(lan()).get()) is None
    with pytest.raises(StateError):
        change(found, 2, office="Khác")
    with pytest.raises(InvalidValuesError):
        make.interaction(contacts=(found.reference,))
    back = actions.set_basis(
        contact=found, basis="consent", on=date(2026, 1, 5), means="văn bản", by=lan()
    )
    assert back.basis == "consent"
    assert queries.personal_of(queries.contacts(lan()).get()).email == REACHED["email"]


def test_one_recorded_by_mistake_goes_and_so_does_its_name():
    found = make.contact(**REACHED)
    met = make.interaction(contacts=(found.reference,))
    with pytest.raises(StateError):
        actions.withdraw_contact(contact=found, reason="ghi nhầm", by=lan())
    actions.withdraw_interaction(interaction=met, reason="ghi nhầm", by=lan())
    actions.withdraw_contact(contact=found, reason="ghi nhầm", by=lan())
    assert not Contact.objects.exists()
    assert "Tanaka" not in history_of("contact")
    assert verify().is_whole
