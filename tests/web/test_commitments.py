"""Commitments in the browser: who owes what to whom."""

from datetime import date

import pytest
from django.urls import reverse

from chancery.register.models import Commitment
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def commitment():
    return make.commitment(
        due=date(2026, 3, 31), lead="moit", sectors=("trade",), undertaking=("JP",)
    )


def address(commitment, name="commitment"):
    return reverse(name, args=[commitment.pk])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", True),
        ("side=theirs", True),
        ("side=ours", False),
        ("side=joint", False),
        ("timeliness=overdue", True),
        ("timeliness=in_time", False),
        ("sector=trade", True),
        ("driver=new", False),
        ("partner=JP", True),
        ("partner_typed=han+quoc", False),
        ("lead=moit", True),
        ("state=done", False),
        ("sector=nonsense", True),
        ("sort=-lead", True),
    ],
)
def test_filters_stand_in_the_address(sign_in, commitment, asked, found):
    page = sign_in(make.lan()).get(f"{reverse('commitments')}?{asked}").content.decode()
    assert (commitment.reference in page) is found


def test_the_mission_to_japan_sees_it_and_the_one_to_korea_does_not(sign_in, commitment):
    assert sign_in(make.tuan()).get(address(commitment)).status_code == 200
    for name in ("commitment", "commitment-edit", "commitment-verdict", "commitment-evidence"):
        assert sign_in(make.oanh()).get(address(commitment, name)).status_code == 404


@pytest.mark.parametrize("person", [make.thu, make.tuan, make.son])
def test_who_may_read_may_not_change(sign_in, commitment, person):
    client = sign_in(person())
    assert client.get(address(commitment)).status_code == 200
    for name in ("commitment-edit", "commitment-verdict"):
        assert client.get(address(commitment, name)).status_code == 403


def test_a_verdict_is_given_with_its_reason(sign_in, commitment):
    client = sign_in(make.lan())
    said = {"state": "amended", "reason": ""}
    assert client.post(address(commitment, "commitment-verdict"), said).status_code == 422
    said["reason"] = "Đã thống nhất lùi thời hạn"
    assert client.post(address(commitment, "commitment-verdict"), said).status_code == 302
    commitment.refresh_from_db()
    assert commitment.state == "amended"
    page = client.get(f"{address(commitment)}?tab=history").content.decode()
    assert "Đã thống nhất lùi thời hạn" in page


def test_a_commitment_is_recorded_by_hand(sign_in):
    make.ground()
    answer = sign_in(make.lan()).post(
        reverse("commitment-new"),
        {
            "text": "Mở cửa cho bưởi",
            "parties": ["VN", "JP"],
            "undertaking": ["JP"],
            "lead": "moit",
            "due": "2026-12-31",
            "held_by": "mofa-economic",
            "sensitivity": "internal",
        },
    )
    made = Commitment.objects.get()
    assert answer.headers["Location"] == address(made)
    assert made.reference.startswith("CK-")
    assert {s.partner_id for s in made.sides.filter(undertakes=True)} == {"JP"}


def test_a_commitment_without_parties_is_asked_again(sign_in):
    make.ground()
    said = {"text": "Mở cửa", "held_by": "mofa-economic", "sensitivity": "internal"}
    answer = sign_in(make.lan()).post(reverse("commitment-new"), said)
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


def test_an_edit_keeps_the_faster_ones_words(sign_in, commitment):
    client = sign_in(make.lan())
    said = {"text": "Một", "parties": ["VN", "JP"], "version": commitment.version}
    assert client.post(address(commitment, "commitment-edit"), said).status_code == 302
    slower = client.post(address(commitment, "commitment-edit"), said | {"text": "Hai"})
    assert slower.status_code == 422
    commitment.refresh_from_db()
    assert commitment.text == "Một"


def test_a_link_from_a_partner_fills_in_the_parties(sign_in):
    make.ground()
    page = sign_in(make.lan()).get(f"{reverse('commitment-new')}?partner=JP").content.decode()
    assert 'value="JP" checked' in page


def test_the_list_takes_the_same_number_of_queries_whatever_its_length(
    sign_in, commitment, django_assert_max_num_queries
):
    for _ in range(4):
        make.commitment(sectors=("trade", "semiconductors"))
    client = sign_in(make.lan())
    with django_assert_max_num_queries(40):
        client.get(reverse("commitments"))


@pytest.mark.parametrize("person", [make.khoa, make.nobody])
def test_who_reads_no_content_sees_an_empty_list(sign_in, commitment, person):
    page = sign_in(person()).get(reverse("commitments"))
    assert commitment.reference not in page.content.decode()


# An agreement that not everyone may know of who sees a commitment under it.


def test_history_does_not_name_an_agreement_that_is_not_public(client):
    kept = make.guard("mofa-economic", "restricted")
    hidden = make.agreement(keeping=kept, short="Khung bí mật")
    commitment = make.commitment(agreement=hidden.key, lead="moit")
    client.force_login(make.binh())
    shown = client.get(f"/commitments/{commitment.pk}/?tab=history").content.decode()
    assert commitment.reference in shown
    assert hidden.key not in shown


def test_an_edit_does_not_drop_the_agreement_that_its_author_may_not_know_of(client):
    hidden = make.agreement(by=make.binh(), keeping=make.guard("moit", "restricted"))
    commitment = make.commitment(agreement=hidden.key)
    client.force_login(make.lan())
    sides = {"parties": ["JP", "VN"], "version": commitment.version}
    answer = client.post(f"/commitments/{commitment.pk}/edit/", {"text": "Khác", **sides})
    assert answer.status_code == 302
    commitment.refresh_from_db()
    assert (commitment.text, commitment.agreement_id) == ("Khác", hidden.key)
