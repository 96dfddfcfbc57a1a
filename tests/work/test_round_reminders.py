"""Reminders of a round: who still owes a reply is told before the day, by data, once each."""

from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.utils import timezone

from chancery.lib.definitions import DefinitionError
from chancery.notices.models import Notice
from chancery.work import reminder_rules
from chancery.work.actions import reminding
from chancery.work.actions import reviews as actions
from chancery.work.actions import reviews_replying as replying
from chancery.work.digest import CALL_PAGE, why
from chancery.work.models import CallReminder, ReviewItem
from chancery.work.reviews.values import ReplyValues
from tests import make
from tests.web.pages import words

pytestmark = pytest.mark.django_db
GOOD = ReplyValues("on_track", progress="Đã ký")


def morning(day):
    """One run of the clock at eight in Hà Nội."""
    at = datetime.fromisoformat(f"{day}T08:00:00+07:00").astimezone(UTC)
    with mock.patch.object(timezone, "now", return_value=at):
        begun = reminding.begin_run(now=at)
        done = reminding.remind(now=at, since=reminding.last_run(at))
        reminding.finish_run(run=begun, opened=0, reminded=done, sent=0, failed=0)
    return done


def told():
    rows = CallReminder.objects.order_by("made_at", "to__username")
    return [(str(r.made_at.date()), r.to.username, r.call.unit_id, r.rule) for r in rows]


@pytest.fixture
def called():
    """moit (son, binh) and Lạng Sơn (yen) are asked; the day of reply is Monday the 7th."""
    make.ground()
    for person in (make.son, make.binh, make.yen):
        person()
    for lead in ("moit", "moit", "province-lang-son"):
        make.commitment(text=f"Của {lead}", lead=lead)
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-11-23", 3)):
        return make.called(make.review(call_on=date(2026, 11, 23), reply_by=date(2026, 12, 7)))


def answer(review, unit, officer, head, number):
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-12-01", 3)):
        for item in ReviewItem.objects.filter(review=review, unit=unit)[:number]:
            replying.put_reply(item=item, unit=unit, values=GOOD, by=make.viewer(officer))
        if head:
            replying.approve_replies(review=review, unit=unit, by=make.viewer(head))


def test_those_who_owe_a_reply_are_told_five_and_one_working_day_before_and_once(called, client):
    answer(called, "moit", make.son(), None, 2)  # drafts: the head has still to stand by them
    for day in ("2026-11-27", "2026-11-30", "2026-11-30", "2026-12-01"):
        morning(day)
    first = [("2026-11-30", who, unit, "review-in-5") for who, unit in
             (("binh", "moit"), ("son", "moit"), ("yen", "province-lang-son"))]  # fmt: skip
    assert told() == first
    letter = Notice.objects.get(to=make.yen(), kind="digest")
    link = CALL_PAGE.format(called.pk, "province-lang-son")
    assert link in letter.body
    assert called.reference in letter.body
    assert "Của" not in letter.body  # mail is no safe channel
    assert link in words(client, make.yen(), "/notices/")
    answer(called, "moit", make.son(), make.binh(), 2)
    morning("2026-12-04")
    assert told() == [*first, ("2026-12-04", "yen", "province-lang-son", "review-in-1")]
    morning("2026-12-08")  # late: urging is an act of the secretariat, not of the clock
    assert len(told()) == 4


def test_missed_days_are_caught_up_with_what_holds_now_and_a_moved_day_tells_anew(called):
    morning("2026-12-04")
    assert {rule for *_rest, rule in told()} == {"review-in-1"}
    by = make.viewer(make.lan())
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-12-04", 5)):
        actions.close_replies(review=called, by=by)
        reopened = {"reason": "Xin thêm", "reply_by": date(2026, 12, 21)}
        actions.reopen_replies(review=called, by=by, **reopened)
    for day in ("2026-12-10", "2026-12-14", "2026-12-18"):
        morning(day)
    later = [(day, rule) for day, *_rest, rule in told()[3:]]
    assert later == [("2026-12-14", "review-in-5")] * 3 + [("2026-12-18", "review-in-1")] * 3
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-12-18", 5)):
        actions.close_replies(review=called, by=by)
    morning("2026-12-21")
    assert len(told()) == 9


def test_a_rule_of_rounds_reminds_the_units_that_are_asked_alone(workspace):
    place = workspace.root / "definitions" / "reminders.yaml"
    place.parent.mkdir(exist_ok=True)
    head = 'morning: "07:00"\nweekly_on: monday\nrules:\n'
    place.write_text(head + "  - {name: a, event: review, before: 2, to: [assigner]}\n", "utf-8")
    with pytest.raises(DefinitionError, match="doers, heads"):
        reminder_rules.plan()
    place.write_text(head + "  - {name: ab, event: review, before: 2, to: [heads]}\n", "utf-8")
    assert reminder_rules.plan().of("review")[0].to == ("heads",)
    assert why("ab") == "review to answer"
