"""What upgrades of relationships contain: recorded, changed, and how far they are delivered."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chancery.history.models import Event
from chancery.partners.models import RelationshipLevel
from chancery.people.errors import NotAllowedError
from chancery.register import actions
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import CommitmentState, Pillar, Upgrade
from chancery.register.upgrades import queries
from chancery.register.values import Guard
from tests import make

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def level(partner="JP", start="2023-11-27", rank=5):
    row, _made = RelationshipLevel.objects.get_or_create(
        partner=make.partner(partner),
        level="comprehensive_strategic_partnership",
        start=start,
        defaults={
            "rank": rank,
            "name_vi": "Đối tác chiến lược toàn diện",
            "name_en": "Comprehensive strategic partnership",
        },
    )
    return row


def change(found, version, *, by=None, **changed):
    return actions.change_upgrade(
        upgrade=found, values=make.upgrade_values(**changed), version=version, by=by or lan()
    )


def told():
    return Event.objects.filter(kind="upgrade").latest("seq")


def decided(commitment, state):
    actions.set_commitment_state(commitment=commitment, state=state, reason="đã rà soát", by=lan())
    return commitment


def test_it_is_recorded_with_its_level_and_told():
    found = make.upgrade(level=level().pk)
    assert found.reference.startswith("NC-")
    assert found.level.partner_id == "JP"
    assert (told().action, told().values_beside.changes["pillar"]) == (
        "upgrade.add",
        [None, "green"],
    )


def test_the_mission_to_the_partner_knows_of_it_and_another_does_not():
    found = make.upgrade()
    assert queries.upgrades(make.viewer(make.tuan())).get() == found
    assert not queries.upgrades(make.viewer(make.oanh())).exists()
    assert not queries.upgrades(make.viewer(make.khoa())).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"pillar": "sport"}, "pillar"),
        ({"partner": "XX"}, "partner"),
        ({"after": "Họp hằng năm"}, "after_on"),
        ({"after_on": date(2026, 1, 2)}, "after_on"),
        ({"commitments": ("CK-1999-0001",)}, "commitments"),
        ({"sectors": ("alchemy",)}, "sectors"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field_and_nothing_is(wrong, field):
    with pytest.raises(InvalidValuesError) as refused:
        make.upgrade(**wrong)
    assert list(refused.value.by_field) == [field]
    assert not Upgrade.objects.exists()


def test_a_level_of_another_partner_is_refused():
    make.ground()
    other = level("KR", "2022-12-05")
    with pytest.raises(InvalidValuesError) as refused:
        make.upgrade(level=other.pk)
    assert list(refused.value.by_field) == ["level"]


def test_the_database_itself_keeps_since_and_its_day_together():
    found = make.upgrade()
    with pytest.raises(IntegrityError), transaction.atomic():
        Upgrade.objects.filter(pk=found.pk).update(after="Họp hằng năm")


def test_it_is_changed_once_for_each_version():
    found = make.upgrade()
    since = {"after": "Đã họp hai lần", "after_on": date(2026, 6, 30)}
    assert change(found, 1, **since).version == 2
    assert told().values_beside.changes == {
        "after": ["", "Đã họp hai lần"],
        "after_on": [None, "2026-06-30"],
    }
    with pytest.raises(ChangedMeanwhileError):
        change(found, 1, text="Khác")
    with pytest.raises(NotAllowedError):
        change(found, 2, text="Khác", by=make.viewer(make.tuan()))


def test_saying_the_same_again_is_no_change():
    found = make.upgrade(commitments=(make.commitment().reference,))
    again = change(found, 1, commitments=tuple(c.reference for c in found.commitments.all()))
    assert (again.version, told().action) == (1, "upgrade.add")


def test_a_commitment_that_the_editor_may_not_know_of_stays_tied():
    open_one = make.commitment()
    secret = make.commitment(
        by=make.hien(), keeping=Guard("mofa", "restricted", ("mofa",)), text="Việc kín"
    )
    found = make.upgrade(by=make.hien(), keeping=make.guard("mofa"), partner="JP")
    both = (open_one.reference, secret.reference)
    change(found, 1, commitments=both, by=make.viewer(make.hien()))
    as_lan = queries.with_commitments(lan()).get()
    assert [row.reference for row in as_lan.known] == [open_one.reference]
    assert {row.reference for row in found.commitments.all()} == set(both)


def test_delivery_counts_what_still_counts_once_by_pillar():
    first, second, third = (make.commitment(text=f"Việc {n}") for n in range(3))
    decided(first, CommitmentState.DONE)
    decided(third, CommitmentState.STOPPED)
    references = [row.reference for row in (first, second, third)]
    make.upgrade(commitments=tuple(references), level=level().pk)
    make.upgrade(commitments=(references[0],), level=level().pk, text="Khác")
    (framework,) = queries.frameworks_of(lan(), make.partner("JP"))
    (pillar,) = framework.pillars
    assert (pillar.pillar, len(pillar.contents)) == (Pillar.GREEN, 2)
    assert (pillar.delivery.done, pillar.delivery.counted, pillar.delivery.percent) == (1, 2, 50)
    rows = {row.text: (row.done, row.counted) for row in queries.counted(lan())}
    assert rows == {"Lập đối thoại về chuyển đổi năng lượng": (1, 2), "Khác": (1, 1)}


def test_nothing_committed_is_not_nothing_delivered():
    assert queries.delivery_of([]).percent is None


def test_the_latest_upgrade_comes_first_and_what_no_level_opened_last():
    old, new = level(start="2014-03-18", rank=4), level()
    make.upgrade(text="Không gắn mức")
    make.upgrade(text="Cũ", level=old.pk)
    make.upgrade(text="Mới", level=new.pk, pillar="politics")
    found = queries.frameworks_of(lan(), make.partner("JP"))
    assert [row.level for row in found] == [new, old, None]


def test_one_recorded_by_mistake_is_withdrawn_and_its_commitments_stay():
    commitment = make.commitment()
    found = make.upgrade(commitments=(commitment.reference,))
    with pytest.raises(StateError):
        actions.withdraw_upgrade(upgrade=found, reason=" ", by=lan())
    actions.withdraw_upgrade(upgrade=found, reason="ghi hai lần", by=lan())
    assert not Upgrade.objects.exists()
    assert told().values_beside.reason == "ghi hai lần"
    commitment.refresh_from_db()
