"""``chancery economy gravity FILE``: coefficients of a gravity model, from any table of flows."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.economy.keeping import answered, no_cache
from chancery.cli.economy.showing import table, tell_counts, working
from chancery.cli.economy.stores import check_is_file
from chancery.economy.cache import Answer

if TYPE_CHECKING:
    from chancery.economy.gravity import Gravity, GravityFit
    from chancery.economy.tables import Table

ROLES = ("exporter", "importer", "year")


class Listed(click.ParamType[tuple[str, ...]]):
    """Names or expressions with commas between them; commas in brackets belong to an expression."""

    name = "list"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The parts; wrong usage where one is empty."""
        if isinstance(value, tuple):
            return value
        parts, depth = [""], 0
        for letter in str(value):
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if letter == "," and depth == 0:
                parts.append("")
            else:
                parts[-1] += letter
        found = tuple(part.strip() for part in parts)
        if not all(found):
            self.fail(f"{value!r} has an empty part between its commas", param, ctx)
        return found


@click.command("gravity")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--flow", required=True, metavar="COL", help="What is explained: a flow in levels.")
@click.option("--exporter", required=True, metavar="COL", help="Column of the exporter.")
@click.option("--importer", required=True, metavar="COL", help="Column of the importer.")
@click.option("--year", metavar="COL", help="Column of the year, where there are several.")
@click.option(
    "--regressors",
    type=Listed(),
    required=True,
    metavar="a,log(b)",
    help='Regressors: columns or expressions, as log(dist) or "case when year = 2006 then log(dist) '
    'else 0 end".',
)
@click.option(
    "--fe",
    type=Listed(),
    default=(),
    metavar="KEYS",
    help="Fixed effects: exporter, importer, year, columns, or several joined by ^, as "
    "exporter^year,importer^year; each part may be an expression.",
)
@click.option(
    "--cluster",
    type=Listed(),
    default=(),
    metavar="KEYS",
    help="Keys of the clusters, at most two.",
)
@click.option("--where", metavar="EXPR", help="Only rows for which this holds, as in SQL.")
@click.option("--estimator", type=click.Choice(["ppml", "ols"]), default="ppml", show_default=True)
@click.option("--weights", metavar="COL", help="Weight of each row, positive.")
@click.option("--offset", metavar="COL", help="Part of the linear index with coefficient one.")
@click.option(
    "--convention",
    type=click.Choice(["fixest", "stata"]),
    default="fixest",
    show_default=True,
    help="Small-sample factor of standard errors.",
)
@click.option(
    "--errors",
    type=click.Choice(["robust", "iid"]),
    default="robust",
    show_default=True,
    help="Standard errors where no cluster is named.",
)
@click.option(
    "--sum",
    "sums",
    multiple=True,
    metavar="TERMS",
    help='Also a sum of coefficients with its error, as "rta + rta_lead4" or "#1 - 2 * #3".',
)
@click.option(
    "--change",
    "changes",
    nargs=2,
    multiple=True,
    metavar="FIRST SECOND",
    help="Also by how many per cent the second coefficient differs from the first, with its error.",
)
@click.option("--reset", is_flag=True, help="Also Ramsey's RESET test of the model's form.")
@click.option(
    "--keep-separated", is_flag=True, help="Do not look for rows that are fitted without bound."
)
@no_cache
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Coefficients as .csv, .parquet, .json."
)
def command(path: Path, **asked: Any) -> None:
    """Explain flows by PPML (or OLS) with any number of fixed effects.

    FILE is CSV (also packed) or Parquet; the flow, regressors, weights and offset may be expressions.
    OLS takes the flow as given: write --flow "log(trade)". Rows that cannot serve are counted.
    """
    check_is_file(path)
    answer = answered("gravity", path, asked, lambda: _fitted(path, asked))
    coefficients, told = answer.tables["coefficients"], answer.told
    if asked["out"] is not None:
        coefficients.write(asked["out"])
    elif asked["as_json"]:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(_for_people(told))
    if not asked["as_json"]:
        tell_counts(coefficients.provenance)
    if not told["converged"]:
        click.echo(
            f"chancery: {path}: not converged in {told['iterations']} iterations: do not use the figures; "
            f"take out regressors that nearly coincide, or rescale them",
            err=True,
        )
        sys.exit(1)


def model_of(asked: Mapping[str, Any]) -> Gravity:
    """The model that the options describe."""
    from chancery.economy.gravity import Gravity  # noqa: PLC0415 - slow to import

    return Gravity(
        flow=asked["flow"],
        regressors=asked["regressors"],
        fixed_effects=asked["fe"],
        cluster=asked["cluster"],
        estimator=asked["estimator"],
        weights=asked["weights"],
        offset=asked["offset"],
        convention=asked["convention"],
        keep_separated=asked["keep_separated"],
        errors=asked.get("errors", "robust"),
    )


def _fitted(path: Path, asked: Mapping[str, Any]) -> Answer:
    from chancery.economy.gravity import fit_gravity  # noqa: PLC0415 - slow to import
    from chancery.economy.gravity.reading import read_panel  # noqa: PLC0415

    model = model_of(asked)
    roles = {name: asked[name] for name in ROLES if asked[name] is not None}
    with working("Gravity"):
        flows = read_panel(path, model, roles=roles, where=asked["where"])
        fit = fit_gravity(flows, model)
        more = _more(flows, fit, asked)
    return Answer({"coefficients": fit.coefficients}, {**fit.as_json(), **more})


def _more(flows: Table, fit: GravityFit, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What else was asked of a fit: sums and changes of its coefficients, the test of its form."""
    from chancery.economy.gravity.combining import (  # noqa: PLC0415 - slow to import
        change_between,
        factors_of,
        name_of,
        sum_of,
    )
    from chancery.economy.gravity.reset import reset_test  # noqa: PLC0415

    names = asked["regressors"]
    found: dict[str, Any] = {}
    for text in asked["sums"]:
        found[text] = asdict(sum_of(fit, factors_of(text, names)))
    for pair in asked["changes"]:
        first, second = (name_of(one, names) for one in pair)
        found[f"{pair[0]} to {pair[1]}, %"] = asdict(change_between(fit, first, second))
    reset = {"reset": asdict(reset_test(flows, fit))} if asked["reset"] and fit.converged else {}
    return {"combined": found, **reset}


def _for_people(told: Mapping[str, Any]) -> str:
    heads = ("", "estimate", "std. error", "statistic", "p-value", "95 % from", "to")
    rows: list[tuple[object, ...]] = [
        (name, *figures.values()) for name, figures in told["coefficients"].items()
    ]
    rows += [(name, *figures.values()) for name, figures in told["combined"].items()]
    rows += [(name, *(None,) * (len(heads) - 1)) for name in told["collinear"]]
    parts = [table(heads, rows)]
    if told["collinear"]:
        parts.append(f"Collinear, left out: {', '.join(told['collinear'])}")
    linear = told["options"]["estimator"] == "ols"
    measure = "sum of squared residuals" if linear else "deviance"
    parts.append(f"{told['iterations']} iterations, {measure} {told['deviance']:,.6g}")
    parts.append(_fit_told(told))
    if "reset" in told:
        test = told["reset"]
        parts.append(f"RESET: statistic {test['statistic']:.4f}, p-value {test['p_value']:.4f}")
    return "\n".join(parts)


_MEASURES = {
    "log_likelihood": "log likelihood",
    "r_squared": "R2",
    "adjusted_r_squared": "adjusted R2",
    "squared_correlation": "pseudo R2: squared correlation of actual and fitted",
    "mcfadden": "McFadden's",
}


def _fit_told(told: Mapping[str, Any]) -> str:
    """The measures of fit and the effects taken out, in one line."""
    said = [f"{_MEASURES[name]} {figure:,.7g}" for name, figure in told["goodness"].items()]
    taken = [f"{name} {number:,}" for name, number in told["effects"].items()]
    return ", ".join(said) + (f"; effects taken out: {', '.join(taken)}" if taken else "")
