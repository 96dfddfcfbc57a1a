"""The same coefficients and errors as a second implementation, on designs with every trouble."""

import warnings

import numpy as np
import pyarrow as pa
import pytest

from chancery.economy.gravity import Gravity, fit_gravity
from tests.economy.gravity.panels import FIXED, coefficients, frame, panel, std_errors

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pyfixest

REGRESSORS = ("agreement", "tariff")
TIGHT = {"fixef_tol": 1e-13, "iwls_tol": 1e-13}


def _peer(rows, formula, clusters, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        how = {"CRV1": "+".join(clusters)} if clusters else "hetero"
        how = clusters if clusters == "iid" else how
        fit = pyfixest.fepois if formula.startswith("flow") else pyfixest.feols
        return fit(formula, data=frame(rows), vcov=how, **more)


@pytest.mark.parametrize("seed", range(20))
def test_coefficients_and_clustered_errors_are_those_of_pyfixest(seed):
    """Its own count of effects inside clusters changes with the hash seed, so it leaves it out."""
    rows = panel(seed, places=8 + seed % 4, mean=1.2 - seed * 0.03)
    if seed % 4 == 3:  # two worlds that do not trade with each other
        rows = rows.filter(_in_one_world(rows))
    effects = FIXED if seed % 2 else FIXED[:2]
    found = fit_gravity(rows, Gravity("flow", REGRESSORS, effects, ("exporter^importer",)))
    used = rows.take(pa.array(found.at))
    formula = f"flow ~ agreement + tariff | {'et + it + ei' if seed % 2 else 'et + it'}"
    peer = _peer(used, formula, ["ei"], ssc=pyfixest.ssc(k_adj=False), **TIGHT)
    assert found.converged
    assert coefficients(found) == pytest.approx(dict(peer.coef()), abs=1e-8)
    counted = 2 + _levels(used, "et") + _levels(used, "it") - 1
    scale = np.sqrt((found.rows_used - 1) / (found.rows_used - counted))
    expected = {name: scale * error for name, error in dict(peer.se()).items()}
    assert std_errors(found) == pytest.approx(expected, rel=1e-6)


def _levels(rows, key):
    return frame(rows)[key].nunique()


def _in_one_world(rows):
    keys = zip(*(rows.column(side).to_pylist() for side in ("exporter", "importer")), strict=True)
    return pa.array([(one < "E4") == (other < "E4") for one, other in keys])


@pytest.mark.parametrize("clusters", [(), ("exporter",), ("exporter", "importer")])
@pytest.mark.parametrize("estimator", ["ppml", "ols"])
def test_errors_follow_the_convention_of_fixest_however_they_are_clustered(estimator, clusters):
    rows = panel(7, mean=1.5, holes=0.0)
    rows = rows.append_column("outcome", pa.array(np.log1p(rows.column("flow").to_numpy())))
    flow = "flow" if estimator == "ppml" else "outcome"
    found = fit_gravity(rows, Gravity(flow, REGRESSORS, FIXED[:2], clusters, estimator=estimator))
    used = rows.take(pa.array(found.at))
    tight = TIGHT if estimator == "ppml" else {}
    peer = _peer(used, f"{flow} ~ agreement + tariff | et + it", clusters, **tight)
    assert coefficients(found) == pytest.approx(dict(peer.coef()), abs=1e-6)
    assert std_errors(found) == pytest.approx(dict(peer.se()), rel=1e-5)


def test_weights_are_those_of_pyfixest():
    rows = panel(3, mean=1.2)
    rows = rows.append_column("outcome", pa.array(np.log1p(rows.column("flow").to_numpy())))
    model = Gravity("outcome", REGRESSORS, FIXED[:2], ("exporter",), "ols", weights="weight")
    found = fit_gravity(rows, model)
    used = rows.take(pa.array(found.at))
    peer = _peer(used, "outcome ~ agreement + tariff | et + it", ["exporter"], weights="weight")
    assert coefficients(found) == pytest.approx(dict(peer.coef()), abs=1e-8)
    assert std_errors(found) == pytest.approx(dict(peer.se()), rel=1e-6)


@pytest.mark.parametrize("seed", [0, 2, 3, 4, 5, 6, 7, 8])
def test_rows_as_they_come_lead_pyfixest_to_the_same_rows_and_coefficients(seed):
    """It prunes for itself: singletons, levels without a flow, separated rows. (Seed 1 it cannot solve.)"""
    rows = panel(seed, places=8 + seed % 4, mean=1.0 - seed * 0.03)
    effects = FIXED if seed % 2 else FIXED[:2]
    found = fit_gravity(rows, Gravity("flow", REGRESSORS, effects))
    formula = f"flow ~ agreement + tariff | {'et + it + ei' if seed % 2 else 'et + it'}"
    pruned = {"fixef_rm": "singleton", "separation_check": ["fe", "ir"]}
    peer = _peer(rows, formula, [], **pruned, **TIGHT)
    assert coefficients(found) == pytest.approx(dict(peer.coef()), abs=1e-8)


@pytest.mark.parametrize(("estimator", "flow"), [("ppml", "flow"), ("ols", "outcome")])
def test_iid_errors_are_those_of_pyfixest(estimator, flow):
    rows = panel(7, mean=1.5, holes=0.0)
    rows = rows.append_column("outcome", pa.array(np.log1p(rows.column("flow").to_numpy())))
    model = Gravity(flow, REGRESSORS, FIXED[:2], estimator=estimator, errors="iid")
    found = fit_gravity(rows, model)
    used = rows.take(pa.array(found.at))
    tight = TIGHT if estimator == "ppml" else {}
    peer = _peer(used, f"{flow} ~ agreement + tariff | et + it", "iid", **tight)
    assert std_errors(found) == pytest.approx(dict(peer.se()), rel=1e-5)
