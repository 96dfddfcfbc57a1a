"""Mechanisms: recorded, their roles and sessions, and what is put forward in them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import actions
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.mechanisms import queries
from chancery.register.mechanisms.rules import INITIATIVE_MOVES, moves_open_to
from chancery.register.mechanisms.standing import Due
from chancery.register.mechanisms.values import RoleValues, SessionValues
from chancery.register.models import Initiative, Mechanism
from tests import make

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def meet(found, *, by=None, **values):
    return actions.add_session(mechanism=found, values=SessionValues(**values), by=by or lan())


def told(kind="mechanism"):
    return Event.objects.filter(kind=kind).latest("seq")


def again(found):
    return queries.listed(lan()).get(pk=found.pk)


def test_it_is_recorded_numbered_and_told_and_known_to_those_concerned():
    found = make.mechanism(coordinating=("moit",))
    assert found.reference.startswith("CC-")
    assert told().values_beside.changes["frequency"] == [None, "year"]
    for person, knows in ((make.tuan, True), (make.son, True), (make.oanh, False)):
        assert queries.mechanisms(make.viewer(person())).exists() is knows


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"partners": ()}, "partners"), ({"kind": "club"}, "kind"), ({"lead": "nobody"}, "lead")],
)
def test_what_makes_no_sense_is_refused_by_its_field(wrong, field):
    with pytest.raises(InvalidValuesError) as error:
        make.mechanism(**wrong)
    assert list(error.value.by_field) == [field]
    assert not Mechanism.objects.exists()


def test_sessions_say_what_is_due_and_who_saved_meanwhile():
    found, today = make.mechanism(), timezone.localdate()
    held = meet(found, number="11", held=today - timedelta(days=500), outcome="Đã thống nhất")
    assert queries.standing_of(again(found)).due == Due.LATE
    assert list(queries.whose_session_is(queries.listed(lan()), "late")) == [found]
    planned = meet(found, number="12", planned=today + timedelta(days=20))
    assert queries.standing_of(again(found)).session == planned
    assert list(queries.planned_for(lan(), days=30)) == [planned]
    (coming,) = queries.for_desk(lan())
    assert coming.mechanism == found
    version = again(found).version
    values = SessionValues(number="12", planned=today, held=today, outcome="Đã ký biên bản")
    actions.change_session(session=planned, values=values, version=version, by=lan())
    assert told().values_beside.changes["number"] == ["12", "12"]
    assert queries.standing_of(again(found)).due == Due.EXPECTED
    with pytest.raises(ChangedMeanwhileError):
        actions.change_session(session=held, values=values, version=version, by=lan())
    with pytest.raises(StateError):
        actions.withdraw_mechanism(mechanism=found, reason="nhầm", by=lan())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "planned"),
        ({"planned": date(2026, 1, 1), "outcome": "Xong"}, "held"),
        ({"held": date(2999, 1, 1)}, "held"),
        ({"planned": date(2026, 1, 1), "activity": 99}, "activity"),
        ({"planned": date(2026, 1, 1), "commitments": ("CK-1999-1",)}, "commitments"),
    ],
)
def test_a_session_that_makes_no_sense_is_refused(values, field):
    with pytest.raises(InvalidValuesError) as error:
        meet(make.mechanism(), **values)
    assert list(error.value.by_field) == [field]


def test_commitments_of_its_papers_are_shown_and_hidden_ties_stay():
    paper = make.document("Hai bên nhất trí mở cửa thị trường.")
    quoted = make.commitment(of=make.source("mở cửa thị trường", of=paper))
    secret = make.commitment(
        by=make.hien(), keeping=make.guard("mofa", "restricted", "mofa"), text="Việc kín"
    )
    visit = make.activity()
    actions.attach_document(activity=visit, document=paper, by=lan())
    found = make.mechanism()
    session = meet(found, held=date(2026, 1, 5), activity=visit.pk)
    session.commitments.add(secret)
    seen = queries.seen_of(lan(), [session])[session.pk]
    assert (seen.activity, seen.commitments) == (visit, [quoted])
    values = SessionValues(held=date(2026, 1, 5), activity=visit.pk, place="Hà Nội")
    actions.change_session(session=session, values=values, version=again(found).version, by=lan())
    assert list(session.commitments.all()) == [secret]


def test_a_role_is_in_force_in_its_term_alone():
    found = make.mechanism()
    for partner, start, end in (
        ("JP", date(2025, 1, 1), date(2025, 12, 31)),
        ("VN", date(2026, 1, 1), None),
    ):
        values = RoleValues("chair", partner, start, end)
        actions.add_role(mechanism=found, values=values, by=lan())
    row = again(found)
    assert [r.partner_id for r in queries.chairs(row, date(2025, 12, 31))] == ["JP"]
    assert [r.partner_id for r in queries.our_roles(row, date(2026, 1, 1))] == ["VN"]
    assert list(queries.where_we_are(queries.listed(lan()), "chair")) == [found]
    role = row.mechanismroles.get(partner="VN")
    ended = RoleValues("chair", "VN", date(2026, 1, 1), date(2025, 1, 1))
    with pytest.raises(InvalidValuesError):
        actions.change_role(role=role, values=ended, version=row.version, by=lan())
    actions.withdraw_role(role=role, reason="nhầm", by=lan())
    assert told().action == "mechanism.role_withdraw"


def test_who_leads_it_keeps_its_sessions_and_a_reader_does_not():
    found = make.mechanism(lead="moit")
    meet(found, planned=date(2027, 1, 5), by=make.viewer(make.son()))
    with pytest.raises(NotAllowedError):
        meet(found, planned=date(2027, 1, 5), by=make.viewer(make.thu()))
    with pytest.raises(NotAllowedError):
        actions.change_mechanism(
            mechanism=found,
            values=queries.mechanism_values(found),
            version=found.version,
            by=make.viewer(make.son()),
        )


def test_every_move_of_an_initiative_is_the_tables_and_nobody_elses():
    found = make.initiative(make.mechanism(), lead="moit")
    assert found.reference.startswith("SK-")
    son = make.viewer(make.son())
    for state in Initiative.State.values:
        Initiative.objects.filter(pk=found.pk).update(state=state, day=None)
        found.refresh_from_db()
        wanted = [move.name for move in INITIATIVE_MOVES if state in move.sources]
        assert [move.name for move in moves_open_to(son, found)] == wanted
        assert moves_open_to(make.viewer(make.thu()), found) == []
        assert wanted, f"nobody can move one that is {state}"


def test_what_is_put_forward_gets_its_day_and_dropping_says_why():
    found = make.initiative(make.mechanism())
    moved = actions.move_initiative(initiative=found, move="put_forward", note="", by=lan())
    assert (moved.state, moved.day) == ("put_forward", timezone.localdate())
    with pytest.raises(StateError):
        actions.move_initiative(initiative=found, move="drop", note=" ", by=lan())
    with pytest.raises(StateError):
        actions.move_initiative(initiative=found, move="reopen", note="x", by=lan())
    assert make.initiative(found.mechanism, day=date(2026, 1, 5)).state == "put_forward"


def test_an_initiative_in_a_mechanism_one_may_not_know_of_is_hidden_with_it():
    closed = make.mechanism(keeping=make.guard("mofa-economic", "restricted"))
    make.initiative(closed, partners=("JP",))
    assert queries.initiatives(lan()).exists()
    assert not queries.initiatives(make.viewer(make.tuan())).exists()
    other = make.mechanism(text="Khác")
    session = meet(other, planned=date(2027, 1, 5))
    with pytest.raises(InvalidValuesError) as error:
        make.initiative(closed, session=session.pk)
    assert list(error.value.by_field) == ["session"]


def test_purging_its_document_empties_it():
    paper = make.document("Ủy ban hỗn hợp họp hằng năm tại Hà Nội.")
    found = make.mechanism(
        of=make.source("Ủy ban hỗn hợp", of=paper), about="Họp hằng năm", text="Ủy ban hỗn hợp"
    )
    meet(found, held=date(2026, 1, 5), outcome="Nhắc lại lời văn")
    actions.redact(document=paper, reason="xóa", by=make.viewer(make.minh()))
    found.refresh_from_db()
    assert (found.about, found.mechanismsessions.get().outcome) == ("", "")
