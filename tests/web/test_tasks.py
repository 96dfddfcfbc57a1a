"""Tasks in the browser: lists, the page of one, its moves, made and edited by hand."""

from datetime import date

import pytest
from django.urls import reverse

from chancery.work.models import Evidence, Proposal, Task
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def task():
    return make.task(due=date(2026, 3, 31), coordinating=("mof",), partners=("JP",))


def address(task, name="task", *more):
    return reverse(name, args=[task.pk, *more])


def test_the_list_shows_what_i_may_see_and_nothing_else(sign_in, task):
    for person, sees in ((make.son(), True), (make.quang(), True), (make.oanh(), False)):
        page = sign_in(person).get(reverse("tasks")).content.decode()
        assert (task.reference in page) is sees


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=assigned", True),
        ("state=done", False),
        ("timeliness=open_overdue", True),
        ("scope=lead", True),
        ("scope=given", False),
        ("scope=with", False),
        ("lead=moit", True),
        ("lead_typed=bo+tai+chinh", False),
        ("coordinating=mof", True),
        ("partner=JP", True),
        ("partner=KR", False),
        ("basis=assigned", True),
        ("text=KE+HOACH", True),
        ("text=k%E1%BA%BF+ho%E1%BA%A1ch", True),
        ("due_from=2026-04-01", False),
        ("due_until=2026-04-01", True),
        ("due_until=yesterday", True),
        ("sort=-due", True),
        ("sort=password", True),
        ("page=99", True),
    ],
)
def test_filters_stand_in_the_address(sign_in, task, asked, found):
    page = sign_in(make.son()).get(f"{reverse('tasks')}?{asked}").content.decode()
    assert (task.reference in page) is found


def test_the_board_puts_a_task_in_the_column_of_its_state(sign_in, task):
    page = sign_in(make.son()).get(reverse("tasks-board"))
    columns = {c.state: [t.pk for t in c.tasks] for c in page.context["columns"]}
    assert columns["assigned"] == [task.pk]
    assert columns["done"] == []


def test_lists_take_the_same_number_of_queries_whatever_their_length(
    sign_in, task, django_assert_max_num_queries
):
    client = sign_in(make.son())
    for _ in range(5):
        make.task(coordinating=("mof",), partners=("JP",))
    for name in ("tasks", "tasks-board"):
        with django_assert_max_num_queries(40):
            assert client.get(reverse(name)).status_code == 200


def test_a_stranger_does_not_learn_that_a_task_exists(sign_in, task):
    client = sign_in(make.oanh())
    for name in ("task", "task-edit", "task-evidence"):
        assert client.get(address(task, name)).status_code == 404
    assert client.post(address(task, "task-move", "accept")).status_code == 404


@pytest.mark.parametrize("person", [make.thu, make.vy, make.quang])
def test_who_may_read_but_not_accept_is_told_so(sign_in, task, person):
    client = sign_in(person())
    assert client.get(address(task)).status_code == 200
    assert client.post(address(task, "task-move", "accept")).status_code == 403
    task.refresh_from_db()
    assert task.state == "assigned"


def names(steps):
    return [step.name for step in (steps.first, *steps.shown, *steps.more) if step]


def test_the_page_offers_only_the_steps_that_are_mine(sign_in, task):
    asked = ["extension", "delegate", "evidence", "raise", "lead"]
    for person, steps in (
        (make.son(), ["accept", *asked]),
        (make.quang(), ["evidence", "edit", "cancel"]),
        (make.vy(), []),
    ):
        page = sign_in(person).get(address(task))
        assert names(page.context["steps"]) == steps


def test_the_whole_life_goes_through_the_forms(sign_in, task):
    son, quang = make.son(), make.quang()
    steps = [
        (son, "accept", "", "accepted"),
        (son, "start", "", "in_progress"),
        (son, "submit", "Đã xong", "submitted"),
        (quang, "return", "Thiếu số liệu", "returned"),
        (son, "submit", "Đã bổ sung", "submitted"),
        (quang, "approve", "", "done"),
    ]
    for person, move, reason, state in steps:
        client = sign_in(person)
        assert client.get(address(task, "task-move", move)).status_code == 200
        answer = client.post(address(task, "task-move", move), {"reason": reason})
        assert answer.status_code == 302
        task.refresh_from_db()
        assert task.state == state


def test_a_return_without_a_reason_is_asked_again(sign_in, task):
    make.moved(task, "accept", "submit")
    answer = sign_in(make.quang()).post(address(task, "task-move", "return"), {"reason": " "})
    assert answer.status_code == 422
    task.refresh_from_db()
    assert task.state == "submitted"


def test_a_double_click_changes_nothing_twice_and_is_told(sign_in, task):
    client = sign_in(make.son())
    client.post(address(task, "task-move", "accept"), {"reason": ""})
    again = client.post(address(task, "task-move", "accept"), {"reason": ""})
    assert again.status_code == 422
    task.refresh_from_db()
    assert task.state == "accepted"


def test_an_unknown_move_is_no_page(sign_in, task):
    assert sign_in(make.son()).get(address(task, "task-move", "refuse")).status_code == 404


def new_task(**values):
    defaults = {
        "text": "Rà soát thủ tục",
        "assigner": "moit",
        "leads": ["moit"],
        "held_by": "moit",
        "sensitivity": "internal",
        "recurrence": "",
    }
    return {**defaults, **values}


def test_a_ministry_resolves_a_task_for_itself(sign_in):
    make.ground()
    answer = sign_in(make.son()).post(reverse("task-new"), new_task())
    task = Task.objects.get()
    assert answer.headers["Location"] == address(task)
    assert task.basis == "resolved"


def test_what_may_not_be_assigned_goes_as_a_proposal(sign_in):
    make.ground()
    sign_in(make.son()).post(reverse("task-new"), new_task(leads=["mof"]))
    assert not Task.objects.exists()
    assert Proposal.objects.get().to_unit_id == "mof"


def test_the_government_office_assigns_for_the_prime_minister_to_several(sign_in):
    make.ground()
    asked = new_task(assigner="pm", leads=["moit", "mof"], held_by="vpcp")
    sign_in(make.quang()).post(reverse("task-new"), asked)
    assert Task.objects.filter(parent=None).count() == 1
    assert set(Task.objects.exclude(parent=None).values_list("lead", flat=True)) == {"moit", "mof"}


def test_a_form_without_a_lead_keeps_what_was_typed(sign_in):
    make.ground()
    answer = sign_in(make.son()).post(reverse("task-new"), new_task(leads=[]))
    assert answer.status_code == 422
    assert "Rà soát thủ tục" in answer.content.decode()


@pytest.mark.parametrize("person", [make.thu, make.ha, make.vy, make.khoa, make.nobody])
def test_who_writes_for_no_unit_makes_no_task(sign_in, person):
    make.ground()
    assert sign_in(person()).get(reverse("task-new")).status_code == 403


def test_an_edit_is_refused_when_another_was_faster_and_says_who(sign_in, task):
    lan = sign_in(make.lan())
    form = {"text": "Đổi", "lead": "moit", "recurrence": "", "version": task.version}
    assert lan.post(address(task, "task-edit"), form).status_code == 302
    again = lan.post(address(task, "task-edit"), form | {"text": "Đổi nữa"})
    assert again.status_code == 422
    page = again.content.decode()
    assert "Lê Ngọc Lan" in page
    assert "Đổi nữa" in page
    task.refresh_from_db()
    assert task.text == "Đổi"


def test_the_quote_is_shown_and_the_document_only_to_who_may_read_it(sign_in, task):
    for person, title in ((make.lan(), True), (make.son(), False)):
        page = sign_in(person).get(address(task)).content.decode()
        assert task.quote in page
        assert (task.document.title in page) is title


def test_evidence_is_a_passage_of_a_document_that_i_may_read(sign_in, task):
    document = make.document("Đã hoàn thành rà soát.\nBáo cáo.", held_by="moit", by=make.son())
    client = sign_in(make.son())
    wrong = client.post(
        address(task, "task-evidence"), {"document": document.pk, "quote": "không có"}
    )
    assert wrong.status_code == 422
    right = client.post(
        address(task, "task-evidence"),
        {"document": document.pk, "quote": "hoàn thành rà soát.\r\nBáo cáo"},
    )
    assert right.status_code == 302
    assert Evidence.objects.get().quote_start == 3


def test_hostile_words_stay_words(sign_in):
    make.ground()
    evil = "<script>alert(1)</script>{{ 7 }}"
    sign_in(make.son()).post(reverse("task-new"), new_task(text=evil))
    task = Task.objects.get()
    for url in (address(task), reverse("tasks"), reverse("tasks-board")):
        page = sign_in(make.son()).get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_a_new_task_begins_with_what_its_commitment_says_and_a_hidden_one_says_nothing(sign_in):
    known = make.commitment(lead="moit", due=date(2026, 12, 18))
    hidden = make.commitment(text="Kín", keeping=make.guard("mofa-economic", "restricted"))
    client = sign_in(make.son())
    page = client.get(reverse("task-new"), {"commitment": known.pk})
    assert known.reference in page.content.decode()
    assert page.context["form"].initial["due"] == date(2026, 12, 18)
    assert page.context["form"].initial["partners"] == ("JP",)
    for number in (hidden.pk, "x", "9" * 40):
        shown = client.get(reverse("task-new"), {"commitment": number})
        assert hidden.reference not in shown.content.decode()
        assert "text" not in shown.context["form"].initial


def test_a_task_keeps_the_commitment_it_was_made_under_and_no_hidden_one(sign_in):
    known = make.commitment(lead="moit")
    hidden = make.commitment(keeping=make.guard("mofa-economic", "restricted"))
    client = sign_in(make.son())
    assert client.post(reverse("task-new"), new_task(commitment=hidden.pk)).status_code == 422
    assert not Task.objects.exists()
    client.post(reverse("task-new"), new_task(commitment=known.pk))
    assert Task.objects.get().commitment == known
