"""Plans, reports and meetings on the Today page: to approve, to answer, to write."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chancery.work.actions import meetings, monthly, plans
from chancery.work.plans.values import LineValues
from tests import make
from tests.web.findings import signed_in

pytestmark = pytest.mark.django_db
LINE = LineValues(text="Xúc tiến", first_month=1, last_month=3)


def figures(client, person):
    answer = signed_in(client, person()).get("/")
    return {figure.words: figure for figure in answer.context["figures"]}


def test_a_head_sees_the_plans_and_reports_that_wait_and_opens_exactly_those(client):
    plans.move_plan(plan=make.plan(line=LINE), move="submit", by=make.viewer(make.lan()))
    report = make.monthly_report(date(2026, 10, 1))
    monthly.move_report(report=report, move="submit", by=make.viewer(make.lan()))
    make.plan(period="q1")
    found = figures(client, make.minh)
    for words in ("work plans to approve", "monthly reports to approve"):
        assert found[words].count == 1
        page = client.get(found[words].link).context["page"]
        assert page.paginator.count == 1
    assert "work plans to approve" not in figures(client, make.lan)


def test_who_is_invited_sees_the_invitation_and_who_holds_the_meeting_its_minutes(client):
    found = make.meeting(day=date(2026, 1, 5), secretary=make.lan().username)
    meetings.invite(meeting=found, by=make.viewer(make.lan()))
    shown = figures(client, make.binh)
    assert shown["invitations to answer"].count == 1
    assert "invitations to answer" not in figures(client, make.tuan)
    meetings.hold(meeting=found, by=make.viewer(make.lan()))
    assert figures(client, make.lan)["minutes to approve"].count == 1


def test_a_mission_sees_the_report_that_it_owes_and_more_ask_no_more_often(client):
    make.ground()
    assert "monthly reports to write" not in figures(client, make.tuan)
    make.monthly_report(date(2026, 1, 1))
    assert figures(client, make.tuan)["monthly reports to write"].count == 1
    signed_in(client, make.minh())
    counts = []
    for year in (2024, 2025, 2026):
        made = make.plan(year=year, line=LINE)
        plans.move_plan(plan=made, move="submit", by=make.viewer(make.lan()))
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1


def test_a_plan_that_came_back_waits_for_its_unit(client):
    made = make.plan(line=LINE)
    plans.move_plan(plan=made, move="submit", by=make.viewer(make.lan()))
    by = make.viewer(make.minh())
    plans.move_plan(plan=made, move="return", by=by, reason="Bổ sung thị trường mới")
    answer = signed_in(client, make.lan()).get("/")
    assert "Bổ sung thị trường mới" in answer.content.decode()
