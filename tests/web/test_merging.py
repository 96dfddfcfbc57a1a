"""The pages on which a record is merged into another, and parted."""

import pytest

from chancery.register.models import PartnerRequest
from chancery.web.views.merging import BY_REFERENCE, PLACES
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db


def test_a_request_is_merged_leads_to_the_other_and_is_parted(client):
    kept = make.request(text="Mở cửa thị trường cho bưởi tươi")
    gone = make.request(text="Sớm mở cửa thị trường cho bưởi tươi")
    form = words(client, make.lan(), f"/requests/{gone.pk}/merge/")
    assert kept.reference in form  # the likeliest is chosen already
    asked = {"kept": [str(kept.pk)], "reason": "Trùng"}
    answer = send(client, make.lan(), f"/requests/{gone.pk}/merge/", **asked)
    assert answer.url == f"/requests/{kept.pk}/"
    assert gone.text in words(client, make.lan(), f"/requests/{kept.pk}/")
    assert gone.text not in words(client, make.lan(), "/requests/")
    led = page(client, make.lan(), f"/requests/{gone.pk}/")
    assert (led.status_code, led.url) == (302, f"/requests/{kept.pk}/")
    assert page(client, make.oanh(), f"/requests/{gone.pk}/").status_code == 404
    assert page(client, make.thu(), f"/requests/{gone.pk}/part/").status_code == 403
    send(client, make.lan(), f"/requests/{gone.pk}/part/", reason="Nhầm")
    assert PartnerRequest.objects.get(pk=gone.pk).merged_into is None
    assert gone.text in words(client, make.lan(), f"/requests/{gone.pk}/")


def test_what_one_may_not_know_of_cannot_be_chosen(client):
    mine = make.request()
    secret = make.request(by=make.binh(), keeping=make.guard("moit", "restricted"))
    asked = {"kept": [str(secret.pk)], "reason": "Trùng"}
    answer = send(client, make.lan(), f"/requests/{mine.pk}/merge/", **asked)
    assert answer.status_code == 422
    assert secret.reference not in answer.content.decode()


@pytest.mark.parametrize("kind", PLACES)
def test_every_kind_has_its_pages(client, kind):
    of = (make.mechanism(),) if kind == "initiative" else ()
    kept, gone = getattr(make, kind)(*of), getattr(make, kind)(*of, text="Một nội dung khác hẳn")
    chosen = kept.reference if kind in BY_REFERENCE else str(kept.pk)
    place = f"/{PLACES[kind]}/{gone.pk}/"
    said = {"kept": [chosen], "reason": "Trùng", "sure": "on"}
    answer = send(client, make.lan(), f"{place}merge/", **said)
    assert answer.url == f"/{PLACES[kind]}/{kept.pk}/"
    assert gone.reference in words(client, make.lan(), answer.url)
    assert page(client, make.lan(), place).url == answer.url
    assert send(client, make.lan(), f"{place}part/", reason="Nhầm").url == place


def test_what_follows_is_said_once_before_it_is_done(client):
    kept, gone = make.project(identifier="XM-1"), make.project(text="Metro 5", identifier="XM-2")
    said = {"kept": [str(kept.pk)], "reason": "Trùng"}
    asked = send(client, make.lan(), f"/projects/{gone.pk}/merge/", **said)
    shown = asked.content.decode()
    assert asked.status_code == 422
    assert "XM-1" in shown
    assert 'type="checkbox"' in shown
    done = send(client, make.lan(), f"/projects/{gone.pk}/merge/", **said, sure="on")
    assert done.url == f"/projects/{kept.pk}/"
