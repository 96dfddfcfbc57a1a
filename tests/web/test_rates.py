"""Rates of exchange: kept by administrators, brought in a file, offered where a ledger is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register.actions.rates import set_rate
from chancery.register.errors import InvalidValuesError
from chancery.register.models import ExchangeRate, ProjectEntry
from chancery.register.projects.rates import RateValues, proposed
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
RATES = "/settings/rates/"
CHECK = "/settings/import/rates/check/"
FILE = """Ngoại tệ;Quy ra;Ngày;Tỷ giá;Chiều;Nguồn
JPY;VND;20/11/2026;165,52;;NHNN
JPY;USD;20/11/2026;154,3;per;NHNN
XYZ;VND;20/11/2026;1;;NHNN
EUR;EUR;31/02/2026;abc;;
JPY;VND;20/11/2026;165;;IMF
"""


def kept(currency="JPY", target="VND", day=date(2026, 11, 20), rate="165.52", **rest):
    values = RateValues(currency, target, day, Decimal(rate), "NHNN", **rest)
    return set_rate(values=values, by=make.viewer(make.khoa()))


def test_an_administrator_keeps_replaces_and_takes_out_the_rate_of_a_day(client):
    form = {
        "currency": "jpy", "target": "VND", "day": "2026-11-20",
        "rate": "165.52", "side": "unit", "source": "State Bank",
    }  # fmt: skip
    send(client, make.khoa(), f"{RATES}add/", **form)
    send(client, make.khoa(), f"{RATES}add/", **{**form, "rate": "166"})
    row = ExchangeRate.objects.get()
    assert row.rate == 166
    told = Event.objects.filter(kind="exchangerate").order_by("seq")
    assert [one.action.partition(".")[2] for one in told] == ["add", "change"]
    assert told[1].values_beside.changes == {"rate": ["165.52", "166"]}
    assert "1 JPY = 166 VND" in words(client, make.khoa(), RATES)
    assert page(client, make.son(), RATES).status_code == 404
    refused = send(client, make.khoa(), f"{RATES}add/", **{**form, "currency": "VND"})
    assert refused.status_code == 422
    send(client, make.khoa(), f"{RATES}{row.pk}/withdraw/")
    assert not ExchangeRate.objects.exists()
    assert "No rate is kept yet" in words(client, make.khoa(), RATES)


def test_others_than_administrators_and_unknown_currencies_are_refused():
    values = RateValues("JPY", "VND", date(2026, 11, 20), Decimal(165), "NHNN")
    with pytest.raises(NotAllowedError):
        set_rate(values=values, by=make.viewer(make.lan()))
    with pytest.raises(InvalidValuesError, match="ISO 4217"):
        kept(currency="QQQ")
    with pytest.raises(InvalidValuesError):
        kept(rate="-1")


def test_a_file_shows_what_each_row_would_do_and_the_good_ones_are_taken(client):
    kept(rate="160")
    file = SimpleUploadedFile("rates.csv", FILE.encode(), "text/csv")
    send(client, make.khoa(), "/settings/import/rates/", file=file)
    shown = words(client, make.khoa(), CHECK)
    for said in ("JPY → VND", "it is no currency of ISO 4217", "a rate is to USD or to VND"):
        assert said in shown
    assert "the day of the rate is missing" not in shown
    assert "1 USD = 154.3 JPY" in shown
    for said in ("it is no date", "it is no rate", "gives a rate of that day already"):
        assert said in shown
    send(client, make.khoa(), CHECK, take="1")
    rows = {(r.target, r.rate, r.side) for r in ExchangeRate.objects.all()}
    assert rows == {("VND", Decimal("165.52"), "unit"), ("USD", Decimal("154.3"), "per")}
    assert Event.objects.filter(kind="exchangerate").count() == 3


def test_the_latest_rate_of_the_days_before_is_proposed_and_may_be_overruled(client):
    kept(day=date(2026, 10, 1), rate="150")
    assert proposed("JPY", date(2026, 11, 20)) == {}
    kept(day=date(2026, 11, 19))
    kept(day=date(2026, 11, 21), rate="170")
    project = make.project()
    address = f"/projects/{project.pk}/entries/new/"
    typed = {
        "ledger": "signed", "day": "2026-11-20", "amount": "1,000", "currency": "JPY",
        "source": "Hiệp định vay",
    }  # fmt: skip
    asked = send(client, make.lan(), address, **{**typed, "propose": "1"}).content.decode()
    assert "rate of 19 Nov 2026, NHNN" in asked
    assert "No rate of JPY to USD is kept" in asked
    assert 'value="165.52"' in asked
    assert "data-refused" in asked  # what the browser kept of the form does not undo the proposal
    assert not ProjectEntry.objects.exists()
    none = send(client, make.lan(), address, currency="JPY", propose="1")
    assert "Write the day and the currency" in none.content.decode()
    rate = {"vnd_rate": "164", "vnd_side": "unit", "vnd_day": "2026-11-19", "vnd_source": "BIDV"}
    send(client, make.lan(), address, **{**typed, **rate})
    entry = ProjectEntry.objects.get()
    assert (entry.vnd_rate, entry.vnd_day, entry.vnd_source) == (164, date(2026, 11, 19), "BIDV")
