"""What holds of every fit, checked the slow and obvious way."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.gravity import Gravity, fit_gravity, separation
from chancery.economy.gravity.effects import Effects
from chancery.economy.gravity.groups import ALL_ZERO, SINGLETON, compact
from chancery.economy.gravity.separation import SEPARATED, separated
from tests.economy.gravity.panels import FIXED, coefficients, panel, std_errors

REGRESSORS = ("agreement", "tariff")
SOURCE = Path(__file__).resolve().parents[3] / "src"


def table(**columns):
    return pa.table(columns)


def dummies(rows, keys):
    """The fixed effects written out, one column a level."""
    parts = [
        "^".join(values)
        for values in zip(*(rows.column(key).to_pylist() for key in keys.split("^")), strict=True)
    ]
    levels = sorted(set(parts))
    return np.array([[one == level for level in levels] for one in parts], dtype=float)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_fitted_flows_add_up_to_the_flows_in_every_level_of_every_effect(seed):
    rows = panel(seed, mean=1.0)
    fit = fit_gravity(rows, Gravity("flow", REGRESSORS, FIXED))
    used = rows.take(pa.array(fit.at))
    flow = used.column("flow").to_numpy()
    for keys in FIXED:
        of_level = dummies(used, keys)
        assert of_level.T @ fit.fitted == pytest.approx(of_level.T @ flow, rel=1e-6, abs=1e-6)
    assert fit.rows_read == fit.rows_used + sum(fit.dropped.values())


def test_coefficients_are_those_of_newtons_method_on_written_out_effects():
    rows = panel(5, mean=1.5, holes=0.0)
    fit = fit_gravity(rows, Gravity("flow", REGRESSORS, FIXED[:2], offset="weight"))
    used = rows.take(pa.array(fit.at))
    wide = np.hstack(
        [
            np.column_stack([used.column(name).to_numpy() for name in REGRESSORS]),
            *(dummies(used, keys) for keys in FIXED[:2]),
        ]
    )
    flow, offset = used.column("flow").to_numpy(), used.column("weight").to_numpy()
    slopes = np.zeros(wide.shape[1])
    expected = (flow + flow.mean()) / 2
    for _ in range(60):
        working = np.log(expected) - offset + (flow - expected) / expected
        root = np.sqrt(expected)[:, None]
        slopes = np.linalg.lstsq(wide * root, working * root[:, 0], rcond=None)[0]
        expected = np.exp(wide @ slopes + offset)
    assert list(coefficients(fit).values()) == pytest.approx(slopes[:2], abs=1e-8)
    assert fit.fitted == pytest.approx(expected, rel=1e-7)


def test_clustered_errors_are_the_closed_form_of_a_mean_of_two_groups():
    """Slope of a dummy = difference of means; its error from the sums of residuals by cluster."""
    outcome = np.array([1.0, 2.0, 4.0, 3.0, 7.0, 8.0, 6.0, 9.0])
    treated = np.array([0.0, 0, 0, 0, 1, 1, 1, 1])
    cluster = ["a", "a", "b", "b", "c", "c", "d", "d"]
    rows = table(outcome=outcome, treated=treated, cluster=cluster)
    fit = fit_gravity(rows, Gravity("outcome", ["treated"], (), ("cluster",), "ols"))
    residual = outcome - np.where(treated == 1, outcome[4:].mean(), outcome[:4].mean())
    sums = residual.reshape(4, 2).sum(axis=1)
    # bread: 1 / sum (x - mean)^2 = 1/2; score of a row: (x - 1/2) * residual
    meat = (0.25 * sums**2).sum()
    expected = np.sqrt(0.5 * meat * 0.5 * (4 / 3) * (7 / 6))
    assert coefficients(fit)["treated"] == pytest.approx(5.0)
    assert std_errors(fit)["treated"] == pytest.approx(expected, rel=1e-12)


def test_the_convention_of_stata_leaves_out_what_fixest_multiplies_by():
    rows = panel(2, mean=1.5, holes=0.0)
    model = {"flow": "flow", "regressors": REGRESSORS, "fixed_effects": FIXED[:2]}
    ours = fit_gravity(rows, Gravity(**model, cluster=("exporter",)))
    stata = fit_gravity(rows, Gravity(**model, cluster=("exporter",), convention="stata"))
    counted = 2 + 1 + len(set(zip(*_used(rows, ours, "importer", "year"), strict=True))) - 1
    factor = np.sqrt((ours.rows_used - 1) / (ours.rows_used - counted))
    for name in REGRESSORS:
        assert std_errors(ours)[name] == pytest.approx(factor * std_errors(stata)[name])


def _used(rows, fit, *names):
    used = rows.take(pa.array(fit.at))
    return [used.column(name).to_pylist() for name in names]


def test_the_errors_do_not_depend_on_the_seed_of_pythons_hashes():
    code = (
        "import sys; from tests.economy.gravity.panels import FIXED, panel\n"
        "from chancery.economy.gravity import Gravity, fit_gravity\n"
        "model = Gravity('flow', ('agreement', 'tariff'), FIXED, ('exporter^importer', 'year'))\n"
        "fit = fit_gravity(panel(1, mean=1.5), model)\n"
        "print([row for row in fit.coefficients.rows.to_pylist()])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(SOURCE)},
            cwd=SOURCE.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42", "1234")
    }
    assert len(told) == 1


@pytest.mark.parametrize("estimator", ["ppml", "ols"])
def test_a_whole_weight_counts_a_row_so_many_times(estimator):
    rows = panel(5, mean=1.0)
    times = np.random.default_rng(8).integers(1, 4, rows.num_rows)
    repeated = rows.take(pa.array(np.repeat(np.arange(rows.num_rows), times)))
    weighted = rows.append_column("times", pa.array(times.astype(float)))
    model = Gravity("flow", REGRESSORS, FIXED[:2], estimator=estimator)
    once = fit_gravity(weighted, replace(model, weights="times"))
    assert coefficients(once) == pytest.approx(coefficients(fit_gravity(repeated, model)), 1e-8)


def test_rows_that_cannot_serve_go_with_their_reasons():
    rows = table(
        flow=[1.0, 2.0, 3.0, 1.0, 0.0, 0.0, 5.0, None, 2.0, 4.0],
        x=[0.3, 0.1, 0.7, 0.2, 0.5, 0.9, 0.4, 0.1, float("inf"), 0.6],
        exporter=["A", "A", "B", "B", "C", "C", "D", "A", "B", None],
    )
    fit = fit_gravity(rows, Gravity("flow", ["x"], ["exporter"]))
    assert fit.at.tolist() == [0, 1, 2, 3]
    assert fit.dropped == {
        "flow is not finite": 1,
        "x is not finite": 1,
        "exporter is missing": 1,
        SINGLETON: 1,
        ALL_ZERO: 2,
    }
    assert fit.rows_read == fit.rows_used + sum(fit.dropped.values())


def test_rows_that_a_regressor_separates_are_left_out_and_the_regressor_with_them():
    """Where there is sanction there is never a flow: its coefficient would be minus infinity."""
    rows = panel(4, mean=2.0, holes=0.0)
    rng = np.random.default_rng(1)
    sanction = (rng.random(rows.num_rows) < 0.1).astype(float)
    flow = np.where(sanction == 1, 0.0, rows.column("flow").to_numpy())
    rows = rows.set_column(0, "flow", pa.array(flow))
    rows = rows.append_column("sanction", pa.array(sanction))
    model = Gravity("flow", ("sanction", "tariff"), FIXED[:2])
    fit = fit_gravity(rows, model)
    assert fit.dropped[SEPARATED] > 0
    assert fit.collinear == ("sanction",)
    without = rows.filter(pa.array(sanction == 0))
    alone = fit_gravity(without, Gravity("flow", ("tariff",), FIXED[:2]))
    assert coefficients(fit) == pytest.approx(coefficients(alone), abs=1e-8)


def test_rows_that_two_effects_separate_together_are_found():
    """Two halves trade within themselves; on file is one zero more, from the first to the second."""
    rng = np.random.default_rng(2)
    first = [(one, other) for one in "ABC" for other in "pqr"]
    second = [(one, other) for one in "DEF" for other in "stu"]
    pairs = [*first, *second, ("A", "s")]
    rows = table(
        flow=[*rng.uniform(1, 9, 18), 0.0],
        x=rng.normal(size=19),
        exporter=[one for one, _ in pairs],
        importer=[other for _, other in pairs],
    )
    fit = fit_gravity(rows, Gravity("flow", ["x"], ["exporter", "importer"]))
    assert fit.dropped == {SEPARATED: 1}
    assert fit.at.tolist() == list(range(18))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_search_for_separated_rows_finds_what_the_linear_programme_finds(seed):
    rng = np.random.default_rng(seed)
    codes = [rng.integers(0, 5, 40).astype(np.int32), rng.integers(0, 6, 40).astype(np.int32)]
    effects = Effects.of([compact(one) for one in codes])
    flow = rng.poisson(0.4, 40).astype(float)
    columns = np.column_stack([rng.random(40) < 0.1, rng.normal(size=40)]).astype(float)
    empty = flow <= 0
    found = separated(flow, columns, effects)
    assert found.tolist() == separation._by_programme(empty, columns, effects).tolist()


def test_of_two_regressors_that_say_the_same_the_first_stays():
    rows = panel(6, mean=1.0)
    doubled = pa.array(2 * rows.column("tariff").to_numpy())
    rows = rows.append_column("twice", doubled)
    fit = fit_gravity(rows, Gravity("flow", ("tariff", "twice", "agreement"), FIXED[:2]))
    assert fit.collinear == ("twice",)
    assert list(coefficients(fit)) == ["tariff", "agreement"]


def test_without_fixed_effects_there_is_a_constant():
    rows = table(flow=[1.0, 3.0, 2.0, 6.0], x=[0.0, 0.0, 1.0, 1.0])
    fit = fit_gravity(rows, Gravity("flow", ["x"]))
    assert coefficients(fit)["x"] == pytest.approx(np.log(4 / 2))


def test_a_fit_that_does_not_get_there_says_so():
    fit = fit_gravity(panel(1), Gravity("flow", REGRESSORS, FIXED, iterations=1))
    assert not fit.converged
    assert "do not use the figures" in fit.provenance.notes[-1]


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ({"regressors": ()}, "at least one regressor"),
        ({"regressors": ("x", "x")}, "named twice: x"),
        ({"regressors": ("y",)}, "no column 'y'; the table has 'flow', 'x'"),
        ({"cluster": ("e", "i", "t")}, "one key or two, not by 3"),
        ({"fixed_effects": ("e^",)}, "write keys with \\^ between them"),
        ({"regressors": ("e",)}, "'e' holds string, and numbers are needed"),
        ({"flow": "minus"}, "negative, which PPML cannot take, in 2 rows, first in row 2"),
        ({"weights": "minus"}, "'minus' is not positive"),
        ({"level": 95}, "between 0 and 1"),
    ],
)
def test_a_model_that_cannot_be_meant_is_refused(model, said):
    rows = table(flow=[1.0, 2.0, 3.0], x=[0.1, 0.2, 0.4], minus=[1.0, -2.0, -1.0], e=list("AAB"))
    with pytest.raises(InputError, match=said):
        fit_gravity(rows, Gravity(**{"flow": "flow", "regressors": ("x",), **model}))


def test_nothing_is_estimated_from_nothing():
    rows = table(flow=[0.0, 0.0], x=[0.1, 0.2], e=["A", "A"])
    with pytest.raises(NotIdentifiedError, match="No row is left"):
        fit_gravity(rows, Gravity("flow", ("x",), ("e",)))
    flat = table(flow=[1.0, 2.0, 1.0, 3.0], x=[1.0, 1.0, 2.0, 2.0], e=list("AABB"))
    with pytest.raises(NotIdentifiedError, match="No regressor is left"):
        fit_gravity(flat, Gravity("flow", ("x",), ("e",)))
    one = table(flow=[1.0, 2.0, 4.0], x=[1.0, 2.0, 5.0], e=list("AAA"))
    with pytest.raises(NotIdentifiedError, match="at least two clusters"):
        fit_gravity(one, Gravity("flow", ("x",), (), ("e",)))
