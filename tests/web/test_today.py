"""Today: what needs me now, by what I am."""

from dataclasses import replace
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.people import actions as people
from chancery.register import actions as register
from chancery.register.queries import obstacle_values
from chancery.web.today import LISTED
from chancery.work import actions as work
from chancery.work.owed import desk_of
from chancery.work.queries import waiting_for
from tests import make
from tests.web.findings import read_document, signed_in, task

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def at(day, hour=5):
    """The clock standing at an hour (UTC) of a day."""
    return mock.patch.object(timezone, "now", return_value=make.moment(day, hour))


def today(client, person):
    answer = signed_in(client, person()).get("/")
    assert answer.status_code == 200
    return answer


def figures(answer):
    return {figure.words: figure.count for figure in answer.context["figures"]}


def test_an_officer_sees_documents_to_confirm(client):
    document = read_document(title="Thông báo mới")
    task(document)
    answer = today(client, make.lan)
    assert figures(answer)["documents to confirm"] == 1
    assert f"/documents/{document.pk}/reader/" in answer.content.decode()


def test_a_lead_sees_what_to_accept_and_what_is_overdue(client):
    make.task(due=make.moment("2026-01-05").date())
    answer = today(client, make.binh)
    assert figures(answer)["tasks to accept"] == 1
    assert figures(answer)["overdue"] == 1
    assert "NV-" in answer.content.decode()


def test_who_assigned_sees_what_to_approve(client):
    make.moved(make.task(), "accept", "submit")
    assert figures(today(client, make.quang))["results to approve"] == 1


def test_who_was_asked_sees_the_proposal(client):
    make.proposal()
    assert figures(today(client, make.binh))["proposals to answer"] == 1


def test_a_reader_is_not_shown_what_there_is_to_decide(client):
    task(read_document())
    assert set(figures(today(client, make.thu))) == {"overdue", "due within five working days"}


def test_a_clerk_sees_what_came_in(client):
    read_document(title="Công văn đến")
    page = today(client, make.ha).content.decode()
    assert "Công văn đến" in page
    assert "/documents/add/" in page


def test_an_outsider_sees_nothing_of_others(client):
    task(read_document(title="Kín"))
    make.task(text="Việc của người khác")
    page = today(client, make.oanh).content.decode()
    assert "Kín" not in page
    assert "Việc của người khác" not in page


def test_an_administrator_sees_numbers_and_no_content(client):
    read_document(title="Kín")
    answer = today(client, make.khoa)
    assert answer.context["runs"]["documents"] == 1
    assert "Kín" not in answer.content.decode()


def test_an_auditor_is_led_to_history(client):
    make.task()
    answer = today(client, make.vy)
    assert answer.context["steps"] > 0
    assert 'href="/history/"' in answer.content.decode()


def test_who_holds_no_post_is_told_what_to_do(client):
    assert "You hold no post today" in today(client, make.nobody).content.decode()


def test_a_quiet_day_says_so_and_what_comes_first(client):
    make.ground()
    page = today(client, make.lan).content.decode()
    assert "Nothing waits for you today" in page
    assert "It begins with a document" in page


def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries):
    signed_in(client, make.binh())

    def more():
        for _number in range(3):
            make.task(due=TODAY)
            make.moved(make.task(due=TODAY), "accept")
            make.proposal()

    more()
    client.get("/")
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    more()
    with django_assert_num_queries(len(before)):
        client.get("/")


def test_what_is_in_my_charge_stands_before_what_is_my_units(client):
    make.ground()
    other, mine = make.task(due=TODAY), make.task(due=TODAY)
    work.delegate(task=mine, person=make.son(), by=make.viewer(make.binh()))
    shown = today(client, make.son).context["morning"].dated
    assert shown == [mine, other]
    assert figures(today(client, make.son))["in my charge"] == 1


def test_days_are_counted_in_working_days(client):
    make.task(due=date(2026, 3, 4))
    make.task(due=date(2026, 2, 26))
    make.task(due=date(2026, 2, 27))
    with at("2026-03-02"):  # a Monday
        page = today(client, make.binh).content.decode()
    assert "2 working days left" in page
    assert "2 working days late" in page
    assert "1 working day late" in page


def test_on_a_sunday_what_was_due_on_friday_is_overdue_though_no_working_day_passed(client):
    make.task(due=date(2026, 2, 27))
    with at("2026-03-01"):
        answer = today(client, make.binh)
    assert figures(answer)["overdue"] == 1
    assert "working day late" not in answer.content.decode()


def test_a_mission_sees_the_moment_by_both_clocks(client):
    make.task(lead="mission-jp", due=date(2026, 3, 4))
    with at("2026-03-02"):
        assert "ends 24:00 4 Mar 2026 home time, 02:00 5 Mar 2026 here" in (
            today(client, make.tuan).content.decode()
        )
        assert "home time" not in today(client, make.binh).content.decode()


def test_a_head_sees_progress_to_approve_and_an_assigner_what_is_asked(client):
    task = make.moved(make.task(due=TODAY), "accept")
    son = make.viewer(make.son())
    work.report_progress(task=task, period=TODAY, health="at_risk", text="Chờ số liệu", by=son)
    later = TODAY + timedelta(days=30)
    work.ask_extension(task=task, due=later, reason="Chờ đối tác trả lời", by=son)
    work.propose_lead(task=task, proposed="mof", reason="Đúng chức năng hơn", by=son)
    assert figures(today(client, make.binh))["progress reports to approve"] == 1
    answer = today(client, make.quang)
    assert figures(answer)["extensions to decide"] == 1
    assert figures(answer)["proposals of another lead"] == 1
    assert "Chờ đối tác trả lời" in answer.content.decode()


def test_who_oversees_sees_which_units_are_late(client):
    make.task(due=date(2026, 1, 5))
    (line,) = today(client, make.quang).context["late_units"]
    assert (line[0].pk, line[1]) == ("moit", 1)
    assert today(client, make.binh).context["late_units"] == []


def test_what_comes_up_in_my_area_is_shown_and_what_is_over_is_not(client):
    make.activity(start=TODAY + timedelta(days=7))
    make.activity(start=TODAY + timedelta(days=200), text="Xa lắm")
    make.activity(start=date(2020, 3, 2), text="Đã qua")
    coming = today(client, make.tuan).context["coming"]
    assert [row.text for row in coming] == ["Thủ tướng thăm chính thức Nhật Bản"]


def test_the_figures_of_a_desk_are_those_of_the_lists(client):
    """The fast lists of the page against ``waiting_for``, list by list, person by person."""
    make.ground()
    for number in range(6):
        due = TODAY + timedelta(days=5 * number - 15)
        task = make.task(due=due, coordinating=("trade-jp", "mission-jp"), partners=("JP",))
        make.moved(task, *("accept", "submit")[: number % 3])
    make.task(lead="mission-jp", due=TODAY, keeping=make.guard("mofa-economic", "restricted"))
    make.task(
        lead="mofa-economic",
        assigner="mofa-economic",
        basis="resolved",
        keeping=make.guard("mofa-economic", "restricted"),
    )
    old = make.moved(make.task(due=TODAY), "accept", at=make.moment("2025-01-02"))
    work.report_progress(
        task=old, period=TODAY, health="delayed", text="Chậm", by=make.viewer(make.binh())
    )
    for one in make.CAST:
        who = make.viewer(one())
        desk, waiting = desk_of(who), waiting_for(who)
        signed_in(client, one())
        for name in LISTED:
            keys = {row.pk for row in getattr(waiting, name)}
            assert set(getattr(desk, name)) == keys, (who.key, name)
            if who.reads:
                page = client.get(f"/tasks/?waits={name}").context["page"]
                assert {row.pk for row in page} == keys


def test_changes_are_shown_once_a_record_those_i_follow_apart(client):
    mine, other = make.obstacle(), make.obstacle(text="Khác")
    for number in range(2):
        values = replace(obstacle_values(mine), area=f"Lĩnh vực {number}")
        mine = register.change_obstacle(
            obstacle=mine, values=values, version=mine.version, by=make.viewer(make.lan())
        )
    tuan = make.tuan()
    people.follow(user=tuan, kind="obstacle", key=str(mine.pk))
    found = today(client, make.tuan).context["changes"]
    (line,) = found.followed
    assert (line.more, line.who, line.address) == (2, "Lê Ngọc Lan", f"/obstacles/{mine.pk}/")
    assert [change.address for change in found.others] == [f"/obstacles/{other.pk}/"]


@pytest.mark.parametrize(("kind", "key"), [("partner", "JP"), ("unit", "moit")])
def test_following_a_partner_or_unit_shows_what_concerns_it(client, kind, key):
    make.task(partners=("JP",))
    make.agreement()
    make.commitment(lead="moit")
    people.follow(user=make.minh(), kind=kind, key=key)
    found = today(client, make.minh).context["changes"]
    assert len(found.followed) == (3 if kind == "partner" else 2)


def test_nothing_of_what_one_may_not_know_stands_among_the_changes(client):
    make.obstacle(text="Kín", keeping=make.guard("mofa-economic", "restricted"))
    make.obstacle(text="Với Hàn Quốc", partner="KR")
    found = today(client, make.tuan).context["changes"]
    assert found.others == []


def test_half_a_day_away_ends_a_visit_without_signing_in_again(client):
    make.ground()
    signed_in(client, make.tuan())
    with at("2026-03-02"):
        client.get("/")
    make.obstacle()
    with at("2026-03-02", 10):
        since = client.get("/").context["changes"].since
    assert since == make.moment("2026-03-02", 5)
