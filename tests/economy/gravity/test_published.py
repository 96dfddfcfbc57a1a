"""The tables of chapter 1 of the Advanced Guide to Trade Policy Analysis (WTO and UNCTAD), by command."""

import json

import pytest
from click.testing import CliRunner

from chancery.cli.economy.gravity import command
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared

FILE = SHARED / "data/trade/agtpa_applications.csv.gz"
SAMPLE = "year % 4 = 2 and exporter <> importer"
COSTS = "log(dist),cntg,lang,clny"
TWO_WAY = "exporter^year,importer^year"


def run(*options, flow="trade", where=SAMPLE):
    asked = ["--flow", flow, "--exporter", "exporter", "--importer", "importer", "--year", "year"]
    more = ["--fe", TWO_WAY, "--cluster", "pair_id", "--where", where, "--json", *options]
    answer = CliRunner().invoke(command, [str(FILE), *asked, *more], catch_exceptions=False)
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("regressors", "estimator", "flow", "used", "published"),
    [
        (COSTS, "ols", "log(trade)", 25_689, "-1.215573 .223159 .660912 .670451"),
        (COSTS, "ppml", "trade", 28_152, "-.840927 .437443 .247477 -.222490"),
        (COSTS + ",rta", "ppml", "trade", 28_152, "-.821570 .415528 .249867 -.205438 .190718"),
    ],
)
def test_the_published_tables_come_out_to_every_digit(
    regressors, estimator, flow, used, published
):
    told = run("--regressors", regressors, "--estimator", estimator, flow=flow)
    found = [one["estimate"] for one in told["coefficients"].values()]
    assert list(told["coefficients"]) == regressors.split(",")
    assert [f"{one:.6f}" for one in found] == [f"{float(one):.6f}" for one in published.split()]
    assert (told["rows_read"], told["rows_used"], told["converged"]) == (99_981, used, True)
    assert told["rows_read"] == told["rows_used"] + sum(told["dropped"].values())


def of_year(regressor, years):
    """The regressor in each of the years, between two countries."""
    return [
        f"case when year = {year} and exporter <> importer then {regressor} else 0 end"
        for year in years
    ]


def rounded(figures):
    return [f"{figure:.3f}" for figure in figures]


@pytest.mark.parametrize(
    ("estimator", "flow", "used", "published"),
    [
        ("ols", "log(trade)", 25_689, "-1.168 -1.155 -1.211 -1.248 -1.241 -1.261 .223 .661 .670"),
        ("ppml", "trade", 28_152, "-.859 -.834 -.835 -.847 -.848 -.836 .437 .248 -.222"),
    ],
)
def test_the_distance_puzzle_comes_out_by_years(estimator, flow, used, published):
    distances = of_year("log(dist)", range(1986, 2007, 4))
    regressors = ",".join([*distances, "cntg", "lang", "clny"])
    told = run("--regressors", regressors, "--estimator", estimator, flow=flow)
    found = [one["estimate"] for one in told["coefficients"].values()]
    assert rounded(found) == rounded(map(float, published.split()))
    assert told["rows_used"] == used


DOMESTIC_TOO = "year % 4 = 2"
OWN_PAIRS = f"{TWO_WAY},pair_id"
BORDERS = ",".join(of_year("1", range(1986, 2003, 4)))


@pytest.mark.parametrize(
    ("regressors", "published", "errors"),
    [
        ("rta", ".557", ".102"),
        ("rta,rta_lead4", ".520 .077", ".086 .092"),
        ("rta,rta_lag4,rta_lag8,rta_lag12", ".291 .414 .169 .119", ".089 .067 .043 .030"),
        (
            f"rta,rta_lag4,rta_lag8,rta_lag12,{BORDERS}",
            ".116 .288 .069 .002 -.706 -.480 -.367 -.158 -.141",
            ".087 .062 .048 .029 .048 .043 .033 .023 .017",
        ),
    ],
)
def test_effects_of_agreements_come_out_with_their_errors(regressors, published, errors):
    """With what each country sells to itself, effects of pairs, and Stata's factor of clusters."""
    more = ("--fe", OWN_PAIRS, "--convention", "stata")
    told = run("--regressors", regressors, *more, where=DOMESTIC_TOO)
    found = list(told["coefficients"].values())
    assert rounded(one["estimate"] for one in found) == rounded(map(float, published.split()))
    assert rounded(one["std_error"] for one in found) == rounded(map(float, errors.split()))


def test_each_country_may_have_an_effect_of_trade_with_itself():
    own = "case when exporter = importer then exporter else 'none' end"
    between = of_year("log(dist)", ["year"])
    regressors = ",".join([*between, "cntg", "lang", "clny", "rta"])
    told = run("--regressors", regressors, "--fe", f"{TWO_WAY},{own}", where=DOMESTIC_TOO)
    found = [one["estimate"] for one in told["coefficients"].values()]
    assert rounded(found) == ["-0.800", "0.393", "0.244", "-0.182", "0.409"]


def test_what_lies_between_a_pair_is_collinear_with_its_own_effect_and_said_so():
    told = run(
        *("--regressors", "log(dist),rta", "--fe", f"{TWO_WAY},exporter^importer"),
    )
    assert list(told["coefficients"]) == ["rta"]
    assert told["collinear"] == ["log(dist)"]


def test_people_get_a_table_and_what_was_left_out():
    asked = [
        "--flow",
        "trade",
        "--exporter",
        "exporter",
        "--importer",
        "importer",
        "--year",
        "year",
    ]
    more = ["--regressors", COSTS, "--fe", TWO_WAY, "--where", SAMPLE]
    answer = CliRunner().invoke(command, [str(FILE), *asked, *more])
    assert "log(dist)   -0.8409" in answer.stdout
    assert "28,152 of 99,981 rows used; 71,829 left out: excluded by --where" in answer.stderr
    assert "standard errors robust" in answer.stderr


@pytest.mark.parametrize(
    ("estimator", "flow", "measures", "p_value"),
    [
        ("ols", "log(trade)", {"r_squared": 0.8432, "adjusted_r_squared": 0.838}, 0.0),
        ("ppml", "trade", {"squared_correlation": 0.9461}, 0.6416),
    ],
)
def test_the_published_fit_and_test_of_form_come_out(estimator, flow, measures, p_value):
    more = ("--estimator", estimator, "--convention", "stata", "--reset")
    told = run("--regressors", COSTS, *more, flow=flow)
    assert {name: round(told["goodness"][name], 4) for name in measures} == measures
    assert round(told["reset"]["p_value"], 4) == p_value
    assert told["effects"] == {"exporter^year": 414, "importer^year": 414}


@pytest.mark.parametrize(
    ("regressors", "total", "published"),
    [
        ("rta,rta_lead4", "rta + rta_lead4", "0.5975 (0.1380)"),
        ("rta,rta_lag4,rta_lag8,rta_lag12", "#1 + #2 + #3 + #4", "0.9926 (0.0943)"),
        (f"rta,rta_lag4,rta_lag8,rta_lag12,{BORDERS}", "rta+#2+#3+#4", "0.4750 (0.1095)"),
    ],
)
def test_total_effects_of_agreements_come_out_with_their_errors(regressors, total, published):
    more = ("--fe", OWN_PAIRS, "--convention", "stata", "--sum", total)
    found = run("--regressors", regressors, *more, where=DOMESTIC_TOO)["combined"][total]
    assert f"{found['estimate']:.4f} ({found['std_error']:.4f})" == published


def test_the_change_of_the_effect_of_distance_comes_out():
    """Published as -2.7503 (3.0038) by a program that stops earlier: the last digit of the error is its."""
    regressors = ",".join([*of_year("log(dist)", range(1986, 2007, 4)), "cntg", "lang", "clny"])
    told = run("--regressors", regressors, "--convention", "stata", "--change", "#1", "#6")
    found = told["combined"]["#1 to #6, %"]
    assert f"{found['estimate']:.4f}" == "-2.7503"
    assert found["std_error"] == pytest.approx(3.0038, abs=1.5e-4)
