"""Balance: shares, concentration, and figures that are the rows of their lists."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from chancery.lib.definitions import SHIPPED, DefinitionError
from chancery.register import actions
from chancery.register.balance.figures import COLUMNS, figures
from chancery.register.balance.groups import groups, members, unknown
from chancery.register.balance.shares import alike, concentration, shares
from tests import make

TODAY = date(2026, 11, 22)
DRAWN = random.Random(7)
WEIGHTS = [[DRAWN.randrange(10**9) for _ in range(size)] for size in range(1, 10)]


@pytest.mark.parametrize("weights", [*WEIGHTS, [0, 0], [0, 5], [3, 3, 3]], ids=str)
def test_concentration_is_what_the_spread_of_the_shares_says(weights):
    """The second way: 1/n and n times the variance of the shares about their mean."""
    values = {str(place): Decimal(weight) for place, weight in enumerate(weights)}
    found, n = concentration(values), len(values)
    if found is None:
        assert not any(values.values())
        return
    parts = [value / sum(values.values()) for value in values.values()]
    spread = sum((part - Decimal(1) / n) ** 2 for part in parts) / n
    assert abs(found - (Decimal(1) / n + n * spread)) < Decimal("1e-20")
    assert abs(sum(shares(values).values()) - 1) < Decimal("1e-20")
    assert Decimal(1) / n - Decimal("1e-20") <= found <= 1 + Decimal("1e-20")


def test_four_alike_are_a_quarter_and_one_alone_is_one():
    four = dict.fromkeys("abcd", Decimal(3))
    assert (concentration(four), alike(four)) == (Decimal("0.25"), 4)
    assert concentration({"a": Decimal(5), "b": Decimal(0)}) == 1
    assert concentration({"a": Decimal(0)}) is None


@pytest.mark.django_db
def test_the_figures_are_counted_by_partner_and_a_year_before():
    lan = make.viewer(make.lan())
    make.commitment(undertaking=("VN",))
    make.commitment(text="Của họ", undertaking=("JP",), due=date(2026, 1, 5))
    done = make.commitment(text="Xong", undertaking=("JP", "VN"))
    actions.set_commitment_state(commitment=done, state="done", reason="xong", by=lan)
    make.obstacle()
    make.activity(level="government", start=TODAY - timedelta(days=30))
    make.activity(text="Cũ", level="state", start=TODAY - timedelta(days=400))
    make.activity(text="Thấp", level="officials", start=TODAY)
    project = make.project()
    make.entry(project, "disbursed", "500", "USD", day=TODAY - timedelta(days=500))
    make.entry(project, "disbursed", "700", "USD", day=TODAY - timedelta(days=5))
    make.entry(project, "disbursed", "9", "JPY", day=TODAY)
    make.partner("KR")
    found = {one.key: one for one in figures(lan, ["JP", "KR"], TODAY)}
    assert tuple(found) == COLUMNS
    assert {key: int(one.now["JP"]) for key, one in found.items()} == {
        "ours_open": 1,
        "theirs_open": 1,
        "joint_open": 0,
        "kept": 1,
        "overdue": 1,
        "agreements": 0,
        "activities": 1,
        "disbursed": 1200,
        "obstacles": 1,
    }
    assert not any(one.now["KR"] for one in found.values())
    assert found["disbursed"].change("JP") == 700
    assert found["disbursed"].without == {"JP": 1}
    assert found["activities"].change("JP") == 0
    assert found["kept"].change("JP") is None


@pytest.mark.django_db
def test_groups_are_data_and_hold_partners_levels_and_blocs():
    make.ground()
    shipped = groups()
    assert next(iter(shipped)) == "closest"
    codes = [partner.pk for partner in members(shipped["permanent"])]
    assert "VN" not in codes
    assert set(unknown(shipped["permanent"])) == {"CN", "FR", "GB", "RU", "US"} - set(codes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("levels: [special", "ranks: [special", "unknown name ranks"),
        ("partners: [CN, FR, GB, RU, US]", "partners: [NO]", "each in quotes"),
        ("key: g7", "key: asean", "is there twice"),
        ("blocs: [G7]", "blocs: []", "holds nobody"),
        ("groups:", "partners:", "groups is not a list"),
    ],
)
def test_a_definition_that_makes_no_sense_is_told_with_its_line(wrong, right, said):
    own = Path(settings.WORKSPACE.root) / "definitions" / "balance.yaml"
    own.parent.mkdir(exist_ok=True)
    text = (SHIPPED / "balance.yaml").read_text("utf-8")
    assert wrong in text
    own.write_text(text.replace(wrong, right, 1), "utf-8")
    try:
        with pytest.raises(DefinitionError, match=said) as error:
            groups()
    finally:
        own.unlink()
    assert "line " in str(error.value)
