"""More time: asked by the lead, decided by the assigner; old dates and their count are kept."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.work import actions, asked, queries, rules
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Extension, Task
from chancery.work.timeliness import Timeliness
from tests import make

pytestmark = pytest.mark.django_db

TODAY = make.moment("2026-11-20", 3)
DUE, LATER, LATEST = date(2026, 11, 30), date(2026, 12, 15), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def today():
    with mock.patch.object(timezone, "now", return_value=TODAY):
        yield


def ask(task, due=LATER, by=None, reason="Chờ đối tác trả lời"):
    viewer = make.viewer(by or make.son())
    return actions.ask_extension(task=task, due=due, reason=reason, by=viewer)


def decide(extension, granted, by=None, **more):
    viewer = make.viewer(by or make.quang())
    return actions.decide_extension(extension=extension, granted=granted, by=viewer, **more)


def fresh(task):
    return Task.objects.get(pk=task.pk)


# Asking.


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_only_the_lead_unit_asks(person):
    task = make.task(due=DUE)
    may = person.__name__ in {"son", "binh"}
    assert rules.can_ask_extension(make.viewer(person()), task) is may
    if may:
        assert ask(task, by=person()).state == "open"
    else:
        with pytest.raises(NotAllowedError, match="lead unit"):
            ask(task, by=person())


def test_a_later_date_waits_and_changes_nothing():
    task = make.moved(make.task(due=DUE), "accept")
    asked_for = ask(task)
    assert (asked_for.due_before, asked_for.due_asked) == (DUE, LATER)
    assert (asked_for.unit_id, asked_for.asked_by) == ("moit", make.son())
    row = fresh(task)
    assert (row.due, row.original_due, row.version) == (DUE, DUE, task.version)
    event = Event.objects.latest("seq")
    assert (event.action, event.key) == ("task.extension_ask", str(task.pk))
    assert event.values_beside.changes == {"due_asked": [None, "2026-12-15"]}
    assert event.values_beside.reason == "Chờ đối tác trả lời"
    assert asked.open_extension(task) == asked_for
    assert str(asked_for) == f"{task.pk}: 2026-11-30 -> 2026-12-15"
    assert fresh(task).extensions_given == 0


def test_an_earlier_date_is_nobodys_to_refuse():
    task = make.task(due=DUE)
    earlier = ask(task, date(2026, 11, 25), reason="")
    assert (earlier.state, earlier.decided_by) == ("granted", make.son())
    row = fresh(task)
    assert (row.due, row.original_due) == (date(2026, 11, 25), DUE)
    assert fresh(task).extensions_given == 0
    assert Event.objects.latest("seq").action == "task.due"


def test_a_first_due_date_is_free_and_becomes_the_original():
    task = make.task()
    assert ask(task, reason="").state == "granted"
    assert (fresh(task).due, fresh(task).original_due) == (LATER, LATER)
    assert fresh(task).extensions_given == 0


def test_a_date_that_was_inferred_is_so_no_more():
    task = make.task(due=DUE, inferred=("due", "lead"))
    ask(task, date(2026, 11, 25))
    assert fresh(task).inferred == ["lead"]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (DUE, "due date in force"),
        (date(2026, 11, 19), "has passed"),
        (date(2199, 1, 1), "calendar does not reach"),
    ],
)
def test_some_days_cannot_be_asked_for(due, said):
    task = make.task(due=DUE)
    with pytest.raises(InvalidValuesError, match=said) as told:
        ask(task, due)
    assert list(told.value.by_field) == ["due"]


def test_more_time_says_why():
    with pytest.raises(StateError, match="Say why"):
        ask(make.task(due=DUE), reason=" ")


def test_one_question_at_a_time():
    task = make.task(due=DUE)
    ask(task)
    with pytest.raises(StateError, match="asked for already"):
        ask(task, LATEST)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (("accept", "submit"), "is submitted"),
        (("accept", "submit", "approve"), "is closed"),
        (("cancel",), "is closed"),
    ],
)
def test_time_is_asked_for_before_the_work_is_handed_in(steps, said):
    task = make.moved(make.task(due=DUE), *steps)
    with pytest.raises(StateError, match=said):
        ask(task)
    returned = make.moved(make.task(due=DUE), "accept", "submit", "return")
    assert ask(returned).state == "open"


def test_a_whole_has_no_extension_its_parts_have_theirs():
    make.ground()
    whole, part, _ = actions.add_tasks_for_leads(
        values=make.task_values(due=DUE, assigner="pm"),
        leads=("moit", "mof"),
        guard=make.guard("vpcp"),
        by=make.viewer(make.quang()),
    )
    with pytest.raises(StateError, match="stands as its parts do"):
        ask(whole, by=make.person("thutuong", "Thư Ký", "pm", "officer"))
    decide(ask(part), True)
    assert (fresh(part).due, fresh(whole).due) == (LATER, DUE)


# Deciding.


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_the_assigners_side_decides(person):
    task = make.task(due=DUE)
    question = ask(task)
    viewer = make.viewer(person())
    may = person.__name__ in {"quang", "lan", "minh", "hien"}
    assert rules.can_decide_extension(viewer, question) is may
    assert (question in asked.extensions_to_decide(viewer)) is may
    if may:
        assert decide(question, True, by=person()).decided_by == person()
    else:
        with pytest.raises(NotAllowedError, match="who assigned"):
            decide(question, True, by=person())
        assert fresh(task).due == DUE


def test_granted_the_new_date_is_in_force_and_the_old_ones_stay():
    task = make.task(due=DUE)
    decide(ask(task), True, answer="Đồng ý")
    decide(ask(task, LATEST), True)
    row = fresh(task)
    assert (row.due, row.original_due, row.version) == (LATEST, DUE, task.version + 2)
    pairs = asked.extensions_of(task).values_list("due_before", "due_granted")
    assert list(pairs) == [(DUE, LATER), (LATER, LATEST)]
    assert fresh(task).extensions_given == 2
    event = Event.objects.latest("seq")
    assert event.action == "task.extension_grant"
    assert event.values_beside.changes == {"due": ["2026-12-15", "2026-12-31"]}


def test_another_date_may_be_granted_than_was_asked():
    task = make.task(due=DUE)
    granted = decide(ask(task, LATEST), True, due=LATER)
    assert (granted.due_asked, granted.due_granted, fresh(task).due) == (LATEST, LATER, LATER)
    with pytest.raises(InvalidValuesError, match="more time than") as told:
        decide(ask(task, LATEST), True, due=DUE)
    assert list(told.value.by_field) == ["due"]


def test_a_decline_needs_an_answer():
    task = make.task(due=DUE)
    question = ask(task)
    with pytest.raises(InvalidValuesError, match="told why not"):
        decide(question, False, answer="  ")
    declined = decide(question, False, answer="Không lùi được")
    assert (declined.state, declined.answer) == ("declined", "Không lùi được")
    assert (fresh(task).due, fresh(task).extensions_given) == (DUE, 0)
    assert Event.objects.latest("seq").values_beside.reason == "Không lùi được"
    assert asked.open_extension(task) is None


def test_of_two_who_decide_at_once_the_second_is_told():
    task = make.task(due=DUE)
    question = ask(task)
    before_them = Extension.objects.get(pk=question.pk)
    decide(question, False, answer="Không")
    with pytest.raises(StateError, match="decided already: declined"):
        decide(before_them, True, by=make.minh())
    assert fresh(task).due == DUE


def test_a_question_asked_in_time_is_answered_after_the_submission_too():
    task = make.moved(make.task(due=DUE), "accept")
    question = ask(task)
    make.moved(task, "submit")
    decide(question, True)
    assert (fresh(task).state, fresh(task).due) == ("submitted", LATER)


def test_the_date_in_force_when_it_is_granted_is_the_old_one():
    task = make.task(due=DUE)
    question = ask(task, LATEST)
    values = queries.task_values(fresh(task))
    moved = {**{n: getattr(values, n) for n in values.__slots__}, "due": LATER}
    actions.change_task(
        task=task, values=type(values)(**moved), version=task.version, by=make.viewer(make.quang())
    )
    assert decide(question, True).due_before == LATER


def test_only_who_asked_withdraws_a_question_and_only_while_it_waits():
    task = make.task(due=DUE)
    question = ask(task)
    with pytest.raises(NotAllowedError):
        actions.withdraw_extension(extension=question, by=make.viewer(make.quang()))
    binh = make.viewer(make.binh())
    assert rules.can_withdraw_extension(binh, question)
    taken = actions.withdraw_extension(extension=question, by=binh)
    assert (taken.state, taken.decided_by) == ("withdrawn", make.binh())
    assert not rules.can_withdraw_extension(binh, taken)
    with pytest.raises(StateError, match="decided already"):
        actions.withdraw_extension(extension=question, by=binh)
    assert ask(task).state == "open"


def test_closing_a_task_closes_what_was_asked_and_says_by_whom():
    cancelled, approved = make.task(due=DUE), make.moved(make.task(due=DUE), "accept")
    questions = [ask(cancelled), ask(approved)]
    make.moved(cancelled, "cancel")
    make.moved(approved, "submit", "approve")
    for question in questions:
        question.refresh_from_db()
        assert (question.state, question.decided_by) == ("withdrawn", make.quang())
    assert questions[0].answer == "Cần bổ sung"
    assert not asked.extensions_to_decide(make.viewer(make.quang())).exists()
    told = Event.objects.filter(action="task.extension_withdraw")
    assert [event.key for event in told] == [str(cancelled.pk), str(approved.pk)]


# What a change of the task's content leaves behind.


def change_due(task, due, by, reason=""):
    return actions.change_task(
        task=task,
        values=make.task_values(due=due),
        version=fresh(task).version,
        by=make.viewer(by),
        reason=reason,
    )


def test_before_anyone_accepted_a_date_is_corrected():
    task = change_due(make.task(due=DUE), LATER, make.lan())
    assert (task.due, task.original_due) == (LATER, LATER)
    assert not Extension.objects.exists()


def test_after_that_the_old_date_is_kept_as_one_that_was_granted():
    task = make.moved(make.task(due=DUE), "accept")
    changed = change_due(task, LATER, make.quang(), "Thủ tướng cho lùi")
    assert (changed.due, changed.original_due) == (LATER, DUE)
    kept = Extension.objects.get()
    assert (kept.due_before, kept.due_granted, kept.state) == (DUE, LATER, "granted")
    assert (kept.reason, kept.decided_by) == ("Thủ tướng cho lùi", make.quang())
    assert kept.unit_id == "pm"
    change_due(task, None, make.quang())
    assert fresh(task).extensions_given == 2
    assert all(extension.is_later for extension in Extension.objects.all())


def test_an_earlier_date_of_the_leads_own_is_kept_under_its_name():
    task = make.task(by=make.son(), keeping=make.guard("moit"), due=LATER)
    make.moved(task, "accept")
    change_due(task, DUE, make.son())
    assert Extension.objects.get().unit_id == "moit"
    assert fresh(task).extensions_given == 0


def test_the_original_date_is_not_lost_by_changing_hands():
    task = make.moved(make.task(due=DUE), "accept")
    values = make.task_values(due=DUE, lead="mof")
    given = actions.change_task(
        task=task, values=values, version=task.version, by=make.viewer(make.quang())
    )
    assert given.state == "assigned"
    later = make.task_values(due=LATER, lead="mof")
    actions.change_task(
        task=given, values=later, version=given.version, by=make.viewer(make.quang())
    )
    assert fresh(task).original_due == DUE


def test_the_original_date_is_not_lost_by_a_correction_after_more_time_was_granted():
    task = make.task(due=DUE)
    decide(ask(task), True)
    change_due(task, LATEST, make.quang())
    assert fresh(task).original_due == DUE


def test_both_dates_are_judged():
    task = make.moved(make.task(due=DUE), "accept")
    decide(ask(task), True)
    after = make.moment("2026-12-04")
    assert queries.timeliness_of(fresh(task), after) is Timeliness.OPEN_IN_TIME
    original = queries.timeliness_of(fresh(task), after, against_original=True)
    assert original is Timeliness.OPEN_OVERDUE


def test_a_question_about_a_task_that_is_gone_is_told():
    task = make.task(due=DUE)
    question = ask(task)
    Task.objects.filter(pk=task.pk).delete()
    with pytest.raises(StateError, match="withdrawn meanwhile"):
        decide(question, True)


def test_a_head_answers_for_what_the_unit_resolved_itself():
    own = {"basis": "resolved", "assigner": "mofa-economic", "lead": "mofa-economic"}
    task = make.task(due=DUE, **own)
    question = ask(task, by=make.lan())
    with pytest.raises(NotAllowedError):
        decide(question, True, by=make.lan())
    decide(question, True, by=make.minh())
    assert fresh(task).due == LATER
    assert fresh(task).due - timedelta(days=15) == DUE
