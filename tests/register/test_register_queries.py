"""Lists, filters and links of the register."""

from datetime import date

import pytest
from django.utils import timezone

from chancery.register import actions, queries
from chancery.register.models import Commitment
from chancery.register.values import RequestValues
from tests import make

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def test_every_link_is_found_from_both_ends():
    document = make.document("Hai bên nhất trí mở thị trường; đề nghị; chậm giải ngân.")
    agreement = make.agreement()
    commitment = make.commitment(
        of=make.source("nhất trí mở thị trường", of=document),
        lead="moit",
        coordinating=("mof",),
        agreement=agreement.pk,
    )
    request = make.request(of=make.source("đề nghị", of=document))
    obstacle = make.obstacle(of=make.source("chậm giải ngân", of=document))
    japan = make.partner("JP")
    for found in (
        queries.commitments_of_document(lan(), document),
        queries.commitments_of_partner(lan(), japan),
        queries.commitments_of_agreement(lan(), agreement),
        queries.commitments_led_by(lan(), make.unit("moit")),
        queries.commitments_coordinated_by(lan(), make.unit("mof")),
    ):
        assert list(found) == [commitment]
    assert list(queries.requests_of_document(lan(), document)) == [request]
    assert list(queries.requests_of_partner(lan(), japan)) == [request]
    assert list(queries.obstacles_of_document(lan(), document)) == [obstacle]
    assert list(queries.obstacles_of_partner(lan(), japan)) == [obstacle]
    assert list(queries.agreements_of_partner(lan(), japan)) == [agreement]
    assert queries.commitments(lan()).get().agreement == agreement


def test_both_sides_undertakings_are_found_whichever_way_they_were_tied():
    ours, theirs, third = make.commitment(), make.commitment(), make.commitment()
    actions.link_counterparts(first=ours, second=theirs, by=lan())
    Commitment.objects.filter(pk=third.pk).update(counterpart=ours)
    assert set(queries.counterparts(lan(), ours)) == {theirs, third}
    assert list(queries.counterparts(lan(), third)) == [ours]


def test_a_list_does_not_name_an_agreement_its_reader_may_not_know():
    agreement = make.agreement(keeping=make.guard("mofa-economic", "restricted"))
    make.commitment(agreement=agreement.pk, lead="moit")
    assert queries.commitments(make.viewer(make.son())).get().agreement is None


def test_commitments_are_filtered_by_who_undertakes():
    ours = make.commitment(undertaking=("VN",))
    theirs = make.commitment(undertaking=("JP",))
    joint = make.commitment(undertaking=("JP", "VN"))
    rows = Commitment.objects.all()
    assert list(queries.with_undertaking_of(rows, "ours")) == [ours]
    assert list(queries.with_undertaking_of(rows, "theirs")) == [theirs]
    assert list(queries.with_undertaking_of(rows, "joint")) == [joint]


def test_commitments_are_filtered_by_sector_and_driver_without_repeating():
    both = make.commitment(sectors=("trade", "semiconductors"))
    trade = make.commitment(sectors=("trade",))
    rows = Commitment.objects.all()
    assert list(queries.with_sector(rows, "semiconductors")) == [both]
    assert list(queries.with_driver(rows, "traditional")) == [both, trade]
    assert list(queries.with_driver(rows, "new")) == [both]


def test_commitments_are_filtered_by_due_date_and_timeliness():
    past = make.commitment(due=date(2020, 1, 1))
    today = make.commitment(due=timezone.localdate())
    never = make.commitment()
    kept = make.commitment(due=date(2020, 1, 1))
    actions.set_commitment_state(commitment=kept, state="done", reason="", by=lan())
    rows = Commitment.objects.all()
    assert list(queries.due_from(rows, date(2020, 1, 2))) == [today]
    assert list(queries.due_until(rows, date(2020, 1, 1))) == [past, kept]
    assert list(queries.live(rows)) == [past, today, never]
    assert list(queries.overdue(rows)) == [past]
    assert list(queries.overdue(rows, date(2019, 1, 1))) == []
    assert list(queries.in_timeliness(rows, "overdue")) == [past]
    assert list(queries.in_timeliness(rows, "in_time")) == [today]
    assert list(queries.in_timeliness(rows, "no_due_date")) == [never]


def test_an_empty_filter_filters_nothing():
    rows = Commitment.objects.all()
    for found in (
        queries.with_party,
        queries.with_undertaking_of,
        queries.with_sector,
        queries.with_driver,
        queries.with_coordinating,
        queries.in_timeliness,
    ):
        assert found(rows, "") is rows
    assert queries.due_from(rows, None) is queries.due_until(rows, None) is rows


def test_values_read_back_what_was_filled_in():
    values = make.commitment_values(
        parties=("JP", "VN"), undertaking=("VN",), sectors=("trade",), inferred=("lead",)
    )
    assert (
        queries.commitment_values(
            make.commitment(undertaking=("VN",), sectors=("trade",), inferred=("lead",))
        )
        == values
    )
    asked = RequestValues(text="Đơn giản hóa thị thực", direction="ours", partner="JP")
    assert queries.request_values(make.request()) == asked
    assert queries.agreement_values(make.agreement()) == make.agreement_values()


def test_lists_take_the_same_number_of_queries_however_long(django_assert_num_queries):
    for length in (1, 5):
        for _ in range(length):
            make.commitment(
                sectors=("trade",),
                coordinating=("mof",),
                lead="moit",
                agreement=make.agreement().pk,
            )
            make.request()
            make.obstacle()
        viewer = lan()
        with django_assert_num_queries(5):
            for row in queries.commitments(viewer):
                str(row.lead), str(row.held_by), str(row.agreement)
                [str(side.partner) for side in row.sides.all()]
                [str(s) for s in row.sectors.all()], [str(u) for u in row.coordinating.all()]
        with django_assert_num_queries(3):
            [(a.stages.all()[0], list(a.parties.all())) for a in queries.agreements(viewer)]
        with django_assert_num_queries(2):
            [str(r.partner) for r in [*queries.requests(viewer), *queries.obstacles(viewer)]]
