"""Two contacts that are one: the stricter basis, the earlier day, and nothing left once erased."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from chancery.history.models import EventValues
from chancery.history.queries import verify
from chancery.intake.search.asking import Found, Wish
from chancery.register import actions
from chancery.register.contacts import queries
from chancery.register.errors import StateError
from chancery.register.models import Contact, Interaction
from chancery.work.actions.merging import merge, part
from chancery.work.merging import before_merging
from tests import make

pytestmark = pytest.mark.django_db
GIVEN = {"basis": "consent", "basis_on": date(2026, 1, 5), "basis_means": "danh thiếp"}


def lan():
    return make.viewer(make.lan())


def merged(kept, gone):
    return merge(kept=kept, merged=gone, reason="Một người", by=lan())


def parted(gone):
    return part(merged=Contact.objects.get(pk=gone.pk), reason="Nhầm", by=lan())


def withdrawn(found):
    today = timezone.localdate()
    return actions.set_basis(contact=found, basis="withdrawn", on=today, means="thư", by=lan())


def all_history():
    rows = EventValues.objects.exclude(event__kind="user")
    return " ".join(json.dumps([r.changes, r.reason], ensure_ascii=False) for r in rows)


def test_the_stricter_basis_and_the_earlier_day_hold_and_parting_gives_all_back():
    soon = timezone.localdate() + timedelta(days=30)
    kept = make.contact()
    gone = make.contact(
        text="Tanaka K.", **GIVEN, kept_until=soon, email="tanaka@example.jp", telephone="123"
    )
    met = make.interaction(contacts=(gone.reference,))
    assert len(before_merging(lan(), kept, gone)) == 2
    stays = merged(kept, gone)
    assert (stays.basis, stays.basis_means, stays.kept_until) == ("consent", "danh thiếp", soon)
    assert stays.email == "tanaka@example.jp"
    assert list(met.contacts.all()) == [stays]
    assert list(queries.contacts(lan())) == [stays]
    assert list(queries.to_review(queries.listed(lan()))) == [stays], "it must still be reviewed"
    assert "tanaka@example.jp" not in all_history()
    assert [hit.row for hit in Found(lan(), Wish(gone.reference)).straight] == [stays]
    parted(gone)
    kept.refresh_from_db()
    assert (kept.basis, kept.kept_until, kept.email) == ("office", None, "")
    assert [one.pk for one in met.contacts.all()] == [gone.pk]
    assert queries.contacts(lan()).count() == 2


def test_erasing_the_one_that_stays_empties_the_other_too_and_they_cannot_be_parted():
    kept = make.contact(office="Vụ trưởng Vụ Á")
    gone = make.contact(text="Kenji Tanaka", languages="tiếng Nhật", address="Kasumigaseki")
    first = make.interaction(contacts=(gone.reference,), summary="Ông Kenji Tanaka hứa", theirs="")
    second = make.interaction(text="Tiếp", people="Lan và Kenji Tanaka", theirs="Tanaka Kenji")
    merge(kept=first, merged=second, reason="Một cuộc gặp", by=lan())
    merged(kept, gone)
    withdrawn(Contact.objects.get(pk=kept.pk))
    actions.erase_contact(contact=kept, reason="theo yêu cầu", by=lan())
    left = f"{list(Contact.objects.values())} {list(Interaction.objects.values())} {all_history()}"
    words = ("tanaka", "vụ trưởng", "tiếng nhật", "kasumigaseki")
    assert [word for word in words if word in left.casefold()] == []
    assert Contact.objects.exclude(erased_at=None).count() == 2
    assert verify().is_whole
    with pytest.raises(StateError) as told:
        parted(gone)
    assert gone.reference in str(told.value)


def test_consent_withdrawn_while_they_were_one_is_withdrawn_for_both_after_parting():
    kept, gone = make.contact(), make.contact(text="Sato Aiko", **GIVEN)
    merged(kept, gone)
    withdrawn(Contact.objects.get(pk=kept.pk))
    assert parted(gone).basis == "withdrawn"
    assert Contact.objects.get(pk=kept.pk).basis == "withdrawn"


def test_a_withdrawal_before_holds_for_the_one_that_stays():
    kept, gone = make.contact(), withdrawn(make.contact(text="Sato Aiko", **GIVEN))
    assert merged(kept, gone).basis == "withdrawn"
    assert list(queries.to_review(queries.listed(lan())).values_list("pk", flat=True)) == [kept.pk]
    parted(gone)
    assert Contact.objects.get(pk=kept.pk).basis == "office"


def test_what_cannot_be_one_is_told():
    person = make.contact()
    erased = withdrawn(make.contact(text="Sato Aiko"))
    actions.erase_contact(contact=erased, reason="theo yêu cầu", by=lan())
    others = (
        make.contact(kind="agency", text="METI", basis=""),
        make.contact(text="Kim", partner="KR"),
        Contact.objects.get(pk=erased.pk),
    )
    for other in others:
        with pytest.raises(StateError):
            merged(person, other)
