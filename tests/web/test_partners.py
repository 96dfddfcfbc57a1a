"""Partners: the relationship, and what stands between the two sides, for who may see it."""

import pytest

from chancery.partners.models import BlocMembership, Partner, RelationshipLevel
from tests import make
from tests.web.pages import HOSTILE, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def _upgraded():
    make.ground()
    for code, name, rank, start, end in (
        ("sp", "Strategic partnership", 40, "2009-04", "2023-11"),
        ("csp", "Comprehensive strategic partnership", 50, "2023-11", ""),
    ):
        RelationshipLevel.objects.create(
            partner_id="JP",
            level=code,
            name_en=name,
            name_vi=name,
            rank=rank,
            start=start,
            end=end,
        )


@pytest.mark.usefixtures("_upgraded")
def test_the_list_shows_level_since_when_and_who_covers_it(client):
    shown = words(client, make.lan(), "/partners/")
    assert "Comprehensive strategic partnership" in shown
    assert "Nov 2023" in shown
    assert "Embassy of Viet Nam in Japan" in shown
    assert shown.index("Japan") < shown.index("Australia")


@pytest.mark.usefixtures("_upgraded")
@pytest.mark.parametrize(
    ("asked", "seen"), [("level=csp", True), ("kind=bloc", False), ("text=nhật", True),
                        ("text=zzz", False)],
)  # fmt: skip
def test_filters_stand_in_the_address(client, asked, seen):
    shown = words(client, make.lan(), f"/partners/?{asked}")
    assert ("/partners/JP/" in shown) is seen


@pytest.mark.usefixtures("_upgraded")
def test_the_page_tells_the_relationship_with_its_dates(client):
    shown = words(client, make.lan(), "/partners/JP/?tab=relationship")
    assert "Strategic partnership" in shown
    assert "Apr 2009" in shown
    assert "to be checked" in shown


def test_who_reads_nothing_finds_no_partner(client):
    make.ground()
    for person in (make.khoa(), make.nobody()):
        assert page(client, person, "/partners/").status_code == 404
        assert page(client, person, "/partners/JP/").status_code == 404


def test_an_unknown_partner_is_not_found(client):
    assert page(client, make.lan(), "/partners/XX/").status_code == 404


@pytest.mark.parametrize("tab", ["commitments", "tasks", "asked", "agreements"])
def test_only_what_the_person_may_see_is_listed_and_counted(client, tab):
    rows = {
        "commitments": [make.commitment(undertaking=("JP",))],
        "tasks": [make.task(partners=("JP",))],
        "asked": [make.request(), make.obstacle()],
        "agreements": [make.agreement()],
    }[tab]
    mine = words(client, make.lan(), f"/partners/JP/?tab={tab}")
    theirs = words(client, make.oanh(), f"/partners/JP/?tab={tab}")
    for row in rows:
        label = getattr(row, "reference", None) or row.name_en
        assert label in mine
        assert label not in theirs
    assert '<strong class="">1</strong>' in mine
    assert '<strong class="">1</strong>' not in theirs


def test_commitments_stand_by_who_undertakes_them(client):
    make.commitment(undertaking=("JP",), text="Bên kia hứa")
    make.commitment(undertaking=("VN",), text="Ta hứa")
    shown = words(client, make.lan(), "/partners/JP/")
    ours, theirs = shown.index('id="ours"'), shown.index('id="theirs"')
    assert ours < shown.index("Ta hứa") < theirs < shown.index("Bên kia hứa")


def test_a_commitment_of_nobody_in_particular_is_not_lost(client):
    make.commitment()
    assert "Who undertakes it is not said" in words(client, make.lan(), "/partners/JP/")


def test_a_bloc_names_its_members_and_a_member_its_blocs(client):
    make.ground()
    BlocMembership.objects.create(bloc_id="ASEAN", member_id="JP")
    assert "/partners/JP/" in words(client, make.lan(), "/partners/ASEAN/?tab=relationship")
    assert "/partners/ASEAN/" in words(client, make.lan(), "/partners/JP/")


def test_a_reader_is_not_offered_to_record(client):
    make.ground()
    assert "/requests/new/" in words(client, make.lan(), "/partners/JP/")
    assert "/requests/new/" not in words(client, make.thu(), "/partners/JP/")


def test_what_was_written_is_shown_and_never_run(client):
    Partner.objects.create(code="ZZ", name_vi=HOSTILE, name_en=HOSTILE, kind="country")
    for address in ("/partners/", "/partners/ZZ/"):
        assert HOSTILE not in words(client, make.lan(), address)


def test_the_page_takes_the_same_number_of_queries_for_many(client, django_assert_max_num_queries):
    for number in range(8):
        make.commitment(text=f"Cam kết {number}", lead="moit")
    client.force_login(make.lan())
    with django_assert_max_num_queries(50):
        client.get("/partners/JP/")
