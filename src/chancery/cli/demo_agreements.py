"""Agreements of the demo whose dates come: invented papers, with days counted from today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from chancery.people.access import viewer_of
from chancery.people.models import User
from chancery.register import actions
from chancery.register.agreements.days import months_on
from chancery.register.models import Agreement
from chancery.register.queries import agreement_values
from chancery.register.values import AgreementValues, Guard

_CHAINS = "Bản ghi nhớ hợp tác về chuỗi cung ứng bán dẫn Việt Nam - Nhật Bản"
_CHAINS_EN = "Memorandum of cooperation on semiconductor supply chains Viet Nam - Japan"
_FRUIT = "Thỏa thuận hợp tác về kiểm dịch trái cây tươi Việt Nam - Nhật Bản"
_FRUIT_EN = "Arrangement on the quarantine of fresh fruit Viet Nam - Japan"
_OLD = "Thỏa thuận hợp tác về kiểm dịch trái cây tươi Việt Nam - Nhật Bản (bản đầu)"
_OLD_EN = "Arrangement on the quarantine of fresh fruit Viet Nam - Japan (first)"


def load_demo_agreements(today: date) -> int:
    """Record three arrangements with Japan, and give one of the pack a review; how many."""
    first = _add(_first(today))
    _add(replace(_renewed(today), replaces=(first.pk,)))
    _add(_ending(today))
    _review(today)
    return 4


def _first(today: date) -> AgreementValues:
    begun = months_on(today, -96).isoformat()
    stages = (("signed", begun), ("in_force", begun))
    return AgreementValues(_OLD, _OLD_EN, "", "arrangement", "sector", ("JP", "VN"), stages)


def _renewed(today: date) -> AgreementValues:
    """Renews itself every five years; notice can be given for another six weeks."""
    end = months_on(today + timedelta(days=42), 6)
    begun = months_on(end, -60).isoformat()
    return AgreementValues(
        name_vi=_FRUIT,
        name_en=_FRUIT_EN,
        short="",
        kind="arrangement",
        type="sector",
        parties=("JP", "VN"),
        stages=(("signed", begun), ("in_force", begun)),
        lead="mofa-economic",
        person="lan",
        expires=end.isoformat(),
        renewal="automatic",
        renewal_months=60,
        notice=6,
    )


def _ending(today: date) -> AgreementValues:
    """Ends in a month, and is renewed by exchange of notes: the next step is late."""
    end = today + timedelta(days=28)
    begun = months_on(end, -36).isoformat()
    return AgreementValues(
        name_vi=_CHAINS,
        name_en=_CHAINS_EN,
        short="MOC",
        kind="arrangement",
        type="sector",
        parties=("JP", "VN"),
        stages=(("negotiating", months_on(end, -44).isoformat()[:7]), ("signed", begun)),
        lead="moit",
        person="son",
        expires=end.isoformat(),
        renewal="notes",
        next_step="Gửi phía Nhật Bản dự thảo công hàm gia hạn",
        next_step_on=today - timedelta(days=3),
    )


def _add(values: AgreementValues) -> Agreement:
    found = Agreement.objects.filter(name_vi=values.name_vi).first()
    if found is not None:  # the demo was filled before
        return found
    by = viewer_of(User.objects.get(username="lan"))
    return actions.add_agreement(values=values, guard=Guard("mofa-economic"), by=by)


def _review(today: date) -> None:
    """The economic partnership with Japan, from the pack: who keeps it there has written it down."""
    found = Agreement.objects.filter(pk="vjepa", version=1).first()
    if found is None:
        return
    day = today + timedelta(days=95)
    values = replace(
        agreement_values(found), review_first=day.isoformat(), review_months=24, lead="moit"
    )
    by = viewer_of(User.objects.get(username="hien"))
    actions.change_agreement(agreement=found, values=values, version=1, by=by)
