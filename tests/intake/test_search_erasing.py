"""Whose name was erased is not found any more, and leaves no trace in the engine's file."""

from datetime import date

import pytest

from chancery.intake.search import asking
from chancery.intake.search.actions import catch_up, scrub
from chancery.intake.search.asking import Wish
from chancery.intake.search.models import Entry, Indexed
from chancery.register import actions as register
from chancery.work import actions as work
from chancery.work.actions import monthly
from chancery.work.plans.values import LineValues
from tests import make

pytestmark = pytest.mark.django_db


def found(typed):
    return {hit.kind for hit in asking.Found(make.viewer(make.lan()), Wish(typed))[:50]}


def test_an_erased_contact_and_the_notes_that_named_them_are_no_longer_found():
    who = make.viewer(make.lan())
    contact = make.contact(text="Watanabe Hanako", kind="person")
    for number in range(2):
        make.interaction(
            text=f"Gặp lần {number}", theirs="Watanabe Hanako", contacts=(contact.reference,)
        )
    assert found("watanabe hanako") == {"contact", "interaction"}
    withdrawn = register.set_basis(
        contact=contact, basis="withdrawn", on=date(2026, 11, 1), means="Thư điện tử", by=who
    )
    register.erase_contact(contact=withdrawn, reason="Theo đề nghị", by=who)
    assert found("watanabe hanako") == set()
    catch_up()
    assert not Entry.objects.filter(body__icontains="watanabe").exists()
    assert Indexed.objects.get().scrubbing
    assert scrub()
    assert not Indexed.objects.get().scrubbing


def test_what_was_added_last_is_found_by_words_that_only_its_columns_hold():
    make.mechanism(about="Cơ chế liên chính phủ về năng lượng", name_en="Joint Committee")
    make.initiative(make.mechanism(text="Diễn đàn"), notes="Kết nối lưới điện xuyên biên giới")
    make.meeting(text="Phiên họp bất thường")
    make.programme(text="Chương trình xuyên suốt", short="CT32")
    make.training(text="Khóa học về phòng vệ", by_whom="Học viện Chống bán phá")
    make.review(text="Đợt rà soát thường kỳ")
    make.plan(line=LineValues("Mời đoàn doanh nghiệp logistics", 1, 2))
    report = make.monthly_report()
    words = "Kiến nghị tăng biên chế"
    by = make.viewer(make.lan())
    monthly.write_section(report=report, key="tasks", words=words, version=1, by=by)
    assert found("chống bán phá") == {"training"}
    assert found("dot ra soat thuong ky") == {"review"}
    assert found("doan doanh nghiep logistics") == {"workplan"}
    assert found("tăng biên chế") == {"monthlyreport"}
    assert found("năng lượng") == {"mechanism"}
    assert found("luoi dien xuyen bien") == {"initiative"}
    make.binh()
    asked = work.raise_task(
        task=make.moved(make.task(), "accept"),
        rung="unit",
        text="Vượt thẩm quyền của bộ",
        by=make.viewer(make.son()),
    )
    assert found("vuot tham quyen") == {"escalation"}
    asked.delete()
    assert found("vuot tham quyen") == set()
    assert found("bất thường") == {"meeting"}
    assert found("CT32") == {"programme"}
