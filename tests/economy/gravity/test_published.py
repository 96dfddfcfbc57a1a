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
