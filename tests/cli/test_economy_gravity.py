"""``chancery economy gravity``: options, and what is said of what is wrong."""

import json

import pytest
from click.testing import CliRunner

from chancery.cli.economy.gravity import command
from chancery.cli.main import main
from chancery.economy.errors import InputError
from tests.economy.gravity.panels import panel


@pytest.fixture(scope="module")
def flows(tmp_path_factory):
    path = tmp_path_factory.mktemp("flows") / "flows.csv"
    panel(3, mean=1.0).to_pandas().to_csv(path, index=False)
    return path


def run(path, *options):
    sides = [
        "--flow",
        "flow",
        "--exporter",
        "exporter",
        "--importer",
        "importer",
        "--year",
        "year",
    ]
    asked = [str(path), *sides, *options]
    return CliRunner().invoke(command, asked, catch_exceptions=False)


def test_json_holds_what_the_contract_says_under_the_names_as_given(flows):
    effects = ("--fe", "exporter^year,importer^year", "--cluster", "exporter^importer")
    answer = run(flows, "--regressors", "agreement,greatest(tariff, 0)", *effects, "--json")
    told = json.loads(answer.stdout)
    assert list(told["coefficients"]) == ["agreement", "greatest(tariff, 0)"]
    assert {"estimate", "std_error", "p_value"} <= set(told["coefficients"]["agreement"])
    assert told["converged"] is True
    assert told["rows_read"] == told["rows_used"] + sum(told["dropped"].values())
    assert told["options"]["fixed_effects"] == ["exporter^year", "importer^year"]


def test_coefficients_go_into_a_file_with_their_provenance(flows, tmp_path):
    out = tmp_path / "coefficients.json"
    answer = run(flows, "--regressors", "tariff", "--fe", "exporter", "--out", str(out))
    assert answer.stdout == ""
    assert "rows used" in answer.stderr
    told = json.loads(out.read_text("utf-8"))
    assert [row["name"] for row in told["rows"]] == ["tariff"]
    assert told["provenance"]["sources"][0]["name"] == "flows.csv"


def test_a_regressor_without_a_word_of_its_own_is_named(flows):
    answer = run(flows, "--regressors", "tariff,2 * tariff", "--fe", "exporter")
    assert "Collinear, left out: 2 * tariff" in answer.stdout


def test_a_list_with_an_empty_part_is_wrong_usage(flows):
    answer = run(flows, "--regressors", "tariff,")
    assert (answer.exit_code, "empty part" in answer.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--regressors", "tarif"), "no column 'tarif'; did you mean 'tariff'"),
        (("--regressors", "tariff", "--fe", "exporter^yeer"), "no column 'yeer'"),
        (("--regressors", "weight", "--cluster", "weight"), "is a key and a number at once"),
        (("--regressors", "log(exporter)"), "takes text for a number"),
        (("--regressors", "tariff", "--where", "sum(flow) > 1"), "which is not offered here"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(flows, options, said):
    with pytest.raises(InputError) as refused:
        run(flows, *options)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("command_name", ["gravity", "gaps"])
def test_a_store_is_answered_with_the_way_to_a_file(tmp_path, capsys, command_name):
    sides = ["--flow", "value", "--exporter", "exporter", "--importer", "importer"]
    with pytest.raises(SystemExit) as ended:
        main(["economy", command_name, str(tmp_path), *sides, "--regressors", "log(dist)"])
    assert ended.value.code == 1
    assert "take totals out (economy export --level 0" in capsys.readouterr().err


def test_people_are_told_sums_the_test_of_form_the_fit_and_the_effects(flows):
    more = ("--sum", "agreement + #2", "--change", "tariff", "agreement", "--reset")
    answer = run(flows, "--regressors", "agreement,tariff", "--fe", "exporter,importer", *more)
    for said in (
        "agreement + #2  ",
        "tariff to agreement, %  ",
        "\nRESET: statistic ",
        "McFadden's",
    ):
        assert said in answer.stdout
    assert "effects taken out: exporter 9, importer 9" in answer.stdout


def test_a_sum_of_what_is_no_regressor_is_refused(flows):
    with pytest.raises(InputError, match="no regressor stands at 'tarif'"):
        run(flows, "--regressors", "tariff", "--sum", "tarif")
