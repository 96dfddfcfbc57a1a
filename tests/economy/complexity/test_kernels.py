"""Each step over arrays, against its definition written as loops."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chancery.economy.complexity import (
    advantage,
    advantage_by_population,
    density,
    indices,
    log_advantage,
    outlook,
    presence,
    proximity,
    symmetric_advantage,
)
from chancery.economy.complexity.connection import check_connected
from chancery.economy.complexity.space import times_proximity
from chancery.economy.errors import NotIdentifiedError
from tests.economy.complexity import slowly


@st.composite
def tables(draw, most=(6, 30)):
    """Exports of some locations and products, many cells empty."""
    locations = draw(st.integers(2, most[0]))
    products = draw(st.integers(2, most[1]))
    row = st.lists(st.sampled_from([0, 0, 1, 2, 5, 40]), min_size=products, max_size=products)
    return draw(st.lists(row, min_size=locations, max_size=locations))


@st.composite
def matrices(draw):
    """M without an empty row or column."""
    present = np.array(draw(tables())) > 0
    present = present[present.any(axis=1)]
    present = present[:, present.any(axis=0)]
    assume(present.size)
    return present


def identified(present):
    """The indices of a matrix, or the example is given up."""
    try:
        check_connected(present, ["?"] * len(present), ["?"] * present.shape[1])
        found = indices(present)
    except NotIdentifiedError:
        assume(False)
    assume(found.gap > 1e-3)
    return found


@given(tables())
def test_rca_is_balassas_quotient_and_missing_where_a_total_is_zero(values):
    found = advantage(np.array(values, float))
    for row, expected in zip(found, slowly.rca(values), strict=True):
        for ours, one in zip(row, expected, strict=True):
            assert np.isnan(ours) if one is None else ours == pytest.approx(one, rel=1e-12)


@given(tables())
def test_who_exports_anything_has_an_advantage_in_something(values):
    exported = np.array(values, float)
    has = presence(advantage(exported) * (1 + 1e-12))
    assert (has.any(axis=1) == (exported.sum(axis=1) > 0)).all()


def test_variants_of_rca_at_parity_and_at_nothing():
    rca = np.array([[0.0, 1.0, 3.0, np.nan]])
    assert symmetric_advantage(rca)[0, :3].tolist() == [-1, 0, 0.5]
    assert np.isnan(log_advantage(rca)[0, [0, 3]]).all()
    assert log_advantage(rca)[0, 1] == 0


def test_exports_per_head_are_compared_with_the_worlds():
    values, people = np.array([[6.0, 0.0], [2.0, 4.0]]), np.array([1.0, 3.0])
    found = advantage_by_population(values, people)
    assert found == pytest.approx(np.array([[6 / (8 / 4), 0], [(2 / 3) / (8 / 4), (4 / 3) / 1]]))


@given(matrices())
def test_proximity_and_density_are_their_definitions(present):
    listed = present.tolist()
    assert proximity(present) == pytest.approx(np.array(slowly.proximity(listed)), rel=1e-12)
    near, total = density(present)
    assert near == pytest.approx(np.array(slowly.density(listed)), rel=1e-12)
    assert total == pytest.approx(proximity(present).sum(axis=0), rel=1e-12)
    assert (near >= -1e-12).all()
    assert (near <= 1 + 1e-12).all()


@given(matrices(), st.integers(0, 2**32 - 1))
def test_products_with_proximity_need_no_proximity(present, seed):
    rows = np.random.default_rng(seed).normal(size=(3, present.shape[1]))
    assert times_proximity(rows, present) == pytest.approx(rows @ proximity(present), abs=1e-11)


@given(matrices(), st.integers(0, 2**32 - 1))
def test_the_outlook_is_its_definition(present, seed):
    pci = np.random.default_rng(seed).normal(size=present.shape[1])
    index, gain = outlook(present, *density(present), pci)
    expected = slowly.outlook(present.tolist(), pci.tolist())
    assert index == pytest.approx(np.array(expected[0]), abs=1e-11)
    assert gain == pytest.approx(np.array(expected[1]), abs=1e-11)


@settings(max_examples=200)
@given(matrices())
def test_eci_is_the_mean_pci_of_what_is_exported(present):
    found = identified(present)
    means = [found.pci[row].mean() for row in present]
    assert found.eci == pytest.approx(np.array(means), abs=1e-9)
    assert found.eci.mean() == pytest.approx(0, abs=1e-9)
    assert found.eci.std() == pytest.approx(1)


@settings(max_examples=200)
@given(matrices())
def test_eci_keeps_its_order_under_reflection_and_goes_with_diversity(present):
    found = identified(present)
    again = slowly.reflected(present.tolist(), found.eci.tolist())
    centred = np.array(again) - np.mean(again)
    assert centred == pytest.approx(found.eigenvalue * found.eci, abs=1e-9)
    assert found.eci @ present.sum(axis=1) > 0


@given(matrices())
def test_indices_do_not_depend_on_which_side_is_the_longer(present):
    """Locations in the place of products give the same second eigenvalue."""
    found = identified(present)
    try:
        turned = indices(present.T)
    except NotIdentifiedError:  # ubiquities may be all the same where diversities are not
        assume(False)
    assert turned.eigenvalue == pytest.approx(found.eigenvalue, rel=1e-9)


def test_parts_that_share_no_product_are_refused_by_name():
    present = np.zeros((4, 6), bool)
    present[0, :3] = present[1, 1:4] = True
    present[2, 4:] = present[3, 5] = True
    with pytest.raises(NotIdentifiedError, match=r"2 parts.*stand LAO, KHM \(with p5, p6\)"):
        check_connected(
            present, ["VNM", "THA", "LAO", "KHM"], ["p1", "p2", "p3", "p4", "p5", "p6"]
        )


@pytest.mark.parametrize(
    ("present", "reason"),
    [
        (np.eye(4) + np.roll(np.eye(4), 1, axis=1), "occurs twice"),
        (np.ones((3, 5)), "all locations have the same products"),
        (np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]), "sign"),
        (np.ones((1, 5)), "at least two locations"),
    ],
    ids=["a ring", "all alike", "equal diversity", "one location"],
)
def test_a_matrix_that_determines_no_order_is_refused(present, reason):
    with pytest.raises(NotIdentifiedError, match=reason):
        indices(np.asarray(present, bool))
