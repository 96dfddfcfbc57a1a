"""A record that was merged into another, asked for by the API."""

import pytest

from chancery.work.actions.merging import merge
from tests import make
from tests.api.calls import Caller

pytestmark = pytest.mark.django_db


def test_it_names_the_record_that_stayed_to_who_may_know_of_it():
    kept, gone = make.commitment(), make.commitment(text="Mở cửa thị trường bưởi")
    merge(kept=kept, merged=gone, reason="Ghi hai lần", by=make.viewer(make.lan()))
    said = Caller(make.lan()).get(f"/commitments/{gone.pk}")
    assert (said.status_code, said.json()["error"]) == (410, "merged")
    assert said.json()["merged_into"] == {"id": kept.pk, "reference": kept.reference}
    assert said.headers["Location"] == f"/api/v1/commitments/{kept.pk}"
    assert said.json()["message"] == f"{gone.reference} was merged into {kept.reference}."
    assert Caller(make.oanh()).get(f"/commitments/{gone.pk}").status_code == 404
    assert Caller(make.lan()).get(f"/commitments/{gone.pk}/comments").status_code == 404
    change = Caller(make.lan()).patch(f"/commitments/{gone.pk}", {"text": "Khác"}, version=1)
    assert change.status_code == 404
