"""Panels of flows to estimate on, each drawn anew from a seed."""

import numpy as np
import pandas as pd
import pyarrow as pa

FIXED = ("exporter^year", "importer^year", "exporter^importer")


def panel(seed, *, places=9, years=4, mean=0.4, holes=0.15):
    """Flows with many zeros, holes, a pair seen once and an exporter that exports once."""
    rng = np.random.default_rng(seed)
    grid = np.meshgrid(np.arange(places), np.arange(places), np.arange(years), indexing="ij")
    exporter, importer, year = (one.ravel() for one in grid)
    keep = (exporter != importer) & (rng.random(len(year)) > holes)
    exporter, importer, year = exporter[keep], importer[keep], year[keep]
    rows = len(year)
    agreement = (rng.random(rows) < 0.4).astype(float)
    tariff = rng.normal(size=rows)
    size = rng.normal(size=places)
    expected = np.exp(mean + size[exporter] + size[importer] + 0.5 * agreement - 0.3 * tariff)
    flow = rng.poisson(expected * rng.gamma(1.0, 1.0, rows)).astype(float)
    flow[(exporter == 0) & (year > 0)] = 0.0
    return pa.table(
        {
            "flow": flow,
            "agreement": agreement,
            "tariff": tariff,
            "weight": rng.uniform(0.5, 2.0, rows),
            "exporter": [f"E{one}" for one in exporter],
            "importer": [f"E{one}" for one in importer],
            "year": year.astype(str).tolist(),
        }
    )


def frame(rows):
    """The same for pyfixest, its keys joined as ours are."""
    found: pd.DataFrame = rows.to_pandas()
    found["et"] = found["exporter"] + "^" + found["year"]
    found["it"] = found["importer"] + "^" + found["year"]
    found["ei"] = found["exporter"] + "^" + found["importer"]
    return found


def coefficients(fit):
    """Name -> estimate."""
    return {row["name"]: row["estimate"] for row in fit.coefficients.rows.to_pylist()}


def std_errors(fit):
    """Name -> standard error."""
    return {row["name"]: row["std_error"] for row in fit.coefficients.rows.to_pylist()}
