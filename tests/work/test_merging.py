"""Two records that are one: all goes to the one that stays, and back when they are parted."""

from datetime import date

import pytest

from chancery.history.models import Event
from chancery.people.actions import follow
from chancery.people.errors import NotAllowedError
from chancery.people.follows import follows
from chancery.register import access
from chancery.register import actions as register
from chancery.register.errors import StateError
from chancery.register.mechanisms.values import RoleValues
from chancery.register.models import Commitment, Obstacle
from chancery.work.actions.merging import merge, part
from chancery.work.merging import before_merging, relations_of
from tests import make

pytestmark = pytest.mark.django_db
WHY = "Ghi nhận hai lần cùng một cam kết"


def merged(kept, gone, by=None):
    return merge(kept=kept, merged=gone, reason=WHY, by=make.viewer(by or make.lan()))


def parted(gone, by=None):
    return part(merged=gone, reason="Nhầm", by=make.viewer(by or make.lan()))


@pytest.fixture
def pair():
    kept = make.commitment(text="Mở thị trường cho bưởi")
    gone = make.commitment(
        text="Mở cửa thị trường bưởi", due=date(2026, 12, 31), parties=("JP", "KR", "VN")
    )
    return kept, gone


def test_what_hung_on_the_one_hangs_on_the_other_and_comes_back(pair):
    kept, gone = pair
    task = make.task(commitment_id=gone.pk)
    follow(user=make.ha(), kind="commitment", key=str(gone.pk))
    stays = merged(kept, gone)
    task.refresh_from_db()
    assert task.commitment_id == kept.pk
    assert stays.due == date(2026, 12, 31)  # it said none itself
    assert stays.text == "Mở thị trường cho bưởi"
    assert set(stays.parties.values_list("pk", flat=True)) == {"JP", "KR", "VN"}
    assert follows(make.ha(), "commitment", kept.pk)
    known = access.commitments(make.viewer(make.lan()))
    assert list(known) == [stays]
    gone.refresh_from_db()
    parted(gone)
    task.refresh_from_db()
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert task.commitment_id == gone.pk
    assert kept.due is None
    assert set(kept.parties.values_list("pk", flat=True)) == {"JP", "VN"}
    assert set(gone.parties.values_list("pk", flat=True)) == {"JP", "KR", "VN"}
    assert set(access.commitments(make.viewer(make.lan()))) == {kept, gone}


def test_history_says_on_both_sides_and_on_what_moved_what_was_done(pair):
    kept, gone = pair
    task = make.task(commitment_id=gone.pk)
    merged(kept, gone)
    told = dict(Event.objects.order_by("seq").values_list("action", "key"))
    assert told["commitment.merge"] == str(kept.pk)
    assert told["commitment.merged"] == str(gone.pk)
    assert told["task.link"] == str(task.pk)
    link = Event.objects.get(action="task.link").values_beside
    assert link.changes == {"commitment": [gone.reference, kept.reference]}


def test_what_somebody_changed_since_stays_as_they_left_it(pair):
    kept, gone = pair
    task = make.task(commitment_id=gone.pk)
    stays = merged(kept, gone)
    values = make.commitment_values(due=date(2027, 6, 30), parties=("JP", "KR", "VN"))
    who = make.viewer(make.lan())
    register.change_commitment(commitment=stays, values=values, version=stays.version, by=who)
    third = make.commitment(text="Một cam kết khác")
    task.refresh_from_db()
    task.commitment = third
    task.save()
    gone.refresh_from_db()
    parted(gone)
    kept.refresh_from_db()
    task.refresh_from_db()
    assert kept.due == date(2027, 6, 30)
    assert task.commitment_id == third.pk


def test_a_chain_of_mergers_is_parted_from_its_end(pair):
    kept, gone = pair
    merged(kept, gone)
    last = make.commitment(text="Mở thị trường")
    merged(last, Commitment.objects.get(pk=kept.pk))
    gone.refresh_from_db()
    with pytest.raises(StateError):
        parted(gone)
    parted(Commitment.objects.get(pk=kept.pk))
    gone.refresh_from_db()
    parted(gone)
    assert access.commitments(make.viewer(make.lan())).count() == 3


def test_who_may_not_change_both_and_who_says_no_reason_may_not_merge(pair):
    kept, gone = pair
    other = make.commitment(by=make.binh(), keeping=make.guard("moit", "public"))
    with pytest.raises(NotAllowedError):
        merged(other, gone)
    with pytest.raises(NotAllowedError):
        merged(kept, other)
    with pytest.raises(StateError):
        merge(kept=kept, merged=gone, reason=" ", by=make.viewer(make.lan()))
    with pytest.raises(StateError):
        merged(kept, kept)


def test_nothing_becomes_more_open_by_a_merger():
    closed = make.commitment(keeping=make.guard("mofa-economic", "restricted", "moit"))
    inside = make.commitment(text="Nội bộ")
    wider = make.commitment(
        text="Rộng hơn", keeping=make.guard("mofa-economic", "restricted", "moit", "mof")
    )
    for kept in (inside, wider):
        with pytest.raises(StateError):
            merged(kept, closed)
    merged(closed, wider)
    merged(closed, inside)


def test_a_case_takes_over_steps_and_goods_and_those_on_both_once():

    kept = make.obstacle(text="Chậm cấp phép bưởi", hs=("080540",))
    gone = make.obstacle(text="Chậm cấp phép cho bưởi", hs=("080540", "080550"))
    task = make.task(obstacle_id=gone.pk)
    stays = merged(kept, gone)
    assert sorted(stays.caseproducts.values_list("code", flat=True)) == ["080540", "080550"]
    task.refresh_from_db()
    assert task.obstacle_id == kept.pk
    gone = Obstacle.objects.get(pk=gone.pk)
    parted(gone)
    assert sorted(gone.caseproducts.values_list("code", flat=True)) == ["080540", "080550"]
    assert [p.code for p in stays.caseproducts.all()] == ["080540"]


def test_ledgers_are_moved_and_a_line_on_both_is_counted_once():
    kept, gone = make.project(identifier="XM-1"), make.project(text="Metro 5", identifier="XM-2")
    make.entry(kept)
    make.entry(gone)  # the same line
    other = make.entry(gone, amount="500")
    make.entry(gone, ledger="disbursed", amount="20")
    told = before_merging(make.viewer(make.lan()), kept, gone)
    assert "XM-1" in told[0]
    assert "XM-2" in told[0]
    assert "1000000" in told[1]
    merged(kept, gone)
    lines = kept.entries.order_by("pk").values_list("ledger", "amount")
    assert [(ledger, int(amount)) for ledger, amount in lines] == [
        ("signed", 1_000_000),
        ("signed", 500),
        ("disbursed", 20),
    ]
    gone.refresh_from_db()
    parted(gone)
    assert kept.entries.count() == 1
    assert other in gone.entries.all()
    assert gone.entries.count() == 3


def test_what_stands_in_a_group_is_taken_over_whole_or_not_at_all():
    kept = make.project(start_planned=date(2027, 1, 1))
    gone = make.project(
        text="Metro 5", start_planned=date(2025, 1, 1), end_planned=date(2026, 1, 1), place="Huế"
    )
    stays = merged(kept, gone)
    assert (stays.end_planned, stays.place) == (None, "Huế")


def test_a_mechanism_takes_over_sessions_and_initiatives_and_a_role_on_both_once():
    kept, gone = make.mechanism(), make.mechanism(text="Ủy ban hợp tác Việt Nam – Nhật Bản")
    for one in (kept, gone):
        values = RoleValues(role="chair", partner="JP", start=date(2026, 1, 1))
        register.add_role(mechanism=one, values=values, by=make.viewer(make.lan()))
    initiative = make.initiative(gone)
    merged(kept, gone)
    initiative.refresh_from_db()
    assert initiative.mechanism_id == kept.pk
    assert kept.mechanismroles.count() == 1
    gone.refresh_from_db()
    parted(gone)
    initiative.refresh_from_db()
    assert initiative.mechanism_id == gone.pk
    assert gone.mechanismroles.count() == 1
    with pytest.raises(StateError):
        merged(make.initiative(kept), initiative)


def test_every_relation_of_every_kind_is_moved_or_named_as_staying():
    """A new table that hangs on a commitment is moved without a word here."""
    names = {relation.name for relation in relations_of(Commitment)}
    assert {"work.task.commitment", "work.evidence.commitment", "work.comment.commitment"} <= names
    assert "register.commitmentparty.commitment" in names
    assert "work.reviewitem.commitment" not in names
    assert not any(name.endswith("named_units") for name in names)
