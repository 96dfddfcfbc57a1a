"""The page of a task and its steps: who takes part, what is reported, asked and answered."""

import html
from datetime import date, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from chancery.web.task_page import dates_of, working_days_gained
from chancery.work import actions as work
from chancery.work.models import Comment, Extension, LeadProposal, Progress, Task
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
NOON = make.moment("2026-04-20", 5)


@pytest.fixture(autouse=True)
def _on_a_monday_in_april():
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


@pytest.fixture
def task():
    found = make.task(due=date(2026, 5, 29), coordinating=("mof", "mission-jp"))
    return work.move(task=found, move="accept", by=make.viewer(make.binh()))


def at(task, name="task", *more):
    return reverse(name, args=[task.pk, *more])


def update(task, by, **values):
    said = {"period": date(2026, 4, 15), "health": "at_risk", "text": "Chờ phía bạn trả lời"}
    return work.report_progress(task=task, by=make.viewer(by), **{**said, **values})


def asked_for_time(task, due=date(2026, 6, 30)):
    return work.ask_extension(
        task=task, due=due, reason="Chờ ý kiến các bộ", by=make.viewer(make.son())
    )


def form(**values):
    said = {"period": "2026-04-15", "health": "on_track", "text": "Đã họp với các bộ"}
    return {**said, **values}


def test_the_page_says_who_coordinates_and_who_has_accepted(client, task):
    mai = make.viewer(make.mai())
    work.contribute(task=task, unit="mission-jp", text="Thông tin thị trường", by=mai)
    shown = words(client, make.lan(), at(task))
    assert "accepted 20 Apr 2026" in shown
    assert "1 contribution" in shown
    assert shown.count("has not accepted yet") == 1
    assert "Thông tin thị trường" in words(client, make.lan(), at(task) + "?tab=contributions")


def test_a_coordinating_unit_is_asked_to_accept_and_then_to_contribute(client, task):
    first = page(client, make.mai(), at(task)).context["steps"].first
    assert first.name == "coordinate"
    assert send(client, make.mai(), at(task, "task-coordinate")).status_code == 302
    assert page(client, make.mai(), at(task)).context["steps"].first.name == "contribute"
    again = send(client, make.tuan(), at(task, "task-coordinate"))
    assert again.status_code == 422
    assert "Hoàng Thanh Mai" in again.content.decode()


@pytest.mark.parametrize("person", [make.lan, make.son, make.quang, make.thu])
def test_nobody_else_coordinates(client, task, person):
    assert send(client, person(), at(task, "task-coordinate")).status_code == 403
    assert send(client, person(), at(task, "task-contribute"), text="x").status_code == 403


def first_for(client, person, task):
    """What the page offers first, and all else it offers."""
    steps = page(client, person, at(task)).context["steps"]
    return steps.first and steps.first.name, [s.name for s in (*steps.shown, *steps.more)]


def test_the_first_step_offered_is_the_one_the_state_waits_for(client):
    task = make.task(due=date(2026, 5, 29))
    son, quang = make.son(), make.quang()
    for move, expected in [(None, "accept"), ("accept", "start"), ("start", "progress")]:
        if move:
            make.moved(task, move)
        assert first_for(client, son, task)[0] == expected
        assert first_for(client, quang, task)[0] is None
    make.moved(task, "submit")
    first, others = first_for(client, son, task)
    assert first is None
    assert "progress" in others
    assert first_for(client, quang, task)[0] == "approve"
    assert first_for(client, make.thu(), task) == (None, [])


def test_what_waits_for_a_persons_answer_is_the_first_thing_on_the_page(client, task):
    assert first_for(client, make.binh(), task)[0] == "start"
    update(task, make.son())
    first, others = first_for(client, make.binh(), task)
    assert first is None
    assert "start" in others
    shown = words(client, make.binh(), at(task))
    assert "Read and decide" in shown
    assert shown.partition('id="tab"')[0].count("btn-primary") == 1


def test_a_head_puts_an_officer_in_charge_and_takes_it_back(client, task):
    client.force_login(make.binh())
    client.post(at(task, "task-delegate"), {"person": make.son().pk})
    assert Task.objects.get(pk=task.pk).person == make.son()
    assert "Doãn Hải Sơn" in words(client, make.lan(), at(task))
    client.force_login(make.binh())
    client.post(at(task, "task-delegate"), {"person": ""})
    assert Task.objects.get(pk=task.pk).person is None
    stranger = client.post(at(task, "task-delegate"), {"person": make.lan().pk})
    assert stranger.status_code == 422


def test_an_officers_update_is_a_draft_that_the_unit_alone_reads(client, task):
    answer = send(client, make.son(), at(task, "task-progress"), **form())
    assert answer.headers["Location"] == at(task) + "?tab=progress"
    draft = Progress.objects.get()
    assert draft.state == "draft"
    assert "Đã họp với các bộ" in words(client, make.binh(), at(task))
    assert "Đã họp với các bộ" not in words(client, make.lan(), at(task))
    assert page(client, make.lan(), at(task, "progress-decide", draft.pk)).status_code == 403


def test_the_head_returns_it_with_what_is_missing_and_then_approves(client, task):
    draft = update(task, make.son())
    decide = at(task, "progress-decide", draft.pk)
    without = {"decision": "return", "answer": " ", "version": draft.version}
    assert send(client, make.binh(), decide, **without).status_code == 422
    send(client, make.binh(), decide, **{**without, "answer": "Thiếu số liệu"})
    assert "Thiếu số liệu" in words(client, make.son(), at(task))
    shown = page(client, make.son(), at(task, "progress-edit", draft.pk)).context["form"]
    assert shown["text"].value() == "Chờ phía bạn trả lời"
    change = at(task, "progress-edit", draft.pk)
    send(client, make.son(), change, **form(text="Đã bổ sung", version=draft.version))
    draft.refresh_from_db()
    approve = {"decision": "approve", "version": draft.version}
    assert send(client, make.binh(), decide, **approve).status_code == 302
    assert "Đã bổ sung" in words(client, make.lan(), at(task))


def test_a_head_does_not_approve_what_was_rewritten_meanwhile(client, task):
    draft = update(task, make.son())
    read = page(client, make.binh(), at(task, "progress-decide", draft.pk)).context
    version = read["form"].initial["version"]
    send(client, make.son(), at(task, "progress-edit", draft.pk), **form(version=version))
    late = send(
        client,
        make.binh(),
        at(task, "progress-decide", draft.pk),
        decision="approve",
        version=version,
    )
    assert late.status_code == 422
    shown = late.content.decode()
    assert "Doãn Hải Sơn saved this record at" in shown
    assert "Đã họp với các bộ" in shown
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_last_word_on_how_it_stands_is_on_the_head_of_the_page(client, task):
    update(task, make.binh(), health="delayed")
    shown = words(client, make.lan(), at(task))
    assert "delayed" in shown.partition("record-side")[0].lower()


def test_who_asks_for_time_sees_the_old_date_and_the_working_days_won(client, task):
    shown = words(client, make.son(), at(task, "task-extension") + "?due=2026-06-30")
    gained = [date(2026, 5, 29) + timedelta(days=n) for n in range(1, 33)]
    won = sum(day.weekday() < 5 for day in gained)  # no holiday in June
    assert "29 May 2026" in shown
    assert f"{won} working days more" in shown
    assert working_days_gained(date(2026, 5, 29), date(2026, 6, 30)) == won
    earlier = words(client, make.son(), at(task, "task-extension") + "?due=2026-05-27")
    assert "2 working days earlier: it holds at once" in earlier


def test_an_earlier_date_needs_nobody(client, task):
    send(client, make.son(), at(task, "task-extension"), due="2026-05-15")
    assert Task.objects.get(pk=task.pk).due == date(2026, 5, 15)
    assert "15 May 2026" in words(client, make.son(), at(task))


def test_the_assigner_is_told_at_the_head_of_the_page_and_grants_another_date(client, task):
    row = asked_for_time(task)
    waiting = page(client, make.quang(), at(task)).context["waiting"][0]
    assert (waiting.tone, waiting.answers[0].link) == (
        "blue",
        at(task, "extension-decide", row.pk),
    )
    assert page(client, make.lan(), at(task)).context["waiting"][0].tone == "blue"
    assert page(client, make.mai(), at(task)).context["waiting"][-1].tone == "plain"
    decide = at(task, "extension-decide", row.pk)
    assert send(client, make.quang(), decide, decision="other").status_code == 422
    send(client, make.quang(), decide, decision="other", due="2026-06-15")
    shown = words(client, make.son(), at(task))
    assert Task.objects.get(pk=task.pk).due == date(2026, 6, 15)
    assert "29 May 2026" in shown
    assert "extended 1 time" in shown


def test_of_two_who_answer_the_second_is_told_who_was_first(client, task):
    row = asked_for_time(task)
    decide = at(task, "extension-decide", row.pk)
    send(client, make.quang(), decide, decision="grant")
    late = send(client, make.lan(), decide, decision="decline", answer="Không kịp tiến độ")
    assert late.status_code == 422
    shown = late.content.decode()
    assert "Nghiêm Vinh Quang" in shown
    assert "Không kịp tiến độ" in shown
    assert page(client, make.lan(), decide).status_code == 409


def test_declining_needs_an_answer_and_asking_may_be_taken_back(client, task):
    row = asked_for_time(task)
    decide = at(task, "extension-decide", row.pk)
    assert send(client, make.quang(), decide, decision="decline").status_code == 422
    assert send(client, make.son(), decide, decision="grant").status_code == 403
    send(client, make.son(), at(task, "extension-withdraw", row.pk))
    assert Extension.objects.get().state == "withdrawn"
    assert Task.objects.get(pk=task.pk).due == date(2026, 5, 29)


def test_another_lead_is_proposed_and_given_the_task(client, task):
    send(client, make.son(), at(task, "task-lead"), proposed="province-lang-son", reason="Địa bàn")
    row = LeadProposal.objects.get()
    assert "Địa bàn" in words(client, make.quang(), at(task))
    assert send(client, make.son(), at(task, "lead-decide", row.pk)).status_code == 403
    send(client, make.quang(), at(task, "lead-decide", row.pk), decision="grant")
    found = Task.objects.get(pk=task.pk)
    assert (found.lead_id, found.state) == ("province-lang-son", "assigned")


def test_a_comment_is_read_by_all_who_see_the_record_and_taken_back_by_its_author(client, task):
    send(client, make.lan(), at(task, "task-comment"), text="Đề nghị làm rõ thời hạn")
    tab = at(task) + "?tab=comments"
    assert "Đề nghị làm rõ thời hạn" in words(client, make.son(), tab)
    row = Comment.objects.get()
    assert send(client, make.son(), at(task, "comment-withdraw", row.pk)).status_code == 403
    send(client, make.lan(), at(task, "comment-withdraw", row.pk))
    shown = words(client, make.son(), tab)
    assert "Đề nghị làm rõ thời hạn" not in shown
    assert "Lê Ngọc Lan withdrew a comment" in shown


def test_a_commitment_has_comments_too(client):
    found = make.commitment()
    address = reverse("commitment-comment", args=[found.pk])
    answer = send(client, make.minh(), address, text="Cần đôn đốc")
    assert "Cần đôn đốc" in words(client, make.lan(), answer.headers["Location"])
    assert send(client, make.thu(), address, text="Cần đôn đốc").status_code == 403
    assert send(client, make.oanh(), address, text="Cần đôn đốc").status_code == 404


def test_a_ministry_gives_a_part_to_its_own_department(client):
    whole = make.task(lead="mofa", due=date(2026, 5, 29))
    work.move(task=whole, move="accept", by=make.viewer(make.hien()))
    shown = page(client, make.hien(), at(whole)).context["steps"]
    assert "part" in [step.name for step in (*shown.shown, *shown.more)]
    values = {"text": "Soạn dự thảo", "lead": "mofa-economic", "due": "2026-05-15"}
    answer = send(client, make.hien(), at(whole, "task-part"), **values)
    made = Task.objects.get(parent=whole)
    assert (made.lead_id, made.assigner_id, made.due) == (
        "mofa-economic",
        "mofa",
        date(2026, 5, 15),
    )
    assert made.reference in words(client, make.hien(), answer.headers["Location"])
    late = send(client, make.hien(), at(whole, "task-part"), **{**values, "due": "2026-06-30"})
    assert late.status_code == 422


def test_a_mission_sees_the_deadline_at_both_clocks_and_its_own_days_off(client):
    found = make.task(lead="mission-jp", assigner="mofa", due=date(2026, 4, 29))
    work.move(task=found, move="accept", by=make.viewer(make.mai()))
    shown = words(client, make.mai(), at(found))
    assert "until 29 Apr 2026, 23:59 in Hà Nội" in shown
    assert "30 Apr 2026, 01:59 where the lead sits" in shown
    assert "Showa Day, day off in Japan" in shown
    dates = dates_of(Task.objects.select_related("lead", "assigner").get(pk=found.pk))
    at_home = [date(2026, 4, day) for day in range(21, 30)]
    off_at_home = {date(2026, 4, 27)}  # moved in for Hùng Kings' day, a Sunday in 2026
    assert dates.left == sum(d.weekday() < 5 and d not in off_at_home for d in at_home)
    assert dates.left_at_post in {None, sum(d.weekday() < 5 for d in at_home) - 1}


def test_a_mission_that_coordinates_sees_the_deadline_by_its_own_clock(client):
    found = make.task(lead="moit", coordinating=("mission-jp",), due=date(2026, 5, 29))
    shown = words(client, make.tuan(), at(found))
    assert "until 29 May 2026, 23:59 in Hà Nội" in shown
    assert "30 May 2026, 01:59 by your post's clock" in html.unescape(shown)
    assert "by your post" not in words(client, make.son(), at(found))


def test_a_step_at_the_wrong_time_is_told_on_a_page_with_the_way_back(client):
    fresh = make.task(due=date(2026, 5, 29))
    early = page(client, make.son(), at(fresh, "task-progress"))
    assert early.status_code == 409
    assert at(fresh) in early.content.decode()
