"""Saved views, columns, and what is done to ticked rows, on the pages of lists."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chancery.people.models import SavedView
from chancery.web.listing import TASKS
from chancery.web.listings import LISTINGS
from chancery.web.views import answers
from chancery.work.models import Task
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
LIST = "/tasks/"


@pytest.fixture
def tasks():
    make.ground()
    return [make.task(text=f"Việc số {number}") for number in range(3)]


def test_a_view_is_kept_opened_and_deleted(client, tasks):
    lan = make.lan()
    query = "state=assigned&sort=-due&page=1"
    answer = send(
        client, lan, reverse("views-save"), page="tasks", query=query, name="Chờ tiếp nhận"
    )
    assert answer.headers["Location"] == "/tasks/?sort=-due&state=assigned"
    assert "Chờ tiếp nhận" in words(client, lan, LIST)
    view = SavedView.objects.get()
    assert "Change this view" in words(client, lan, f"{LIST}?{view.query}")
    answer = send(client, lan, reverse("views-delete", args=[view.pk]))
    assert answer.status_code == 302
    assert not SavedView.objects.exists()
    assert Task.objects.count() == 3


def test_the_default_view_opens_under_its_own_address_and_all_stays_reachable(client, tasks):
    lan = make.lan()
    send(
        client,
        lan,
        reverse("views-save"),
        page="tasks",
        query="state=done",
        name="Đã xong",
        is_default="on",
    )
    assert page(client, lan, LIST).headers["Location"] == "/tasks/?state=done"
    assert tasks[0].reference in words(client, lan, f"{LIST}?view=all")
    assert page(client, make.minh(), LIST).status_code == 200


def test_a_view_shared_with_a_unit_is_offered_there_and_not_changed_by_others(client, tasks):
    send(
        client,
        make.lan(),
        reverse("views-save"),
        page="tasks",
        query="state=done",
        name="Chung",
        unit="mofa-economic",
    )
    assert "Chung" in words(client, make.minh(), LIST)
    assert "Change this view" not in words(client, make.minh(), f"{LIST}?state=done")
    assert "Chung" not in words(client, make.son(), LIST)
    view = SavedView.objects.get()
    assert send(client, make.minh(), reverse("views-delete", args=[view.pk])).status_code == 404


def test_columns_chosen_are_remembered_and_the_address_comes_first(client, tasks):
    lan = make.lan()
    send(client, lan, reverse("views-columns"), page="tasks", query="", columns=["person", "due"])
    head = re.findall(r"<th [^>]*>(?:<a[^>]*>)?([^<]*)", words(client, lan, LIST))
    assert [name for name in head if name.strip()] == ["Task", "Person in charge", "Due"]
    head = words(client, lan, f"{LIST}?columns=state").split("</thead>")[0]
    assert "Person in charge</th>" not in head


def test_words_are_found_without_their_marks_and_references_by_a_part(client, tasks):
    lan = make.lan()
    assert tasks[1].reference in words(client, lan, f"{LIST}?text=viec+so")
    assert tasks[1].reference in words(client, lan, f"{LIST}?text={tasks[1].reference[3:]}")
    assert tasks[0].reference not in words(client, lan, f"{LIST}?text={tasks[1].reference[3:]}")


def test_what_is_still_open_is_one_filter(client, tasks):
    make.moved(tasks[0], "accept", "start", "submit", "approve")
    shown = words(client, make.lan(), f"{LIST}?state=still_open")
    assert [task.reference in shown for task in tasks] == [False, True, True]


def test_ticked_rows_are_asked_about_done_told_and_taken_back(client, tasks):
    binh, keys = make.binh(), [task.pk for task in tasks]
    make.moved(tasks[0], "accept")
    asked = send(client, binh, reverse("tasks-bulk"), rows=keys, do="accept", back=LIST)
    assert tasks[2].reference in words(client, binh, asked.headers["Location"])
    assert Task.objects.filter(state="assigned").count() == 2
    answer = send(client, binh, reverse("tasks-bulk"), rows=keys, do="accept", sent="1")
    told = words(client, binh, answer.headers["Location"])
    assert "Done: 2; not done: 1." in told
    assert "Undo these changes" in told
    run = answer.headers["Location"].split("/")[2]
    send(client, binh, reverse("bulk-undo", args=[run]))
    assert Task.objects.filter(state="assigned").count() == 2
    after = words(client, binh, reverse("bulk", args=[run]))
    assert "Undo these changes" not in after
    assert page(client, make.lan(), reverse("bulk", args=[run])).status_code == 404


def test_nothing_ticked_or_nothing_chosen_leads_back_with_a_word(client, tasks):
    answer = send(client, make.lan(), reverse("tasks-bulk"), do="accept", back="/tasks/?page=1")
    assert answer.headers["Location"] == "/tasks/?page=1"
    answer = send(client, make.lan(), reverse("tasks-bulk"), rows=[1], do="explode")
    assert answer.headers["Location"] == LIST
    away = send(client, make.lan(), reverse("tasks-bulk"), do="", back="//evil.example/")
    assert away.headers["Location"] == LIST


def test_what_is_asked_about_ticked_rows_can_be_loaded_again(client, tasks):
    keys, quang = [task.pk for task in tasks], make.quang()
    asked = send(client, quang, reverse("tasks-bulk"), rows=keys, do="due", back=LIST)
    address = asked.headers["Location"]
    shown = page(client, quang, address)
    assert f'name="next" value="{html.escape(address)}"' in shown.content.decode()
    assert client.post("/language/", {"language": "vi", "next": address}).url == address
    again = client.get(address).content.decode()
    assert all(task.reference in again for task in tasks)
    lacking = client.post(address, {"rows": keys[:1], "do": "due", "sent": "1", "reason": "Chờ"})
    assert lacking.status_code == 422
    assert f'name="next" value="{html.escape(address)}"' in lacking.content.decode()
    assert client.get(reverse("tasks-bulk")).headers["Location"] == LIST


def test_a_bulk_form_that_lacks_something_is_shown_again(client, tasks):
    answer = send(
        client, make.quang(), reverse("tasks-bulk"), rows=[tasks[0].pk], do="cancel", sent="1"
    )
    assert answer.status_code == 422
    assert Task.objects.filter(state="cancelled").count() == 0


def test_a_person_chosen_for_many_tasks_is_one_of_the_unit(client, tasks):
    make.son()
    keys = [task.pk for task in tasks]
    asked = send(client, make.binh(), reverse("tasks-bulk"), rows=keys, do="delegate")
    offered = words(client, make.binh(), asked.headers["Location"])
    assert make.son().full_name in offered
    assert make.lan().full_name not in offered.split("<select")[1].split("</select>")[0]


@pytest.mark.parametrize("name", ["task", "request", "proposal", "activity"])
def test_lists_take_as_many_queries_with_many_rows(client, name):
    make.ground()
    listing = LISTINGS[{"activity": "activities"}.get(name, f"{name}s")]
    columns = ",".join(column.key for column in listing.columns)
    address = f"{reverse(listing.name)}?columns={columns}"
    asked = []
    for rows in (2, 12):
        for number in range(rows):
            getattr(make, name)(text=f"{rows} hàng, số {number}")
        page(client, make.lan(), address)
        with CaptureQueriesContext(connection) as taken:
            page(client, make.lan(), address)
        asked.append(len(taken))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_numbers_that_are_none_are_no_fault(client, tasks, number):
    lan = make.lan()
    kept = send(client, lan, reverse("views-save"), page="tasks", name="x", view=number)
    assert kept.status_code == 302
    ticked = send(client, lan, "/tasks/bulk/", do="follow", rows=number)
    assert ticked.status_code == 302


@pytest.mark.parametrize("sort", ["due", "-due", "reference", "-reference", "lead", "-state"])
def test_pages_follow_each_other_and_what_has_no_date_comes_last(sort, rf, monkeypatch):
    days = ("2026-05-04", None, "2026-03-02", "2026-05-04", None)
    made = [make.task(due=day and date.fromisoformat(day)) for day in days]
    monkeypatch.setattr(answers, "ROWS", 2)
    monkeypatch.setattr(answers, "DEEP", 2)
    shown = []
    for number in (1, 2, 3):
        request = rf.get("/", {"sort": sort, "page": number})
        shown += answers.sorted_page(request, Task.objects.all(), TASKS.sorts, TASKS.default)
    assert {task.pk for task in shown} == {task.pk for task in made}
    assert len(shown) == len(made)
    if sort.endswith("due"):
        dues = [task.due for task in shown]
        assert dues[3:] == [None, None]
        assert dues[:3] == sorted(dues[:3], reverse=sort.startswith("-"))
    elif sort.endswith("reference"):
        references = [task.reference for task in shown]
        assert references == sorted(references, reverse=sort.startswith("-"))


def test_what_is_searched_for_stands_on_the_same_pages_as_any_other_list(rf, monkeypatch):
    for number in range(5):
        make.task(text=f"Việc số {number}", due=date(2026, 5, 5 - number))
    monkeypatch.setattr(answers, "ROWS", 2)
    everything = Task.objects.select_related("lead")
    some = everything.exclude(text__endswith="3")
    for number in (None, "1", "2", "3", "99", "0", "-1", "1.5", "x", "", "9" * 30):
        request = rf.get("/", {} if number is None else {"page": number})
        plain = answers.sorted_page(request, some, TASKS.sorts, TASKS.default)
        found = answers.sorted_page(request, some, TASKS.sorts, TASKS.default, among=everything)
        assert (found.number, list(found)) == (plain.number, list(plain)), number
        assert (found.paginator.count, found.has_next()) == (4, plain.has_next())
    with CaptureQueriesContext(connection) as asked:
        request = rf.get("/", {"page": 2})
        found = answers.sorted_page(request, some, TASKS.sorts, TASKS.default, among=everything)
        assert [task.text for task in found] == ["Việc số 1", "Việc số 0"]
        assert found.paginator.num_pages == 2
    assert len(asked) == 2
    assert "%3" not in asked[1]["sql"], "the rows were looked for twice"
    nothing = answers.sorted_page(
        request, some.none(), TASKS.sorts, TASKS.default, among=everything
    )
    assert (list(nothing), nothing.paginator.count) == ([], 0)
