"""Who is reminded of what on which day: by a calendar on the wall, and by the clock moved on."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.models import Post
from chancery.work import digest, reminder_rules
from chancery.work.actions import reminding
from chancery.work.models import Contribution, Extension, Progress, Reminder, Run, Task
from chancery.work.recipients import active_people, staff
from tests import make
from tests.work.hanoi import at, clock


def run(moment):
    """What ``chancery work run`` does about reminders, at one moment."""
    with clock(moment):
        begun = reminding.begin_run(now=moment)
        done = reminding.remind(now=moment, since=reminding.last_run(moment))
        reminding.finish_run(run=begun, opened=0, reminded=done, sent=0, failed=0)
    return done


def runs(first, last):
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        run(at(day.isoformat()))
        run(at(day.isoformat(), 8, 5))
        day += timedelta(days=1)


def reminders():
    rows = Reminder.objects.select_related("task", "to")
    return sorted(
        (
            row.made_at.astimezone(timezone.get_default_timezone()).date().isoformat(),
            row.to.username,
            row.rule,
            row.task.text,
        )
        for row in rows
    )


def state(task, value, moment, **values):
    """Where the task stands from then on."""
    Task.objects.filter(pk=task.pk).update(state=value, **values)


@pytest.fixture
def house(db):
    """Everybody but clerks, readers and outsiders; mai wants one letter a week."""
    make.ground()
    people = [make.lan(), make.minh(), make.hien(), make.tuan(), make.mai(), make.son()]
    people += [make.binh(), make.quang()]
    mai = make.mai()
    mai.digest = "weekly"
    mai.save()
    return people


def assigned(text, moment="2026-01-26", **values):
    with clock(at(moment, 9)):
        return make.task(text=text, **values)


@pytest.mark.django_db
def test_over_eight_weeks_with_tet_everybody_is_reminded_exactly_as_the_calendar_on_the_wall_says(
    house,
):
    """Tết 2026: no work from Saturday 14 to Sunday 22 February. Worked out by hand from a calendar
    page; Saturdays, Sundays and these days crossed out."""
    visit = assigned("visit", due=date(2026, 2, 13), coordinating=("mission-jp",))
    state(visit, "accepted", at("2026-01-26"))
    tet = assigned("tet", due=date(2026, 2, 18))  # a day off: closes on Monday 23 February
    state(tet, "in_progress", at("2026-01-26"), person=make.son())
    plan = assigned("plan", assigner="mofa", lead="mofa-economic")

    runs("2026-01-26", "2026-01-29")
    state(plan, "accepted", at("2026-01-29", 9))
    runs("2026-01-30", "2026-02-25")
    extension = Extension.objects.create(
        task=tet,
        unit_id="moit",
        reason="x",
        asked_by=make.binh(),
        asked_at=at("2026-02-25", 9),
        due_before=date(2026, 2, 18),
        due_asked=date(2026, 3, 31),
    )
    runs("2026-02-26", "2026-03-02")
    draft = Progress.objects.create(
        task=plan,
        unit_id="mofa-economic",
        period=date(2026, 2, 28),
        health="on_track",
        text="x",
        written_by=make.lan(),
        written_at=at("2026-03-02", 9),
    )
    runs("2026-03-03", "2026-03-03")
    extension.state, extension.decided_by = "granted", make.quang()
    extension.decided_at, extension.decision_days = at("2026-03-03", 9), 4
    extension.save()
    state(tet, "in_progress", at("2026-03-03", 9), due=date(2026, 3, 27))
    runs("2026-03-04", "2026-03-06")
    draft.delete()
    runs("2026-03-07", "2026-03-10")
    state(
        visit,
        "submitted",
        at("2026-03-10", 9),
        submitted_at=at("2026-03-10", 9),
        kept_from=date(2026, 3, 10),
    )
    runs("2026-03-11", "2026-03-20")

    assert reminders() == sorted(
        [
            # plan: assigned on Monday 26 January, not accepted two working days later
            ("2026-01-28", "lan", "accept", "plan"),
            ("2026-01-28", "minh", "accept", "plan"),
            # visit: due Friday 13 February
            ("2026-02-06", "binh", "due-in-5", "visit"),
            ("2026-02-06", "son", "due-in-5", "visit"),
            ("2026-02-06", "tuan", "contribute-in-5", "visit"),
            ("2026-02-09", "mai", "contribute-in-5", "visit"),  # her Monday
            ("2026-02-12", "binh", "due-in-1", "visit"),
            ("2026-02-12", "son", "due-in-1", "visit"),
            ("2026-02-13", "binh", "due-today", "visit"),
            ("2026-02-13", "son", "due-today", "visit"),
            # the first working day after it is Monday 23 February, after Tết
            *(("2026-02-23", who, "overdue", "visit") for who in ("son", "binh", "quang")),
            *(("2026-03-02", who, "overdue", "visit") for who in ("son", "binh", "quang")),
            *(("2026-03-09", who, "overdue", "visit") for who in ("son", "binh", "quang")),
            # submitted on Tuesday 10 March; three working days later
            ("2026-03-13", "quang", "approve", "visit"),
            # tet: closes on Monday 23 February; five working days before that is Monday 9
            ("2026-02-09", "son", "due-in-5", "tet"),
            ("2026-02-13", "son", "due-in-1", "tet"),
            ("2026-02-23", "son", "due-today", "tet"),
            *(("2026-02-24", who, "overdue", "tet") for who in ("son", "binh", "quang")),
            *(("2026-03-03", who, "overdue", "tet") for who in ("son", "binh", "quang")),
            # all three report monthly: from 26 January to Thursday 26 February
            ("2026-02-25", "son", "report-in-1", "visit"),
            ("2026-02-25", "binh", "report-in-1", "visit"),
            ("2026-02-25", "son", "report-in-1", "tet"),
            ("2026-02-25", "lan", "report-in-1", "plan"),
            ("2026-02-25", "minh", "report-in-1", "plan"),
            # more time was asked on Wednesday 25 February: Thursday, Friday, Monday
            ("2026-03-02", "quang", "decide-extension", "tet"),
            # granted on 3 March, to Friday 27 March
            ("2026-03-20", "son", "due-in-5", "tet"),
            # plan: a report of Monday 2 March waits for the head
            ("2026-03-05", "minh", "decide-progress", "plan"),
        ]
    )
    letters = Notice.objects.filter(kind="digest")
    days = {(row[0], row[1]) for row in reminders()}
    assert letters.count() == len(days)
    assert {letter.key for letter in letters} == {f"digest:{day}" for day, _who in days}


@pytest.mark.django_db
def test_after_days_without_a_run_only_what_holds_now_is_told_in_one_letter(house):
    assigned("late", due=date(2026, 3, 4))
    assigned("soon", due=date(2026, 3, 11))
    run(at("2026-02-24"))
    run(at("2026-03-10", 15))
    told = [(who, rule, text) for _day, who, rule, text in reminders() if who == "son"]
    assert told == [
        ("son", "accept", "late"),
        ("son", "accept", "soon"),
        ("son", "due-in-1", "soon"),
        ("son", "overdue", "late"),
    ]
    subjects = Notice.objects.filter(to=make.son()).values_list("subject", flat=True)
    assert "10/03/2026" in subjects[0]
    assert len(subjects) == 2
    overdue = Reminder.objects.get(to=make.son(), rule="overdue")
    assert overdue.occasion == date(2026, 3, 5)
    run(at("2026-03-11"))
    assert Reminder.objects.filter(to=make.son(), rule="overdue").count() == 1


@pytest.mark.django_db
def test_a_run_repeated_at_the_same_moment_tells_nobody_twice(house):
    assigned("late", due=date(2026, 2, 5))
    first = run(at("2026-02-09"))
    assert first.letters == 3
    assert run(at("2026-02-09")).letters == 0
    Run.objects.all().delete()  # as if the first had been killed before it was finished
    assert run(at("2026-02-09")).letters == 0
    assert Notice.objects.count() == 3


@pytest.mark.django_db
def test_killed_between_letter_and_reminders_neither_stays_and_the_next_run_tells(house):
    assigned("late", due=date(2026, 2, 5))
    with (
        mock.patch.object(Reminder.objects, "bulk_create", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        run(at("2026-02-09"))
    assert Notice.objects.count() == Reminder.objects.count() == 0
    assert run(at("2026-02-09", 8, 5)).letters == 3


@pytest.mark.django_db
def test_two_runs_at_once_tell_everybody_once(house):
    """The other process posts just before this one does; see tests/cli for real processes."""
    assigned("late", due=date(2026, 2, 5))
    moment, real, inner = at("2026-02-09"), reminding.letter, []

    def while_the_other_runs(*words):
        if not inner:
            inner.append(None)
            inner[0] = reminding.remind(now=moment).letters
        return real(*words)

    with mock.patch.object(reminding, "letter", while_the_other_runs):
        outer = reminding.remind(now=moment).letters
    assert (inner, outer) == ([3], 0)
    assert Notice.objects.count() == 3
    assert Reminder.objects.count() == 5  # overdue for three, to accept for two


@pytest.mark.django_db
def test_nobody_is_reminded_before_their_own_morning(house):
    task = assigned("visit", due=date(2026, 2, 13), coordinating=("mission-jp",))
    state(task, "accepted", at("2026-01-26"))
    run(at("2026-02-06", 4, 55))
    assert reminders() == []
    run(at("2026-02-06", 5, 0))  # seven in Tokyo
    assert {who for _day, who, *_ in reminders()} == {"tuan"}
    run(at("2026-02-06", 7, 0))
    assert {who for _day, who, *_ in reminders()} == {"tuan", "son", "binh"}


@pytest.mark.django_db
def test_a_holiday_of_the_host_country_holds_no_letter_back(house):
    """11 February is a public holiday in Japan, and a working day at home."""
    task = assigned("visit", due=date(2026, 2, 18), coordinating=("mission-jp",))
    state(task, "accepted", at("2026-01-26"))
    tuan = Post.objects.get(user=make.tuan())
    assert tuan.unit_id == "mission-jp"
    Task.objects.filter(pk=task.pk).update(due=date(2026, 2, 25))  # five before: 11 February
    run(at("2026-02-11"))
    assert ("2026-02-11", "tuan", "contribute-in-5", "visit") in reminders()


@pytest.mark.django_db
def test_who_may_not_see_a_task_is_not_reminded_of_it(house):
    task = assigned("quiet", due=date(2026, 2, 5))
    Task.objects.filter(pk=task.pk).update(sensitivity="restricted")
    task.named_units.set(["moit"])
    run(at("2026-02-09"))
    assert {who for _day, who, *_ in reminders()} == {"son", "binh"}


@pytest.mark.django_db
def test_readers_clerks_and_those_who_left_are_not_reminded(house):
    make.ha(), make.thu(), make.oanh(), make.vy(), make.khoa()
    assigned("plan", assigner="mofa", lead="mofa-economic", due=date(2026, 2, 5))
    Post.objects.filter(user=make.minh()).update(end=date(2026, 2, 9))
    lan = make.lan()
    lan.is_active = False
    lan.save()
    run(at("2026-02-09"))
    assert {who for _day, who, *_ in reminders()} == {"hien"}


@pytest.mark.django_db
def test_when_nobody_is_left_in_a_unit_those_above_it_are_reminded(house):
    Post.objects.filter(unit="mofa-economic").update(end=date(2026, 1, 1))
    people = staff(active_people(), date(2026, 2, 9))
    assert people.writers_of("mofa-economic") == {make.hien().pk}
    assert people.writers_of("mission-kr") == set()  # an outpost stands alone
    assert people.writers_of("mof") == set()


@pytest.mark.django_db
def test_a_person_in_charge_who_lost_the_post_gives_way_to_the_unit(house):
    task = assigned("late", due=date(2026, 2, 5))
    Task.objects.filter(pk=task.pk).update(person=make.son(), state="accepted")
    Post.objects.filter(user=make.son()).update(end=date(2026, 2, 1))
    run(at("2026-02-09"))
    assert {who for _day, who, *_ in reminders()} == {"binh", "quang"}


@pytest.mark.django_db
def test_a_unit_that_has_contributed_is_not_asked_to(house):
    task = assigned("visit", due=date(2026, 2, 13), coordinating=("mission-jp", "mofa-economic"))
    Contribution.objects.create(
        task=task, unit_id="mission-jp", text="x", given_by=make.tuan(), given_at=at("2026-02-02")
    )
    run(at("2026-02-06"))
    told = {who for _day, who, rule, _text in reminders() if rule == "contribute-in-5"}
    assert told == {"lan", "minh"}


@pytest.mark.django_db
def test_wholes_standing_orders_and_closed_tasks_remind_nobody(house):
    done = assigned("done", due=date(2026, 2, 5))
    Task.objects.filter(pk=done.pk).update(state="cancelled")
    whole = assigned("whole", due=date(2026, 2, 5))
    part = assigned("part", due=date(2026, 2, 5), lead="mofa")
    Task.objects.filter(pk=part.pk).update(parent=whole)
    run(at("2026-02-09"))
    assert {text for *_, text in reminders()} == {"part"}


@pytest.mark.django_db
def test_a_letter_holds_references_and_days_and_no_word_of_the_task(house, settings):
    settings.ADDRESS = "https://chancery.example/"
    late = assigned("Mở thị trường cho bưởi", due=date(2026, 2, 5))
    soon = assigned("Chuẩn bị chuyến thăm", due=date(2026, 2, 10))
    run(at("2026-02-09"))
    notice = Notice.objects.get(to=make.son())
    assert notice.subject == "Nhắc việc ngày 09/02/2026: 1 quá hạn, 1 sắp đến hạn, 2 chờ xử lý"
    assert late.text not in notice.body + notice.subject
    assert late.reference in notice.body
    assert soon.reference in notice.body
    assert f"https://chancery.example/tasks/{late.pk}/" in notice.body
    assert "05/02/2026" in notice.body


@pytest.mark.django_db
def test_a_letter_is_in_the_language_of_its_reader(house):
    son = make.son()
    son.language = "en"
    son.save()
    task = assigned("late", due=date(2026, 2, 5))
    run(at("2026-02-09"))
    notice = Notice.objects.get(to=son)
    assert notice.subject == "Chancery, 9 Feb 2026: 1 overdue, 1 waiting for you"
    assert f"{task.reference}: was due 5 Feb 2026, 2 working days late" in notice.body


@pytest.mark.django_db
def test_of_very_many_tasks_a_letter_lists_the_first_and_counts_the_rest(house, monkeypatch):
    monkeypatch.setattr(digest, "MOST", 2)
    for number in range(5):
        assigned(f"late {number}", due=date(2026, 2, 5))
    make.son()
    Post.objects.filter(user__username="quang").update(end=date(2026, 2, 1))
    run(at("2026-02-09"))
    notice = Notice.objects.get(to=make.binh())
    assert notice.body.count("\n- ") == 4  # two overdue, two to accept
    assert "3" in notice.body


@pytest.mark.django_db
def test_working_out_the_reminders_takes_the_same_queries_for_any_number_of_tasks(house):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            reminding.told_now(
                reminder_rules.plan(), staff(active_people(), date(2026, 2, 9)), at("2026-02-09")
            )
        return len(found)

    assigned("one", due=date(2026, 2, 5), coordinating=("mission-jp",))
    few = queries()
    for number in range(5):
        assigned(f"more {number}", due=date(2026, 2, 5), coordinating=("mission-jp", "mof"))
    assert queries() == few


@pytest.mark.django_db
def test_history_is_told_of_a_run_that_did_something_and_old_runs_are_forgotten(house):
    assigned("late", due=date(2026, 2, 5))
    with clock(at("2025-06-01")):
        reminding.finish_run(
            run=reminding.begin_run(now=at("2025-06-01")),
            opened=0,
            reminded=reminding.Reminded(),
            sent=0,
            failed=0,
        )
    run(at("2026-02-09"))
    run(at("2026-02-09", 9))
    events = Event.objects.filter(action="work.run").select_related("values_beside")
    assert [e.values_beside.changes["letters"] for e in events] == [[None, 3]]
    assert Run.objects.count() == 2
