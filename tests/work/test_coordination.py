"""Coordinating units accept and contribute; remarks beside the work."""

import json
from datetime import date

import pytest
from django.db.models import Model

from chancery.history.models import Event, EventValues
from chancery.people.errors import NotAllowedError
from chancery.work import actions, queries, rules, told
from chancery.work.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.work.models import Acceptance, Comment, Contribution
from tests import make

pytestmark = pytest.mark.django_db

TOGETHER = ("mission-jp", "mofa")


def together(**values):
    return make.task(coordinating=TOGETHER, **values)


def accept(task, by=None, unit="mission-jp"):
    viewer = make.viewer(by or make.tuan())
    return actions.accept_coordination(task=task, unit=unit, by=viewer)


def contribute(task, text="Đã trao đổi với phía bạn", by=None, unit="mission-jp"):
    viewer = make.viewer(by or make.tuan())
    return actions.contribute(task=task, unit=unit, text=text, by=viewer)


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_each_coordinating_unit_accepts_for_itself(person):
    task = together()
    viewer = make.viewer(person())
    own = {"tuan": ["mission-jp"], "mai": ["mission-jp"], "hien": ["mofa"]}
    mine = own.get(person.__name__, [])
    assert rules.units_to_accept(viewer, task) == mine
    assert rules.units_to_contribute(viewer, task) == mine
    assert (task in queries.waiting_to_coordinate(viewer)) is bool(mine)
    if mine:
        assert accept(task, person(), mine[0]).accepted_by == person()
    else:
        with pytest.raises(NotAllowedError, match="coordinating unit"):
            accept(task, person())


def test_a_unit_accepts_once_and_the_others_still_have_to():
    task = together()
    accept(task)
    assert Event.objects.latest("seq").values_beside.changes == {"unit": [None, "mission-jp"]}
    with pytest.raises(StateError, match="accepted this already"):
        accept(task, make.mai())
    assert not queries.waiting_to_coordinate(make.viewer(make.tuan())).exists()
    assert list(queries.waiting_for(make.viewer(make.hien())).to_coordinate) == [task]
    assert rules.units_to_contribute(make.viewer(make.tuan()), task) == ["mission-jp"]


def test_nobody_accepts_for_a_unit_that_does_not_coordinate():
    with pytest.raises(NotAllowedError):
        accept(make.task(), make.hien(), "mofa")


def test_whoever_contributes_has_accepted():
    task = together()
    given = contribute(task, "  Số liệu tận dụng ưu đãi ")
    assert (given.text, given.unit_id, given.given_by) == (
        "Số liệu tận dụng ưu đãi",
        "mission-jp",
        make.tuan(),
    )
    assert [a.unit_id for a in told.acceptances_of(task)] == ["mission-jp"]
    contribute(task, "Thêm một bảng")
    assert Acceptance.objects.count() == 1
    assert [c.text for c in told.contributions_of(task)] == [given.text, "Thêm một bảng"]
    with pytest.raises(InvalidValuesError) as wrong:
        contribute(task, " ")
    assert list(wrong.value.by_field) == ["text"]


def test_a_closed_task_takes_no_more_and_a_whole_is_coordinated_in_its_parts():
    with pytest.raises(StateError, match="is closed"):
        contribute(make.moved(together(), "cancel"))
    whole, part, _other = actions.add_tasks_for_leads(
        values=make.task_values(coordinating=TOGETHER),
        leads=("moit", "mof"),
        guard=make.guard("vpcp"),
        by=make.viewer(make.quang()),
    )
    with pytest.raises(StateError, match="stands as its parts do"):
        accept(whole)
    assert whole not in queries.waiting_to_coordinate(make.viewer(make.tuan()))
    accept(part)


def test_a_unit_that_is_taken_off_keeps_what_it_said():
    task = together()
    contribute(task)
    actions.change_task(
        task=task,
        values=make.task_values(coordinating=("mofa",)),
        version=task.version,
        by=make.viewer(make.lan()),
    )
    with pytest.raises(NotAllowedError):
        contribute(task)
    assert [c.unit_id for c in told.contributions_of(task)] == ["mission-jp"]
    assert [a.unit_id for a in told.acceptances_of(task)] == ["mission-jp"]


def test_a_standing_order_is_accepted_once():
    order = together(recurrence="weekly", due=date(2026, 12, 4))
    first = order.children.get()
    accept(first)
    actions.open_occurrences(today=date(2026, 12, 20))
    assert order.children.count() > 2
    for occurrence in order.children.all():
        assert [a.unit_id for a in told.acceptances_of(occurrence)] == ["mission-jp"]
    assert not queries.waiting_to_coordinate(make.viewer(make.tuan())).exists()


# Comments.


def say(text="Cần lưu ý lịch đoàn", by=None, unit="moit", **record):
    return actions.comment(text=text, by=make.viewer(by or make.son()), unit=unit, **record)


OWN_UNITS = {
    "lan": "mofa-economic",
    "minh": "mofa-economic",
    "hien": "mofa",
    "son": "moit",
    "binh": "moit",
    "quang": "vpcp",
}


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_officers_and_heads_who_may_see_a_task_comment_for_their_own_unit(person):
    task = make.task()
    unit = OWN_UNITS.get(person.__name__, "")
    assert rules.can_comment(make.viewer(person()), task) is bool(unit)
    if unit:
        assert say(by=person(), unit=unit, task=task).written_by == person()
    else:
        with pytest.raises(NotAllowedError, match="officers and heads"):
            say(by=person(), unit="mission-jp", task=task)
    with pytest.raises(NotAllowedError):
        say(by=person(), unit="province-lang-son", task=task)


def test_a_comment_stands_beside_one_record():
    task, commitment = make.task(), make.commitment()
    on_task = say(task=task)
    on_commitment = say(by=make.tuan(), unit="mission-jp", commitment=commitment)
    assert list(told.comments_of(task)) == [on_task]
    assert list(told.comments_of(commitment)) == [on_commitment]
    assert Event.objects.latest("seq").action == "commitment.comment"
    with pytest.raises(InvalidValuesError):
        say(task=task, commitment=commitment)
    with pytest.raises(InvalidValuesError):
        say(text=" ", task=task)
    assert say(task=make.moved(task, "cancel")).text


def test_a_withdrawn_comment_is_emptied_for_good_and_history_never_had_its_words():
    task, words = make.task(), "câu nói nên rút lại"
    said = say(words, task=task)
    with pytest.raises(NotAllowedError, match="Only who wrote"):
        actions.withdraw_comment(comment=said, by=make.viewer(make.binh()))
    son = make.viewer(make.son())
    assert rules.can_withdraw_comment(son, said)
    gone = actions.withdraw_comment(comment=said, by=son)
    assert (gone.text, Comment.objects.get().text) == ("", "")
    assert not rules.can_withdraw_comment(son, gone)
    with pytest.raises(StateError, match="withdrawn already"):
        actions.withdraw_comment(comment=said, by=son)
    assert words not in json.dumps(list(EventValues.objects.values()), default=str)
    actions_told = [event.action for event in Event.objects.order_by("-seq")[:2]]
    assert actions_told == ["task.comment_withdraw", "task.comment"]


def test_what_is_said_beside_a_task_does_not_stop_who_edits_it():
    task = together()
    say(task=task)
    contribute(task)
    changed = actions.change_task(
        task=task,
        values=make.task_values(text="Kế hoạch mới", coordinating=TOGETHER),
        version=task.version,
        by=make.viewer(make.lan()),
    )
    say(task=task)
    with pytest.raises(ChangedMeanwhileError) as meanwhile:
        actions.change_task(
            task=task,
            values=make.task_values(text="Của tôi", coordinating=TOGETHER),
            version=task.version,
            by=make.viewer(make.minh()),
        )
    assert (meanwhile.value.who, meanwhile.value.fields) == ("Lê Ngọc Lan", ("content",))
    assert changed.version == task.version + 1


def test_the_government_office_brings_evidence_for_what_the_prime_minister_assigned():
    task, quang = make.task(), make.viewer(make.quang())
    assert rules.can_attach(quang, task)
    shown = actions.attach_evidence(document=make.document(), task=task, by=quang)
    assert shown.added_by == make.quang()
    assert not rules.can_attach(quang, make.task(assigner="mofa", lead="mission-jp"))
    assert not rules.can_attach(make.viewer(make.oanh()), task)


def test_rows_of_what_was_said_read_as_their_words():
    task = together()
    given = contribute(task)
    rows: list[Model] = [given, say(task=task), Acceptance.objects.get()]
    assert [str(row) for row in rows] == [
        "Đã trao đổi với phía bạn",
        "Cần lưu ý lịch đoàn",
        f"mission-jp: {task.pk}",
    ]
    assert Contribution.objects.get() == given
