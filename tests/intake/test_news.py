"""A kept search tells its maker in the morning what is new in it, once, and no more than they may know."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.utils import timezone

from chancery.intake.news.actions import tell_news
from chancery.intake.news.found import PAGE, SEARCH_PAGE
from chancery.intake.search.actions import catch_up, rebuild
from chancery.notices.models import Notice
from chancery.people.actions.views import save_view
from chancery.people.models import Digest, SavedView
from tests import make

pytestmark = pytest.mark.django_db
YESTERDAY = datetime(2026, 11, 17, 1, 0, tzinfo=UTC)
EARLY = datetime(2026, 11, 17, 22, 0, tzinfo=UTC)  # five in the morning in Hà Nội
MORNING = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)  # eight
SUNDAY = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def keep(user, query="q=ban+dan", name="Bán dẫn", tells=True, **more):
    return save_view(page=PAGE, name=name, query=query, tells=tells, by=make.viewer(user), **more)


def morning(now=MORNING, since=YESTERDAY):
    catch_up()
    with mock.patch.object(timezone, "now", return_value=now):
        return tell_news(now=now, since=since)


def letters(user):
    return list(Notice.objects.filter(to=user, kind="news").order_by("pk"))


@pytest.fixture
def lan():
    make.ground()
    return make.lan()


def test_what_was_added_since_is_told_by_number_and_address_and_not_by_its_words(lan):
    make.task(text="Đã có từ trước về bán dẫn", by=make.minh())
    rebuild()
    keep(lan)
    new = make.task(text="Trao đổi chuyên gia bán dẫn", by=make.minh())
    make.task(text="Không liên quan", by=make.minh())
    assert morning() == 1
    (letter,) = letters(lan)
    assert "1" in letter.subject
    assert "Bán dẫn (1)" in letter.body
    assert new.reference in letter.body
    assert f"{SEARCH_PAGE}?q=ban+dan" in letter.body
    assert "chuyên gia" not in letter.body
    assert letter.link == SEARCH_PAGE


def test_it_is_told_once_however_often_the_clock_is_looked_at(lan):
    keep(lan)
    make.task(text="Bán dẫn", by=make.minh())
    assert morning() == 1
    assert morning() == 0
    make.task(text="Bán dẫn nữa", by=make.minh())
    assert morning(datetime(2026, 11, 19, 1, 0, tzinfo=UTC), MORNING) == 1
    assert len(letters(lan)) == 2


def test_what_is_changed_and_what_one_put_in_oneself_is_not_news(lan):
    old = make.task(text="Bán dẫn", by=make.minh())
    rebuild()
    keep(lan)
    make.moved(old, "accept")
    make.task(text="Bán dẫn của tôi", by=lan)
    assert morning() == 0
    assert not letters(lan)


def test_nobody_is_told_of_what_they_may_not_know(lan):
    tuan = make.tuan()
    keep(tuan)
    make.task(
        text="Bán dẫn kín",
        by=make.minh(),
        keeping=make.guard("mofa-economic", "restricted"),
    )
    assert morning() == 0
    assert not letters(tuan)


def test_a_search_that_does_not_tell_and_one_shared_by_another_write_to_nobody_else(lan):
    keep(lan, tells=False)
    keep(make.minh(), name="Chung", unit="mofa-economic")
    make.task(text="Bán dẫn", by=make.hien())
    assert morning() == 1
    assert not letters(lan)
    assert len(letters(make.minh())) == 1


def test_it_waits_for_the_persons_morning_and_for_a_working_day(lan):
    keep(lan)
    make.task(text="Bán dẫn", by=make.minh())
    assert morning(EARLY) == 0
    assert morning(SUNDAY, YESTERDAY) == 0
    assert morning() == 1


def test_several_searches_make_one_letter_narrowed_as_each_is(lan):
    keep(lan)
    keep(lan, query="kind=commitment&q=ban+dan", name="Chỉ cam kết")
    keep(lan, query="q=ca+phe", name="Cà phê")
    make.task(text="Bán dẫn", by=make.minh())
    found = make.commitment(text="Hai bên hợp tác bán dẫn", by=make.minh())
    assert morning() == 1
    (letter,) = letters(lan)
    assert "Bán dẫn (2)" in letter.body
    assert "Chỉ cam kết (1)" in letter.body
    assert "Cà phê" not in letter.body
    assert letter.body.count(found.reference) == 2


def test_who_wants_no_mail_is_told_on_their_own_page_alone(lan):
    lan.digest, lan.email = Digest.OFF, "lan@example.org"
    lan.save()
    keep(lan)
    make.task(text="Bán dẫn", by=make.minh())
    assert morning() == 1
    assert letters(lan)[0].state == Notice.State.KEPT


def test_switching_it_off_and_on_again_begins_from_then(lan):
    view = keep(lan)
    make.task(text="Bán dẫn", by=make.minh())
    keep(lan, tells=False, view=view)
    assert not SavedView.objects.get(pk=view.pk).tells
    keep(lan, view=view)
    assert morning() == 0
