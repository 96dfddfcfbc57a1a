"""The pages of meetings: the whole way from what waits to decisions, for the right people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.work import actions as work
from chancery.work.actions import reviews
from chancery.work.models import Meeting, Participant
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db


def at(found, step=""):
    return f"/meetings/{found.pk}/{step}"


def waiting():
    """Something for the committee: what moit's head reported to it, and an overdue task."""
    make.quang()
    task = make.moved(make.task(text="Việc vượt thẩm quyền"), "accept")
    by = make.viewer(make.binh())
    return work.raise_task(task=task, rung="committee", text="Xin ý kiến Ban Chỉ đạo", by=by)


def new(client, **more):
    values = {
        "text": "Phiên họp thứ nhất",
        "kind": "committee",
        "day": timezone.localdate().isoformat(),
        "time": "14:00",
        "issuer": "sc-economic-diplomacy",
        "town": "Hà Nội",
        "held_by": "vpcp",
        "sensitivity": "internal",
        **more,
    }
    return send(client, make.quang(), "/meetings/new/", **values)


def decide_alike(client, quang, found):
    """One decision about all that stands on the agenda, and taken out again."""
    both = list(found.items.values_list("pk", flat=True))
    assert "Items without a decision" in words(client, quang, at(found, "decisions/alike/"))
    none = send(client, quang, at(found, "decisions/alike/"), text="Thống nhất")
    assert "Tick the items" in none.content.decode()
    send(
        client, quang, at(found, "decisions/alike/"), text="Thống nhất", items=both, own_leads="on"
    )
    assert list(found.decisions.order_by("pk").values_list("lead", flat=True)) == [None, "moit"]
    assert "Take the last decisions out" in words(client, quang, at(found))
    send(client, quang, at(found, "decisions/alike/undo/"))
    assert not found.decisions.exists()
    return found.items.get(kind="escalation")


def test_the_list_counts_what_the_page_of_what_waits_shows(client):
    rung, quang = waiting(), make.quang()
    told = page(client, quang, "/meetings/").context["groups"]
    listed = page(client, quang, "/meetings/waiting/").context["groups"]
    assert [(one.kind, one.count) for one in told] == [(g.kind, len(g.lines)) for g in listed]
    assert {one.kind: one.count for one in told}["escalation"] == len([rung])


def test_the_way_from_what_waits_to_a_task_that_leads_back(client):
    rung, quang = waiting(), make.quang()
    assert "Việc vượt thẩm quyền" in words(client, quang, "/meetings/waiting/")
    assert "What must the committee decide?" in words(client, quang, "/meetings/")
    answer = new(client)
    found = Meeting.objects.get()
    assert answer.url == at(found)
    send(
        client,
        quang,
        at(found, "participants/"),
        units="moit",
        names="Ông A, chuyên gia",
        way="room",
    )
    assert f"escalation~{rung.pk}" in words(client, quang, at(found, "agenda/"))
    send(client, quang, at(found, "agenda/"), names=f"escalation~{rung.pk}")
    send(client, quang, at(found, "items/"), text="Chương trình năm")
    second = found.items.get(kind="own")
    send(client, quang, at(found, f"items/{second.pk}/move/"), to="up")
    assert list(found.items.values_list("kind", flat=True)) == ["own", "escalation"]
    send(client, quang, at(found, "move/invite/"))
    send(client, make.son(), at(found, f"participants/{found.participants.get(unit='moit').pk}/"),
         state="confirmed", way="online", name="Vụ trưởng")  # fmt: skip
    send(client, quang, at(found, "move/hold/"))
    rows = {f"state_{one.pk}": "attended" for one in found.participants.all()}
    send(client, quang, at(found, "attendance/"), **rows)
    assert set(found.participants.values_list("state", flat=True)) == {"attended"}
    item = decide_alike(client, quang, found)
    shown = words(client, quang, at(found, f"decisions/?item={item.pk}"))
    assert 'value="instruct"' in shown
    send(client, quang, at(found, f"decisions/?item={item.pk}"), text="Giao hoàn thiện",
         ruling="instruct", lead="moit", due="2099-01-01")  # fmt: skip
    send(
        client, quang, at(found, "minutes/"), conclusions="Kết luận chung", version=_version(found)
    )
    assert "Giao hoàn thiện" in words(client, quang, at(found, "move/conclude/"))
    send(client, quang, at(found, "move/conclude/"))
    task = found.decisions.get().task
    assert found.reference in words(client, make.binh(), f"/tasks/{task.pk}/")
    assert "Kết luận chung" in words(client, make.binh(), at(found, "?tab=minutes"))
    for name in ("invitation", "agenda", "minutes", "conclusions"):
        assert page(client, make.binh(), at(found, f"papers/{name}/")).status_code == 200


def _version(found):
    found.refresh_from_db()
    return found.version


def test_what_the_review_wants_the_committee_for_stands_on_its_agenda_too(client):
    waiting()
    make.commitment(lead="moit")
    round_ = make.called(make.review(by=make.quang(), keeping=make.guard("vpcp")))
    by = make.viewer(make.quang())
    round_ = reviews.begin_verdicts(review=reviews.close_replies(review=round_, by=by), by=by)
    assert "Xin ý kiến Ban Chỉ đạo" in words(
        client, make.quang(), f"/reviews/{round_.pk}/?tab=agenda"
    )
    assert page(client, make.quang(), f"/reviews/{round_.pk}/agenda/").status_code == 200


def test_who_is_absent_says_why_beside_the_field(client):
    found = make.held(make.meeting(day=timezone.localdate()))
    one = found.participants.get()
    answer = send(client, make.lan(), at(found, "attendance/"), **{f"state_{one.pk}": "absent"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"reason_{one.pk}"]
    assert Participant.objects.get().state == "invited"


def test_a_number_of_overdue_tasks_opens_exactly_its_rows(client):
    for number in (1, 2):
        make.task(text=f"Việc muộn {number}", due=date(2026, 1, 9))
    make.task(text="Việc của đơn vị khác", lead="mof", due=date(2026, 1, 9))
    signed_in(client, make.quang())
    groups = client.get("/meetings/waiting/").context["groups"]
    (late,) = [group for group in groups if group.kind == "overdue"]
    line = next(line for line in late.lines if "agency=moit" in line.link)
    assert line.details == ["2 overdue tasks"]
    assert client.get(line.link).context["page"].paginator.count == 2


def test_hostile_words_are_shown_as_words_and_the_list_asks_no_more_often(client):
    make.meeting(text=HOSTILE, place=HOSTILE)
    signed_in(client, make.lan())
    client.get("/meetings/?view=all")
    with CaptureQueriesContext(connection) as few:
        assert HOSTILE not in client.get("/meetings/?view=all").content.decode()
    for number in range(3):
        make.meeting(text=f"Phiên {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/meetings/?view=all")
    assert len(many) <= len(few)
    answer = client.post("/meetings/export/?text=Phi", {"format": "csv"})
    assert "Phiên 2" in b"".join(answer.streaming_content).decode("utf-8-sig")
