"""Parts that a lead unit gives inside its own house: the task still stands by itself."""

from datetime import date

import pytest

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.work import access, actions, queries, rules
from chancery.work.errors import AuthorityError, InvalidValuesError, StateError
from chancery.work.models import Task
from tests import make

pytestmark = pytest.mark.django_db

DUE = date(2099, 6, 30)


@pytest.fixture
def task():
    """What the Prime Minister assigned to mofa, which has accepted it."""
    made = make.task(lead="mofa", due=DUE, partners=("JP",))
    return actions.move(task=made, move="accept", by=make.viewer(make.hien()))


def divide(task, by=None, **values):
    part = make.task_values(**{"lead": "mission-jp", "text": "Phần việc tại Nhật Bản", **values})
    return actions.add_part(task=task, values=part, by=make.viewer(by or make.hien()))


def test_a_part_is_assigned_by_the_lead_unit_and_leads_back_to_the_sentence(task):
    part = divide(task)
    assert (part.parent, part.assigner_id, part.lead_id) == (task, "mofa", "mission-jp")
    assert (part.basis, part.state, part.held_by_id) == ("assigned", "assigned", "mofa")
    assert (part.due, part.original_due) == (DUE, DUE)
    assert (part.quote, part.document) == (task.quote, task.document)
    assert [partner.pk for partner in part.partners.all()] == ["JP"]
    assert Event.objects.latest("seq").action == "task.add"
    assert list(queries.parts_of(make.viewer(make.hien()), task)) == [part]


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_only_the_lead_unit_divides(person, task):
    may = person.__name__ == "hien"
    assert rules.can_add_part(make.viewer(person()), task) is may
    if not may:
        with pytest.raises(NotAllowedError, match="lead unit"):
            divide(task, person())


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"lead": "moit"}, AuthorityError, None),
        ({"recurrence": "weekly"}, InvalidValuesError, "recurrence"),
        ({"due": date(2099, 7, 1)}, InvalidValuesError, "due"),
    ],
)
def test_a_part_stays_within_the_leads_authority_and_the_tasks_time(values, error, field, task):
    with pytest.raises(error) as told:
        divide(task, **values)
    if field:
        assert list(told.value.by_field) == [field]
    assert not task.children.exists()


def test_a_unit_has_one_part_for_a_due_date(task):
    divide(task)
    with pytest.raises(InvalidValuesError, match="same due date"):
        divide(task)
    divide(task, due=date(2099, 5, 1))
    undated = make.task(lead="mofa")
    actions.move(task=undated, move="accept", by=make.viewer(make.hien()))
    assert [divide(undated).due, divide(undated).due] == [None, None]


def test_only_what_was_accepted_is_divided():
    with pytest.raises(StateError, match="cannot be done to it now"):
        divide(make.task(lead="mofa"))
    with pytest.raises(StateError, match="is closed"):
        divide(make.moved(make.task(lead="mofa"), "cancel"))


def test_the_task_stands_by_itself_and_is_not_done_by_its_parts(task):
    part = divide(task)
    for who, step in ((make.tuan, "accept"), (make.tuan, "submit"), (make.hien, "approve")):
        part = actions.move(task=part, move=step, by=make.viewer(who()))
    assert part.state == "done"
    assert Task.objects.get(pk=task.pk).state == "accepted"
    hien = make.viewer(make.hien())
    assert {t.pk: t.is_whole for t in queries.tasks(hien)} == {task.pk: False, part.pk: False}
    assert set(queries.leaves(Task.objects.all())) == {task, part}
    assert "submit" in [move.name for move in rules.moves_open_to(hien, task)]


def test_it_is_submitted_when_its_parts_are_closed(task):
    part, hien = divide(task), make.viewer(make.hien())
    with pytest.raises(StateError, match="parts that are still open"):
        actions.move(task=task, move="submit", by=hien)
    actions.move(task=part, move="cancel", by=hien, reason="Không cần nữa")
    assert actions.move(task=task, move="submit", by=hien).state == "submitted"


def test_cancelling_a_task_cancels_its_parts(task):
    part = divide(task)
    actions.move(task=task, move="cancel", by=make.viewer(make.quang()), reason="Thôi")
    assert Task.objects.get(pk=part.pk).state == "cancelled"


def test_a_task_that_a_unit_resolved_for_itself_is_not_done_by_its_parts_either():
    own = make.task(
        basis="resolved", assigner="mofa", lead="mofa", keeping=make.guard("mofa"), by=make.hien()
    )
    hien = make.viewer(make.hien())
    actions.move(task=own, move="accept", by=hien)
    part = divide(own)
    for who, step in ((make.tuan, "accept"), (make.tuan, "submit"), (make.hien, "approve")):
        part = actions.move(task=part, move=step, by=make.viewer(who()))
    assert Task.objects.get(pk=own.pk).state == "accepted"


def test_a_part_of_a_restricted_task_is_known_to_its_lead():
    task = make.task(lead="mofa", keeping=make.guard("mofa-economic", "restricted"))
    actions.move(task=task, move="accept", by=make.viewer(make.hien()))
    part = divide(task)
    assert part.sensitivity == "restricted"
    assert set(part.named_units.values_list("key", flat=True)) == {"mofa", "mission-jp"}
    tuan = make.viewer(make.tuan())
    assert list(access.tasks(tuan)) == [part]


def test_a_part_keeps_the_commitment_of_its_task():
    commitment = make.commitment()
    task = make.task(lead="mofa", commitment_id=commitment.pk, priority="urgent")
    actions.move(task=task, move="accept", by=make.viewer(make.hien()))
    assert divide(task).commitment == commitment
    assert queries.task_values(task).priority == "urgent"
