"""Regressors that the fixed effects explain are left out and named, and disturb nothing else."""

import numpy as np
import pyarrow as pa
import pytest

from chancery.economy.gravity import Gravity, fit_gravity
from chancery.economy.gravity.effects import Effects
from chancery.economy.gravity.groups import codes_of, together
from tests.economy.gravity.panels import FIXED, coefficients, panel, std_errors

OWN = ("agreement", "tariff")


def with_costs(seed, **shape):
    """A panel with regressors that stay the same in each pair, exporter-year, or a sum of both."""
    rows = panel(seed, **shape)
    rng = np.random.default_rng(seed)
    pair, exporting = (
        together([codes_of(rows.column(one)) for one in keys])
        for keys in (("exporter", "importer"), ("exporter", "year"))
    )
    distance = rng.normal(8.0, 1.0, pair.max() + 1)[pair]
    size = rng.normal(25.0, 2.0, exporting.max() + 1)[exporting]
    found = {"distance": distance, "size": size, "both": 3.0 * size - distance}
    for name, column in found.items():
        rows = rows.append_column(name, pa.array(column))
    return rows


@pytest.mark.parametrize("estimator", ["ppml", "ols"])
@pytest.mark.parametrize("explained", ["distance", "size", "both"])
@pytest.mark.parametrize("shape", [{"places": 12, "years": 5}, {"places": 5, "years": 25}])
def test_what_the_effects_explain_goes_and_the_rest_is_as_without_it(explained, estimator, shape):
    rows = with_costs(7, **shape)
    plain = fit_gravity(rows, Gravity("flow", OWN, FIXED, estimator=estimator))
    for regressors in ((explained, *OWN), (*OWN, explained)):
        fit = fit_gravity(rows, Gravity("flow", regressors, FIXED, estimator=estimator))
        assert fit.collinear == (explained,)
        assert coefficients(fit) == pytest.approx(coefficients(plain), rel=1e-8)
        assert std_errors(fit) == pytest.approx(std_errors(plain), rel=1e-8)


def test_a_column_that_is_done_stands_still_while_others_are_solved():
    rows = with_costs(3, places=25, years=12)
    codes = [together([codes_of(rows.column(part)) for part in one.split("^")]) for one in FIXED]
    effects = Effects.of(codes)
    columns = np.column_stack([rows.column(name).to_numpy() for name in ("distance", "tariff")])
    columns = np.ascontiguousarray(columns[effects.order])
    weights = np.exp(np.random.default_rng(3).normal(0.0, 2.0, len(columns)))
    alone, joint = np.zeros((effects.size, 1)), np.zeros((effects.size, 2))
    steps = effects.absorb(columns[:, 1:].copy(), weights, alone, 1e-8)
    assert effects.absorb(columns, weights, joint, 1e-8) == steps
    assert (joint[:, 0] == 0.0).all()
    assert joint[:, 1] == pytest.approx(alone[:, 0], rel=1e-9, abs=1e-12)
