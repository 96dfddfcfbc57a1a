"""What a gravity model asks of a table: its columns as numbers and levels, and the rows that serve."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError
from chancery.economy.gravity.covariance import Convention, Errors
from chancery.economy.gravity.effects import Codes, Floats
from chancery.economy.gravity.groups import Mask, codes_of, compact, together

Estimator = Literal["ppml", "ols"]


@dataclass(frozen=True, slots=True)
class Gravity:
    """A gravity model in the names of a table's columns.

    ``flow``: what is explained; for PPML a flow in levels, zeros included and not negative, for OLS as
    it is to be explained (take its logarithm yourself). ``fixed_effects`` and ``cluster``: keys, or
    combinations of keys as ``exporter^year``; without fixed effects there is a constant.
    ``weights`` are positive; ``offset`` is added to what is fitted with a coefficient of one.
    ``errors``: robust (clustered, where ``cluster`` is named) or iid. ``level``: of the intervals. ``tolerance``: see :func:`~chancery.economy.gravity.poisson.fit_poisson`.
    """

    flow: str
    regressors: Sequence[str]
    fixed_effects: Sequence[str] = ()
    cluster: Sequence[str] = ()
    estimator: Estimator = "ppml"
    weights: str | None = None
    offset: str | None = None
    convention: Convention = "fixest"
    level: float = 0.95
    tolerance: float = 1e-9
    iterations: int = 200
    keep_separated: bool = False
    errors: Errors = "robust"

    def number_columns(self) -> list[str]:
        """The columns that must be numbers."""
        more = (name for name in (self.weights, self.offset) if name)
        return list(dict.fromkeys((self.flow, *self.regressors, *more)))

    def key_columns(self) -> list[str]:
        """The columns that are levels."""
        named = (*self.fixed_effects, *self.cluster)
        return list(dict.fromkeys(part for name in named for part in parts_of(name)))

    def check(self) -> None:
        """InputError where the model cannot be meant."""
        if not self.regressors:
            raise InputError("Name at least one regressor: nothing would be estimated")
        twice = {name for name in self.regressors if list(self.regressors).count(name) > 1}
        if twice:
            raise InputError(f"Regressors are named twice: {', '.join(sorted(twice))}")
        if len(self.cluster) > 2:
            raise InputError(f"Errors are clustered by one key or two, not by {len(self.cluster)}")
        if self.cluster and self.errors == "iid":
            raise InputError("Errors are clustered or iid: name a cluster, or ask for iid ones")
        if not 0 < self.level < 1:
            raise InputError(f"The level of an interval lies between 0 and 1, not at {self.level}")


def parts_of(name: str) -> list[str]:
    """``exporter^year`` is the combination of two keys."""
    parts = [part.strip() for part in name.split("^")]
    if not all(parts):
        raise InputError(f"{name!r}: write keys with ^ between them, as exporter^year")
    return parts


@dataclass(slots=True)
class Sample:
    """The rows of a model as arrays, all of one length.

    ``at``: their places in the table. ``dropped``: why the others are not here.
    """

    flow: Floats
    columns: Floats
    effects: list[Codes]
    clusters: list[Codes]
    prior: Floats
    offset: Floats
    at: np.ndarray
    dropped: dict[str, int] = field(default_factory=dict)

    def keep(self, kept: Mask, reasons: dict[str, int]) -> None:
        """Leave the other rows out, for these reasons."""
        for reason, number in reasons.items():
            self.dropped[reason] = self.dropped.get(reason, 0) + number
        if not kept.all():
            self.take(np.flatnonzero(kept))

    def take(self, places: np.ndarray) -> None:
        """These rows, in this order."""
        self.flow, self.prior, self.offset = (
            one[places] for one in (self.flow, self.prior, self.offset)
        )
        self.columns, self.at = self.columns[places], self.at[places]
        self.effects = [compact(codes[places]) for codes in self.effects]
        self.clusters = [compact(codes[places]) for codes in self.clusters]


def sample_of(rows: pa.Table, model: Gravity) -> Sample:
    """The usable rows of a table; InputError for a column that is not there or not a number."""
    model.check()
    missing = [
        name
        for name in (*model.number_columns(), *model.key_columns())
        if name not in rows.column_names
    ]
    if missing:
        raise InputError(
            f"There is no column {', '.join(map(repr, missing))}; the table has "
            f"{', '.join(map(repr, rows.column_names))}"
        )
    numbers = {name: _floats(rows, name) for name in model.number_columns()}
    usable, dropped = _usable(rows, numbers, model.key_columns())
    _check_values(numbers, model, usable)
    codes = {
        name: codes_of(compute.fill_null(rows.column(name), _nobody(rows, name)))
        for name in model.key_columns()
    }
    ones = np.ones(rows.num_rows)
    found = Sample(
        flow=numbers[model.flow],
        columns=np.column_stack([numbers[name] for name in model.regressors]),
        effects=_levels(model.fixed_effects, codes) or [np.zeros(rows.num_rows, np.int32)],
        clusters=_levels(model.cluster, codes),
        prior=numbers[model.weights] if model.weights else ones,
        offset=numbers[model.offset] if model.offset else np.zeros(rows.num_rows),
        at=np.arange(rows.num_rows),
    )
    found.keep(usable, dropped)
    return found


def _levels(names: Iterable[str], codes: dict[str, Codes]) -> list[Codes]:
    return [together([codes[part] for part in parts_of(name)]) for name in names]


def _nobody(rows: pa.Table, name: str) -> object:
    """A value for rows without a key, which are left out afterwards."""
    kind = rows.column(name).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return "" if pa.types.is_string(kind) or pa.types.is_large_string(kind) else 0


def _floats(rows: pa.Table, name: str) -> Floats:
    column = rows.column(name)
    if not (
        pa.types.is_integer(column.type)
        or pa.types.is_floating(column.type)
        or pa.types.is_boolean(column.type)
    ):
        raise InputError(f"Column {name!r} holds {column.type}, and numbers are needed")
    return np.ascontiguousarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)


def _usable(
    rows: pa.Table, numbers: dict[str, Floats], keys: Sequence[str]
) -> tuple[Mask, dict[str, int]]:
    usable = np.ones(rows.num_rows, dtype=bool)
    dropped: dict[str, int] = {}
    tests = [(f"{name} is not finite", ~np.isfinite(one)) for name, one in numbers.items()]
    tests += [
        (f"{name} is missing", np.asarray(compute.is_null(rows.column(name)).to_numpy()))
        for name in keys
    ]
    for reason, out in tests:
        number = int((usable & out).sum())
        if number:
            dropped[reason] = number
            usable &= ~out
    return usable, dropped


def _check_values(numbers: dict[str, Floats], model: Gravity, usable: Mask) -> None:
    if model.estimator == "ppml":
        _refuse(
            numbers[model.flow] < 0,
            usable,
            numbers,
            model.flow,
            "negative, which PPML cannot take",
        )
    if model.weights:
        _refuse(numbers[model.weights] <= 0, usable, numbers, model.weights, "not positive")


def _refuse(wrong: Mask, usable: Mask, numbers: dict[str, Floats], name: str, said: str) -> None:
    at = np.flatnonzero(wrong & usable)
    if len(at):
        value = numbers[name][at[0]]
        shown = int(value) if math.isfinite(value) and value == int(value) else value
        raise InputError(
            f"Column {name!r} is {said}, in {len(at):,} rows, first in row {at[0] + 1:,} ({shown})"
        )
