"""What may be recorded already: shown to who may know of it, told to the owner otherwise."""

from datetime import date

import pytest

from chancery.intake.alike.actions import tell_owners
from chancery.intake.alike.twins import KINDS, said_by, said_in, twins_of
from chancery.notices.models import Notice
from tests import make

pytestmark = pytest.mark.django_db

POMELO = "Nhật Bản hoàn tất thủ tục mở cửa thị trường cho bưởi tươi của Việt Nam"
AGAIN = "Phía Nhật Bản sớm hoàn tất thủ tục để bưởi tươi vào thị trường Nhật Bản"
RICE = "Việt Nam xuất khẩu gạo nếp sang Nhật Bản theo hạn ngạch"


def twins(kind, values, person=None):
    found = twins_of(said_in(kind, values), make.viewer(person or make.lan()))
    return [one.known.reference for one in found]


def test_a_commitment_in_other_words_is_a_likely_twin_and_another_is_not():
    there = make.commitment(text=POMELO)
    make.commitment(text=RICE)
    assert twins("commitment", make.commitment_values(text=AGAIN)) == [there.reference]
    assert twins("commitment", make.commitment_values(text="Mở đường bay thẳng đến Osaka")) == []
    assert twins("commitment", make.commitment_values(text=POMELO, parties=("KR", "VN"))) == []


@pytest.mark.parametrize(
    "kind", ["commitment", "request", "obstacle", "opportunity", "activity", "project", "task"]
)
def test_the_same_words_for_the_same_partner_are_a_twin_of_every_kind(kind):
    partners = {"task": {"partners": ("JP",)}, "project": {"partners": ("JP",)}}.get(kind, {})
    there = getattr(make, kind)(text="Thị thực", **partners)
    said = said_by(kind, there)
    assert said.partners == {"JP"}
    assert [one.known.key for one in twins_of(said, make.viewer(make.lan()))] == [there.pk]
    assert set(KINDS) >= {kind}


def test_a_visit_of_another_year_is_another_visit():
    make.activity(start=date(2025, 3, 2))
    assert twins("activity", make.activity_values(start=date(2026, 3, 2))) == []
    near = make.activity(start=date(2026, 3, 5))
    assert twins("activity", make.activity_values(start=date(2026, 3, 2))) == [near.reference]


def test_the_same_order_to_another_unit_is_another_task():
    make.task(text="Rà soát vướng mắc xuất khẩu bưởi tươi", lead="moit", partners=("JP",))
    assert twins("task", make.task_values(text="Rà soát vướng mắc xuất khẩu bưởi tươi", lead="mof", partners=("JP",))) == []  # fmt: skip


def test_what_one_may_not_know_of_is_not_shown_but_its_owner_is_told():
    secret = make.obstacle(text=POMELO, by=make.binh(), keeping=make.guard("moit", "restricted"))
    mine = make.obstacle(text=AGAIN, keeping=make.guard("mofa-economic", "public"))
    who = make.viewer(make.lan())
    assert twins_of(said_by("obstacle", mine), who)[0].known.key == mine.pk
    assert len(twins_of(said_by("obstacle", mine), who)) == 1
    assert tell_owners(kind="obstacle", record=mine, by=who) == 1
    told = Notice.objects.get()
    assert told.to == make.binh()
    assert mine.reference in told.subject
    assert secret.reference in told.subject
    assert POMELO not in told.body
    assert told.link == f"/obstacles/{mine.pk}/"
    assert tell_owners(kind="obstacle", record=mine, by=who) == 0  # once


def test_an_owner_who_may_not_know_of_the_new_one_is_told_nothing():
    make.obstacle(text=POMELO, by=make.binh(), keeping=make.guard("moit", "restricted"))
    mine = make.obstacle(text=AGAIN, keeping=make.guard("mofa-economic", "restricted"))
    assert tell_owners(kind="obstacle", record=mine, by=make.viewer(make.lan())) == 0
    assert not Notice.objects.exists()


def test_who_sees_the_twin_is_asked_and_nobody_is_told():
    make.obstacle(text=POMELO)
    mine = make.obstacle(text=AGAIN)
    assert tell_owners(kind="obstacle", record=mine, by=make.viewer(make.lan())) == 0
