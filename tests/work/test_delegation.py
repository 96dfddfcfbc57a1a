"""The person in charge inside the lead unit, and handing over."""

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.people.models import Post, Unit
from chancery.work import actions, asked, queries, rules
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Task
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def below():
    """A department of moit that the pack does not know, and its officer."""
    make.ground()
    unit = Unit.objects.create(
        key="moit-asia",
        kind="department",
        name_vi="Vụ châu Á",
        name_en="Asia",
        belongs_to_id="moit",
    )
    officer = make.person("duong", "Vi Thái Dương")
    Post.objects.get_or_create(user=officer, unit=unit, role="officer", start=make.LONG_AGO)
    return officer


def delegated(task, person, by=None):
    return actions.delegate(task=task, person=person, by=make.viewer(by or make.binh()))


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_only_the_lead_unit_puts_somebody_in_charge(person):
    task = make.task()
    viewer = make.viewer(person())
    may = person.__name__ in {"son", "binh"}
    assert rules.can_delegate(viewer, task) is may
    if may:
        assert delegated(task, make.son(), by=person()).person == make.son()
    else:
        with pytest.raises(NotAllowedError, match="lead unit"):
            delegated(task, make.son(), by=person())


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_in_charge_is_who_holds_a_writing_post_in_the_lead_unit(person):
    task = make.task()
    named = person()
    listed = named in asked.people_to_delegate_to(task)
    assert listed is (person.__name__ in {"son", "binh"})
    if listed:
        assert delegated(task, named).person == named
    else:
        with pytest.raises(InvalidValuesError, match="no post") as told:
            delegated(task, named)
        assert list(told.value.by_field) == ["person"]


def test_a_post_that_has_ended_is_none():
    task = make.task()
    Post.objects.filter(user=make.son()).update(end=timezone.localdate())
    with pytest.raises(InvalidValuesError):
        delegated(task, make.son())
    assert make.son() not in asked.people_to_delegate_to(task)


def test_whoever_is_above_the_lead_unit_is_not_of_it():
    task = make.task(assigner="mofa", lead="mofa-economic")
    assert list(asked.people_to_delegate_to(task)) == [make.lan()]
    assert rules.can_delegate(make.viewer(make.hien()), task)
    with pytest.raises(InvalidValuesError):
        delegated(task, make.hien(), by=make.lan())


def test_a_mission_is_not_below_its_ministry(below):
    make.mai()
    task = make.task(lead="mofa")
    assert list(asked.people_to_delegate_to(task)) == [make.lan()]
    with pytest.raises(InvalidValuesError):
        delegated(task, make.mai(), by=make.hien())


def test_it_is_told_in_history_and_taken_back(below):
    task = delegated(make.task(), make.son())
    event = Event.objects.latest("seq")
    assert (event.action, event.kind) == ("task.delegate", "task")
    assert event.values_beside.changes == {"person": [None, "son"]}
    assert delegated(task, make.son()).version == task.version
    assert delegated(task, None).person is None


def test_nobody_is_put_in_charge_of_what_is_closed():
    task = make.moved(make.task(), "cancel")
    with pytest.raises(StateError, match="is closed"):
        delegated(task, make.son())


def test_a_person_in_charge_below_the_lead_unit_acts_for_it(below):
    task = make.task()
    viewer = make.viewer(below)
    assert rules.moves_open_to(viewer, task) == []
    task = delegated(task, below)
    assert below in asked.people_to_delegate_to(task)
    assert [move.name for move in rules.moves_open_to(viewer, task)] == ["accept"]
    assert list(queries.waiting_for(viewer).to_accept) == [task]
    assert actions.move(task=task, move="accept", by=viewer).state == "accepted"
    assert rules.can_ask_extension(viewer, task)
    assert rules.can_attach(viewer, task)
    assert not rules.can_delegate(viewer, task)


def test_who_left_is_not_in_charge_any_more(below):
    task = delegated(make.task(), below)
    Post.objects.filter(user=below).update(end=timezone.localdate())
    assert rules.moves_open_to(make.viewer(below), task) == []


def test_a_restricted_task_is_put_in_charge_of_who_may_know_of_it(below):
    task = make.task(keeping=make.guard("mofa-economic", "restricted"))
    with pytest.raises(InvalidValuesError, match="restricted task"):
        delegated(task, below)
    assert delegated(task, make.son()).person == make.son()


def test_another_lead_names_its_own_person():
    task = delegated(make.moved(make.task(), "accept"), make.son())
    values = make.task_values(lead="mof")
    changed = actions.change_task(
        task=task, values=values, version=task.version, by=make.viewer(make.quang())
    )
    assert (changed.person, changed.accepted_at, changed.state) == (None, None, "assigned")
    told = Event.objects.filter(action="task.change").get().values_beside.changes
    assert (told["person"], told["state"]) == (["son", None], ["accepted", "assigned"])


# Leaving.


def handed_over(to, by=None, unit="moit"):
    return actions.hand_over(
        person=make.son(),
        to=to,
        by=make.viewer(by or make.binh()),
        reason="Chuyển công tác",
        unit=unit,
    )


def test_what_a_leaving_person_was_in_charge_of_passes_on():
    mine = [delegated(make.task(), make.son()) for _ in range(2)]
    closed = make.moved(delegated(make.task(), make.son()), "cancel")
    others = delegated(make.task(), make.binh())
    assert handed_over(make.binh()) == 2
    assert {t.person for t in Task.objects.filter(pk__in=[t.pk for t in mine])} == {make.binh()}
    assert Task.objects.get(pk=closed.pk).person == make.son()
    assert Task.objects.get(pk=others.pk).version == others.version
    event = Event.objects.latest("seq")
    assert (event.action, event.values_beside.reason) == ("task.delegate", "Chuyển công tác")
    assert handed_over(make.binh()) == 0


def test_a_person_below_hands_over_what_the_ministry_leads(below):
    task = delegated(make.task(), below)
    number = actions.hand_over(
        person=below, to=make.son(), by=make.viewer(make.khoa()), reason="Nghỉ", unit="moit-asia"
    )
    assert (number, Task.objects.get(pk=task.pk).person) == (1, make.son())


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_handing_over_is_for_the_unit_or_an_administrator(person):
    make.ground()
    may = person.__name__ in {"son", "binh", "khoa"}
    assert rules.can_hand_over(make.viewer(person()), "moit") is may
    if not may:
        with pytest.raises(NotAllowedError):
            handed_over(make.binh(), by=person())


def test_it_goes_to_somebody_of_the_line_and_says_why():
    delegated(make.task(), make.son())
    with pytest.raises(InvalidValuesError, match="no post"):
        handed_over(make.lan())
    with pytest.raises(StateError, match="Say why"):
        actions.hand_over(
            person=make.son(), to=make.binh(), by=make.viewer(make.binh()), reason=" ", unit="moit"
        )
    assert Task.objects.get().person == make.son()


# Authority of units that people added.


def test_units_that_people_added_follow_the_table_by_their_kind(below):
    assert rules.may_assign("moit", "moit-asia")
    assert not rules.may_assign("mofa", "moit-asia")
    assert not rules.may_assign("moit-asia", "moit")
    assert not rules.may_assign("moit-asia", "moit-asia")
    Unit.objects.create(key="own-ministry", kind="ministry", name_vi="Bộ mới", name_en="New")
    assert rules.may_assign("pm", "own-ministry")
    assert not rules.may_assign("own-ministry", "moit-asia")
