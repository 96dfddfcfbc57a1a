"""Measures of fit, the test of form, iid errors and sums, each found a second, obvious way."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.gravity import Gravity, change_between, fit_gravity, reset_test, sum_of
from chancery.economy.gravity.combining import factors_of
from chancery.economy.gravity.goodness import Goodness
from tests.economy.gravity.panels import FIXED, coefficients, panel, std_errors

REGRESSORS = ("agreement", "tariff")
PPML = Gravity("flow", REGRESSORS, FIXED[:2])
OLS = replace(PPML, flow="outcome", estimator="ols")


@pytest.fixture(scope="module")
def rows():
    found = panel(11, mean=1.5)
    return found.append_column("outcome", pa.array(np.log1p(found.column("flow").to_numpy())))


def used_by(fit, rows):
    return rows.take(pa.array(fit.at))


def column(rows, name):
    return np.asarray(rows.column(name).to_numpy())


def effects_of(rows, keys):
    named = [rows.column(key).to_pylist() for key in keys.split("^")]
    parts = list(zip(*named, strict=True))
    levels = sorted(set(parts))
    return np.array([[one == level for level in levels] for one in parts], dtype=float)


def written_out(rows, effects=FIXED[:2]):
    """Regressors first, then a column for each level of the effects."""
    regressors = np.column_stack([column(rows, name) for name in REGRESSORS])
    return np.hstack([regressors, *(effects_of(rows, keys) for keys in effects)])


def test_a_likelihood_without_bound_is_no_number_of_json():
    assert Goodness(float("inf"), r_squared=1.0).as_json() == {"r_squared": 1.0}


def test_ols_tells_likelihood_and_r2_of_the_regression_on_written_out_effects(rows):
    fit = fit_gravity(rows, OLS)
    used = used_by(fit, rows)
    wide, outcome = written_out(used), column(used, "outcome")
    residuals = outcome - wide @ np.linalg.lstsq(wide, outcome, rcond=None)[0]
    squares, spread = (residuals**2).sum(), outcome.var() * len(outcome)
    free = len(outcome) - np.linalg.matrix_rank(wide)
    likelihood = stats.norm.logpdf(residuals, scale=residuals.std()).sum()
    assert fit.goodness.as_json() == pytest.approx(
        {
            "log_likelihood": likelihood,
            "r_squared": 1 - squares / spread,
            "adjusted_r_squared": 1 - squares / free / (spread / (len(outcome) - 1)),
        }
    )


def test_ppml_tells_likelihood_and_both_pseudo_r2_of_what_it_fitted(rows):
    fit = fit_gravity(rows, PPML)
    flow = column(used_by(fit, rows), "flow")
    own = stats.poisson.logpmf(flow, fit.fitted).sum()
    assert fit.goodness.as_json() == pytest.approx(
        {
            "log_likelihood": own,
            "squared_correlation": np.corrcoef(flow, fit.fitted)[0, 1] ** 2,
            "mcfadden": 1 - own / stats.poisson.logpmf(flow, flow.mean()).sum(),
        }
    )


def test_mcfadden_compares_with_a_constant_beside_the_same_offset(rows):
    fit = fit_gravity(rows, replace(PPML, offset="weight"))
    used = used_by(fit, rows)
    flow, offset = column(used, "flow"), np.exp(column(used, "weight"))
    alone = stats.poisson.logpmf(flow, offset * flow.sum() / offset.sum()).sum()
    assert fit.goodness.mcfadden == pytest.approx(1 - fit.goodness.log_likelihood / alone)


@pytest.mark.parametrize("model", [PPML, OLS])
def test_a_whole_weight_counts_in_the_fit_as_so_many_rows(rows, model):
    times = np.random.default_rng(8).integers(1, 4, rows.num_rows)
    repeated = fit_gravity(rows.take(pa.array(np.repeat(np.arange(rows.num_rows), times))), model)
    given = rows.append_column("times", pa.array(times.astype(float)))
    weighted = fit_gravity(given, replace(model, weights="times"))
    for name in ("r_squared", "squared_correlation", "mcfadden"):
        assert getattr(weighted.goodness, name) == pytest.approx(getattr(repeated.goodness, name))


def test_flows_that_do_not_differ_have_no_r2():
    same = pa.table({"flow": [2.0, 2.0, 2.0, 2.0], "x": [0.0, 1.0, 0.0, 2.0]})
    assert fit_gravity(same, Gravity("flow", ["x"])).goodness.squared_correlation is None
    linear = fit_gravity(same, Gravity("flow", ["x"], estimator="ols")).goodness
    assert (linear.r_squared, linear.adjusted_r_squared) == (None, None)


def test_the_effects_taken_out_are_counted(rows):
    fit = fit_gravity(rows, PPML)
    used = used_by(fit, rows)
    assert fit.levels == {keys: effects_of(used, keys).shape[1] for keys in FIXED[:2]}
    assert fit_gravity(rows, replace(PPML, fixed_effects=())).levels == {}


def test_reset_is_the_test_of_the_squared_index_in_a_regression_written_out(rows):
    model = replace(OLS, errors="iid", convention="stata")
    fit = fit_gravity(rows, model)
    used = used_by(fit, rows)
    outcome = column(used, "outcome")
    wide = np.column_stack([fit.fitted**2, written_out(used)])
    slopes = np.linalg.lstsq(wide, outcome, rcond=None)[0]
    free = len(outcome) - np.linalg.matrix_rank(wide)
    variance = ((outcome - wide @ slopes) ** 2).sum() / free * np.linalg.pinv(wide.T @ wide)[0, 0]
    statistic = slopes[0] / np.sqrt(variance)
    found = reset_test(rows, fit)
    assert found.estimate == pytest.approx(slopes[0])
    assert found.statistic == pytest.approx(statistic)
    assert found.p_value == pytest.approx(2 * stats.t.sf(abs(statistic), free))


def test_reset_tells_a_right_form_from_a_wrong_one():
    rng = np.random.default_rng(4)
    x = rng.uniform(0, 2, 4_000)
    right = pa.table({"x": x, "flow": rng.poisson(np.exp(x)).astype(float)})
    wrong = pa.table({"x": x, "flow": rng.poisson(2 + 5 * np.sin(2 * x) ** 2).astype(float)})
    model = Gravity("flow", ["x"])
    assert reset_test(right, fit_gravity(right, model)).p_value > 0.05
    assert reset_test(wrong, fit_gravity(wrong, model)).p_value < 1e-6


def test_reset_says_where_it_cannot_be_made():
    rows = pa.table({"x": [0.0, 1.0, 0.0, 1.0], "flow": [1.0, 3.0, 2.0, 5.0]})
    with pytest.raises(NotIdentifiedError, match="square of the fitted index says nothing"):
        reset_test(rows, fit_gravity(rows, Gravity("flow", ["x"])))


def test_iid_errors_of_ols_are_the_textbooks(rows):
    fit = fit_gravity(rows, replace(OLS, errors="iid", convention="stata"))
    used = used_by(fit, rows)
    wide, outcome = written_out(used), column(used, "outcome")
    residuals = outcome - wide @ np.linalg.lstsq(wide, outcome, rcond=None)[0]
    free = len(outcome) - np.linalg.matrix_rank(wide)
    variance = (residuals**2).sum() / free * np.diag(np.linalg.pinv(wide.T @ wide))[:2]
    assert list(std_errors(fit).values()) == pytest.approx(np.sqrt(variance))
    assert fit.freedom == free
    assert "standard errors iid" in fit.provenance.notes[0]


def test_iid_errors_of_ppml_are_the_inverse_of_the_information(rows):
    stata = fit_gravity(rows, replace(PPML, errors="iid", convention="stata"))
    wide = written_out(used_by(stata, rows))
    variance = np.diag(np.linalg.pinv((wide * stata.fitted[:, None]).T @ wide))[:2]
    assert list(std_errors(stata).values()) == pytest.approx(np.sqrt(variance), rel=1e-6)
    fixest = fit_gravity(rows, replace(PPML, errors="iid"))
    counted = (
        wide.shape[1] - 1
    )  # fixest takes one off for the second effect, whatever else is implied
    factor = np.sqrt((len(wide) - 1) / (len(wide) - counted))
    expected = {name: factor * error for name, error in std_errors(stata).items()}
    assert std_errors(fixest) == pytest.approx(expected, rel=1e-6)


def test_iid_errors_with_clusters_cannot_be_meant(rows):
    with pytest.raises(InputError, match="clustered or iid"):
        fit_gravity(rows, replace(PPML, errors="iid", cluster=("exporter",)))


@pytest.mark.parametrize("clusters", [("exporter",), ("exporter", "importer"), ()])
@pytest.mark.parametrize("effects", [FIXED[:2], ("exporter", "importer^year"), ("year",)])
def test_the_convention_of_stata_for_ols_is_the_closed_form_written_out(rows, effects, clusters):
    """N - K with K the rank of what is written out, effects inside clusters left out of the count."""
    model = replace(OLS, fixed_effects=effects, cluster=clusters, convention="stata")
    fit = fit_gravity(rows, model)
    used = used_by(fit, rows)
    outcome, both = column(used, "outcome"), written_out(used, effects)
    residuals = outcome - both @ np.linalg.lstsq(both, outcome, rcond=None)[0]
    outside = [keys for keys in effects if not set(keys.split("^")) & set(clusters)]
    constant = np.ones((len(both), 1))
    counted = np.linalg.matrix_rank(np.hstack([constant, written_out(used, outside)]))
    bread = np.linalg.pinv(both.T @ both)
    meat, factor = slow_meat(both * residuals[:, None], used, clusters, counted)
    variance = factor * np.diag(bread @ meat @ bread)[:2]
    assert list(std_errors(fit).values()) == pytest.approx(np.sqrt(variance), rel=1e-7)


def slow_meat(scores, rows, clusters, counted):
    """The middle of the sandwich by written-out clusters, and Stata's factor."""
    number = len(scores)
    if not clusters:
        return scores.T @ scores, number / (number - counted)
    members = [effects_of(rows, key) for key in clusters]
    sums = [one.T @ scores for one in members]
    meat = sum(one.T @ one for one in sums)
    if len(clusters) == 2:
        both = effects_of(rows, "^".join(clusters)).T @ scores
        meat = meat - both.T @ both
    fewest = min(one.shape[1] for one in members)
    return meat, fewest / (fewest - 1) * (number - 1) / (number - counted)


@pytest.mark.parametrize("model", [PPML, replace(OLS, cluster=("exporter",))])
def test_a_sum_is_the_coefficient_of_the_same_model_written_for_it(rows, model):
    """b1 x1 + b2 x2 = (b1 + b2) x1 + b2 (x2 - x1)."""
    apart = column(rows, "tariff") - column(rows, "agreement")
    again = fit_gravity(
        rows.append_column("apart", pa.array(apart)),
        replace(model, regressors=("agreement", "apart")),
    )
    found = sum_of(fit_gravity(rows, model), {"agreement": 1, "tariff": 1})
    row = again.coefficients.rows.to_pylist()[0]
    for name in ("estimate", "std_error", "statistic", "p_value", "low", "high"):
        assert getattr(found, name) == pytest.approx(row[name], rel=1e-6), name


def test_a_change_in_per_cent_has_the_error_of_its_slopes_found_by_small_steps(rows):
    fit = fit_gravity(rows, PPML)
    values = np.array(list(coefficients(fit).values()))

    def change(point):
        return 100 * (point[1] / point[0] - 1)

    steps = 1e-6 * np.eye(2)
    slopes = np.array([(change(values + one) - change(values - one)) / 2e-6 for one in steps])
    found = change_between(fit, "agreement", "tariff")
    assert found.estimate == pytest.approx(change(values))
    assert found.std_error == pytest.approx(np.sqrt(slopes @ fit.covariance @ slopes), rel=1e-6)


def test_a_difference_of_a_coefficient_from_itself_is_not_tested(rows):
    found = change_between(fit_gravity(rows, PPML), "tariff", "tariff")
    assert (found.estimate, found.std_error, found.p_value) == (0.0, 0.0, None)


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("rta + rta_lead4", {"rta": 1, "rta_lead4": 1}),
        ("rta_lead4-2*rta", {"rta_lead4": 1, "rta": -2}),
        ("#3 - 0.5 * #1", {"a + b": 1, "rta": -0.5}),
        ("- a + b + rta", {"a + b": -1, "rta": 1}),
    ],
)
def test_sums_are_read_by_names_and_numbers_of_regressors(text, factors):
    assert factors_of(text, ("rta", "rta_lead4", "a + b")) == factors


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rta + rtb", "no regressor stands at 'rtb'"),
        ("rta rta_lead4", "no regressor stands at 'rta rta_lead4'"),
        ("#3", "no regressor stands at '#3'"),
        ("#1 #2", "no regressor stands at '#2'"),
        ("rta +", "no regressor stands at ''"),
        ("", "no regressor stands at ''"),
        ("rta + rta", "stands in it twice; write 2 \\* rta"),
    ],
)
def test_sums_that_cannot_be_read_are_refused_with_the_regressors_there_are(text, said):
    with pytest.raises(InputError, match=said):
        factors_of(text, ("rta", "rta_lead4"))


def test_what_was_left_out_cannot_be_added_up(rows):
    twice = rows.append_column("twice", pa.array(2 * column(rows, "tariff")))
    fit = fit_gravity(twice, replace(PPML, regressors=("tariff", "twice")))
    with pytest.raises(InputError, match="'twice': it is collinear and was left out"):
        sum_of(fit, {"tariff": 1, "twice": 1})
