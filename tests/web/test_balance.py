"""The page Balance: figures that open their rows, a file, as many queries for many partners."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.partners.models import Partner
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import page, words

pytestmark = pytest.mark.django_db
PERMANENT = "/balance/?group=permanent"


def country(code):
    return {"name_vi": code, "name_en": code, "kind": "country"}


def fill(*codes):
    today = timezone.localdate()
    for code in codes:
        Partner.objects.get_or_create(code=code, defaults=country(code))
        make.commitment(text=f"Việc {code}", parties=(code, "VN"), undertaking=("VN",))
        make.obstacle(text=f"Vướng {code}", partner=code)
        make.activity(text=f"Thăm {code}", partners=(code,), level="government", start=today)
        make.entry(make.project(partners=(code,)), "disbursed", "5", "USD")


def test_every_figure_opens_as_many_rows_as_it_says(client):
    make.ground()
    fill("US", "CN", "CN")
    signed_in(client, make.lan())
    shown = client.get(PERMANENT).content.decode()
    figures = re.findall(
        r'<td class="number"[^>]*><a class="figure" href="([^"]+)">([^<]+)<', shown
    )
    assert len(figures) == 9 * 2
    for link, figure in figures:
        if "ledger" not in link:
            rows = client.get(unescape(link)).context["page"].paginator.count
            assert rows == int(figure), link
    assert "Article 23" in shown
    assert "0.556" in shown  # two thirds and one third: 4/9 + 1/9
    answer = client.post("/balance/export/?group=permanent", {"format": "csv"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "66.7" in told
    assert len(told.splitlines()) == 3


def test_who_may_not_know_of_records_does_not_see_them_counted(client):
    make.ground()
    fill("US")
    signed_in(client, make.oanh())
    shown = client.get(PERMANENT).content.decode()
    figures = re.findall(r'<a class="figure" href="[^"]+">([^<]+)<', shown)
    assert {figure.split()[0] for figure in figures} == {"0"}
    assert page(client, make.khoa(), "/balance/").status_code == 404


def test_an_empty_group_says_where_groups_come_from(client):
    make.ground()
    assert "definitions/balance.yaml" in words(client, make.lan(), "/balance/?group=g7")


def test_more_partners_ask_the_database_no_more_often(client):
    make.ground()
    fill("US")
    signed_in(client, make.lan())
    client.get(PERMANENT)
    with CaptureQueriesContext(connection) as few:
        client.get(PERMANENT)
    fill("CN", "FR", "RU")
    with CaptureQueriesContext(connection) as many:
        client.get(PERMANENT)
    assert len(many) <= len(few)
