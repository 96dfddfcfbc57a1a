"""What a person was told, on their own page; and how the system stands, for administrators."""

from datetime import date

import pytest
from django.db import transaction

from chancery.notices.actions import post
from chancery.notices.models import Notice
from chancery.work import digest
from chancery.work.models import Reminder, Task
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db


def told(user, subject="Nhắc việc", body="Xem trang Hôm nay", key="digest:1", **values):
    with transaction.atomic():
        return post(to=user, kind="digest", key=key, subject=subject, body=body, **values)


def test_everybody_finds_their_own_notices_and_nobody_elses(client):
    told(make.son(), "Của Sơn")
    assert "Của Sơn" in words(client, make.son(), "/notices/")
    assert "Của Sơn" not in words(client, make.binh(), "/notices/")


def test_looking_changes_nothing_and_a_button_marks_all_as_read(client):
    son = make.son()
    told(son)
    page(client, son, "/notices/")
    assert Notice.objects.get().seen_at is None
    send(client, son, "/notices/seen/")
    assert Notice.objects.get().seen_at is not None


def test_a_reminder_shows_its_tasks_as_far_as_they_may_still_be_seen(client):
    task = make.task(text="Mở thị trường cho bưởi", due=date(2026, 3, 2))
    son = make.son()
    notice = told(son)
    Reminder.objects.create(
        task=task,
        to=son,
        rule="overdue",
        due=task.due,
        occasion=task.due,
        made_at=notice.created_at,
        notice=notice,
    )
    assert task.reference in words(client, son, "/notices/")
    Task.objects.update(sensitivity="restricted")
    task.named_units.set(["mofa"])
    assert task.reference not in words(client, son, "/notices/")


def test_what_stands_in_a_notice_is_text_and_never_markup(client):
    told(make.son(), "<script>x</script>", "<img src=x> https://chancery.example/tasks/1/")
    shown = page(client, make.son(), "/notices/").content.decode()
    assert "<script>x" not in shown
    assert "<img src=x>" not in shown
    assert 'href="https://chancery.example/tasks/1/"' in shown


@pytest.mark.parametrize("ours", ["", "https://chancery.example"])
def test_an_address_of_ours_below_a_line_is_the_link_of_that_line(client, settings, ours):
    settings.ADDRESS = ours
    told(make.son(), body=f"Kính gửi ông\n\n- BC-1 <quá hạn>\n  {ours}/escalations/7/\n- BC-2")
    shown = page(client, make.son(), "/notices/").content.decode()
    assert '- <a href="/escalations/7/">BC-1 &lt;quá hạn&gt;</a><br>\n- BC-2' in shown


def test_an_address_of_others_stays_in_sight(client, settings):
    settings.ADDRESS = "https://chancery.example"
    told(make.son(), body="Trang của ta\nhttps://elsewhere.example/x/")
    assert "elsewhere.example" in words(client, make.son(), "/notices/")


def test_an_address_with_no_line_before_it_is_a_link_of_its_own(client):
    told(make.son(), body="Kính gửi ông\n\n/tasks/3/?tab=progress")
    shown = page(client, make.son(), "/notices/").content.decode()
    assert '<a href="/tasks/3/?tab=progress">/tasks/3/?tab=progress</a>' in shown


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "//evil.example/", "/a b", "data:text/html,x"]
)
def test_only_an_address_of_the_web_becomes_a_link(client, line):
    told(make.son(), body=f"Xem\n{line}")
    assert f'href="{line}"' not in page(client, make.son(), "/notices/").content.decode()


def test_the_address_of_a_task_in_a_letter_is_its_page(client):
    task = make.task()
    assert page(client, make.son(), digest.TASK_PAGE.format(task.pk)).status_code == 200


def test_an_administrator_sees_how_the_system_stands_and_what_to_do(client):
    shown = words(client, make.khoa(), "/settings/system/")
    assert "Chuỗi" in shown or "History" in shown or "Lịch sử" in shown
    assert page(client, make.lan(), "/settings/system/").status_code == 404
