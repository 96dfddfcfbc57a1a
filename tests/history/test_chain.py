"""History: one chain, values beside it, a tail that cannot be cut unseen."""

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from chancery.history import anchor
from chancery.history.actions import purge_values, record
from chancery.history.chain import values_digest
from chancery.history.errors import HistoryError, ReasonMissingError
from chancery.history.models import Event, EventValues, Head, Purge
from chancery.history.queries import events_of, keys_telling, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_events():
    with transaction.atomic():
        for number in range(5):
            record(
                by="lan",
                action="task.accept",
                kind="task",
                key=number % 2,
                changes={"state": ["assigned", "accepted"]},
                reason=f"because {number}",
                label=f"NV-2026-000{number}",
            )


def test_a_whole_chain_verifies(five_events):
    verdict = verify()
    assert verdict.is_whole
    assert verdict.length == 5
    assert verdict.head == Event.objects.get(seq=5).hash


def test_events_of_an_object_come_oldest_first_with_their_values(five_events):
    events = list(events_of("task", 0))
    assert [e.seq for e in events] == [1, 3, 5]
    assert events[1].values_beside.reason == "because 2"


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", "son"), ("action", "task.refuse"), ("key", "9"), ("kind", "proposal")],
)
def test_a_changed_link_is_named(five_events, column, value):
    Event.objects.filter(seq=3).update(**{column: value})
    verdict = verify()
    assert verdict.broken_at == 3
    assert "changed" in verdict.cause


def test_a_changed_value_beside_the_chain_is_named(five_events):
    EventValues.objects.filter(event=2).update(reason="another reason")
    assert verify().broken_at == 2


def test_a_removed_link_is_named(five_events):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM history_eventvalues WHERE event_id = 3")
        cursor.execute("DELETE FROM history_event WHERE seq = 3")
    assert verify().broken_at == 4


def test_values_that_vanish_without_a_purge_are_named(five_events):
    EventValues.objects.filter(event=4).delete()
    verdict = verify()
    assert verdict.broken_at == 4
    assert "no purge" in verdict.cause


def test_a_purge_takes_the_values_and_leaves_the_chain_whole(five_events):
    with transaction.atomic():
        gone = purge_values(
            by="minh", kind="task", keys=[0], action="task.purge", reason="held what it must not"
        )
    assert gone == 3
    assert not EventValues.objects.filter(event__kind="task", event__key="0", event_id__lt=6)
    assert verify().is_whole
    assert Event.objects.get(seq=6).values_beside.reason == "held what it must not"


def test_a_row_that_claims_a_purge_does_not_make_it_one(five_events):
    EventValues.objects.filter(event=2).delete()
    Purge.objects.create(event_id=2, by_event_id=5)
    assert verify().broken_at == 2


def test_a_purge_claimed_by_the_event_of_another_purge_is_named(five_events):
    with transaction.atomic():
        purge_values(by="minh", kind="task", keys=[0], action="task.purge", reason="marked")
    EventValues.objects.filter(event=2).delete()
    Purge.objects.create(event_id=2, by_event_id=6)
    assert verify().broken_at == 2


def test_a_later_purge_leaves_what_an_earlier_one_said(five_events):
    with transaction.atomic():
        for reason in ("first", "second"):
            purge_values(by="minh", kind="task", keys=[0], action="task.purge", reason=reason)
    kept = EventValues.objects.filter(event__gt=5).order_by("event")
    assert [beside.reason for beside in kept] == ["first", "second"]
    assert verify().is_whole


def test_values_swapped_between_two_events_are_named(five_events):
    _first, second = EventValues.objects.filter(event__in=[1, 3]).order_by("event")
    EventValues.objects.filter(event=1).update(
        salt=second.salt, reason=second.reason, changes=second.changes, label=second.label
    )
    assert verify().broken_at == 1


@pytest.mark.parametrize("values", [{"hash": "0" * 64}, {"length": 4}])
def test_an_edited_head_is_named(five_events, values):
    Head.objects.update(**values)
    assert "head" in verify().cause


def test_a_cut_tail_shows_in_the_database_alone(five_events):
    EventValues.objects.filter(event=5).delete()
    Event.objects.filter(seq=5).delete()
    verdict = verify()
    assert verdict.broken_at == 5
    assert "the last 1 events are gone" in verdict.cause


def test_keys_are_found_by_what_their_events_tell(five_events):
    assert keys_telling("task", "state", "accepted") == {"0", "1"}
    assert keys_telling("task", "state", "done") == set()
    assert keys_telling("proposal", "state", "accepted") == set()


def test_a_purge_without_a_reason_is_refused(five_events):
    with pytest.raises(ReasonMissingError), transaction.atomic():
        purge_values(by="minh", kind="task", keys=[0], action="task.purge", reason="  ")
    assert EventValues.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_history_is_refused_outside_the_transaction_of_its_change():
    with pytest.raises(HistoryError):
        record(by="lan", action="task.accept", kind="task", key=1)


@pytest.mark.django_db(transaction=True)
def test_a_cut_tail_shows_because_the_head_is_anchored(workspace):
    for _ in range(4):
        with transaction.atomic():
            record(by="lan", action="task.accept", kind="task", key=1)
    assert anchor.read(workspace.anchor).length == 4
    assert verify(workspace.anchor).is_whole
    EventValues.objects.filter(event__gt=2).delete()
    Event.objects.filter(seq__gt=2).delete()
    verdict = verify(workspace.anchor)
    assert verdict.broken_at == 3
    assert "the last 2 events are gone" in verdict.cause


@pytest.mark.django_db(transaction=True)
def test_an_anchor_taken_away_shows(workspace):
    with transaction.atomic():
        record(by="lan", action="task.accept", kind="task", key=1)
    workspace.anchor.unlink()
    assert verify(workspace.anchor).cause == "the anchor is gone"


@pytest.mark.django_db(transaction=True)
def test_a_chain_written_anew_is_not_the_anchored_one(workspace):
    with transaction.atomic():
        record(by="lan", action="task.accept", kind="task", key=1)
    anchored = anchor.read(workspace.anchor)
    Event.objects.all().delete()
    Head.objects.all().delete()
    with transaction.atomic():
        record(by="mallory", action="task.accept", kind="task", key=1)
    assert anchor.read(workspace.anchor) == anchored
    assert "not the one that was anchored" in verify(workspace.anchor).cause


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_leaves_no_event_and_no_anchor(workspace):
    def change_that_fails():
        with transaction.atomic():
            record(by="lan", action="task.accept", kind="task", key=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_that_fails()
    assert not Event.objects.exists()
    assert anchor.read(workspace.anchor) is None


def test_the_anchor_never_moves_back(workspace):
    anchor.write(workspace.anchor, anchor.Anchored(9, "nine"))
    anchor.write(workspace.anchor, anchor.Anchored(8, "eight"))
    assert anchor.read(workspace.anchor) == anchor.Anchored(9, "nine")


@pytest.mark.parametrize("content", ["", "x y z", "many hash", "\xff"])
def test_a_broken_anchor_is_told_with_its_remedy(workspace, content):
    workspace.anchor.write_text(content, encoding="latin-1")
    with pytest.raises(HistoryError, match="anchor"):
        anchor.read(workspace.anchor)


@given(st.text(), st.text(), st.dictionaries(st.text(), st.lists(st.integers())))
def test_the_same_values_have_another_digest_under_another_salt(label, reason, changes):
    digests = {
        values_digest(salt=salt, label=label, reason=reason, changes=changes)
        for salt in ("a", "b")
    }
    assert len(digests) == 2
