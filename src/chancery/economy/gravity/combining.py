"""What coefficients come to together: their sums, and how much one differs from another in per cent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chancery.economy.errors import InputError
from chancery.economy.gravity.covariance import Inference
from chancery.economy.gravity.effects import Floats
from chancery.economy.gravity.fitting import GravityFit

_FACTOR = re.compile(r"\s*([+-]?)\s*(?:(\d+(?:\.\d+)?)\s*\*\s*)?")
_NUMBERED = re.compile(r"#(\d+)")


@dataclass(frozen=True, slots=True)
class Combined:
    """A figure made of coefficients, with its error, the test that it is zero, and its interval."""

    estimate: float
    std_error: float
    statistic: float | None
    p_value: float | None
    low: float
    high: float


def sum_of(fit: GravityFit, factors: Mapping[str, float]) -> Combined:
    """The sum of coefficients, each times its factor; the error from their covariance.

    Raises InputError for a coefficient that the fit does not have.
    """
    gradient = np.zeros(len(fit.covariance))
    for name, factor in factors.items():
        gradient[_place(fit, name)] = factor
    return _combined(fit, float(gradient @ _estimates(fit)), gradient)


def change_between(fit: GravityFit, first: str, second: str) -> Combined:
    """By how many per cent the second coefficient differs from the first: ``100 (second / first - 1)``.

    The error by the delta method. Raises InputError for a coefficient that the fit does not have.
    """
    start, end = _place(fit, first), _place(fit, second)
    values = _estimates(fit)
    gradient = np.zeros(len(values))
    gradient[end] += 100 / values[start]
    gradient[start] -= 100 * values[end] / values[start] ** 2
    return _combined(fit, float(100 * (values[end] / values[start] - 1)), gradient)


def factors_of(text: str, regressors: Sequence[str]) -> dict[str, float]:
    """``"rta + 2 * rta_lag4 - #3"`` as factors by name; ``#3`` is the third regressor.

    Names may be expressions with signs of their own, so the longest regressor that stands at a place is
    meant. Raises InputError where none does, or one stands twice.
    """
    found: dict[str, float] = {}
    rest = text
    while rest.strip() or not found:
        head = _FACTOR.match(rest)
        if head is None or (found and not head[1]):
            raise _unread(text, rest, regressors)
        name, rest = _first(rest[head.end() :], text, regressors)
        if name in found:
            raise InputError(f"{text!r}: {name} stands in it twice; write 2 * {name}")
        found[name] = float(head[2] or 1) * (-1 if head[1] == "-" else 1)
    return found


def name_of(given: str, regressors: Sequence[str]) -> str:
    """One regressor by its name or number; InputError where there is none."""
    name, rest = _first(given.strip(), given, regressors)
    if rest:
        raise _unread(given, rest, regressors)
    return name


def _first(rest: str, text: str, regressors: Sequence[str]) -> tuple[str, str]:
    """The regressor that ``rest`` begins with, and what comes after it."""
    numbered = _NUMBERED.match(rest)
    if numbered and 1 <= int(numbered[1]) <= len(regressors):
        return regressors[int(numbered[1]) - 1], rest[numbered.end() :]
    for name in sorted(regressors, key=len, reverse=True):
        after = rest[len(name) :]
        if rest.startswith(name) and (not after.strip() or after.lstrip()[0] in "+-"):
            return name, after
    raise _unread(text, rest, regressors)


def _unread(text: str, rest: str, regressors: Sequence[str]) -> InputError:
    return InputError(
        f"{text!r}: no regressor stands at {rest.strip()!r}; they are {', '.join(regressors)} "
        f"(or #1 to #{len(regressors)})"
    )


def _estimates(fit: GravityFit) -> Floats:
    return np.asarray(fit.coefficients.rows.column("estimate").to_numpy())


def _place(fit: GravityFit, name: str) -> int:
    names: list[str] = fit.coefficients.rows.column("name").to_pylist()
    if name not in names:
        why = "it is collinear and was left out" if name in fit.collinear else "it is no regressor"
        raise InputError(f"There is no coefficient of {name!r}: {why}")
    return names.index(name)


def _combined(fit: GravityFit, value: float, gradient: Floats) -> Combined:
    variance = gradient @ fit.covariance @ gradient
    law = Inference(np.array([[max(variance, 0.0)]]), fit.freedom, fit.clusters)
    error, half = float(law.std_errors[0]), float(law.half_width(fit.model.level)[0])
    is_tested = error > 0
    return Combined(
        estimate=value,
        std_error=error,
        statistic=value / error if is_tested else None,
        p_value=float(law.p_values(np.array([value]))[0]) if is_tested else None,
        low=value - half,
        high=value + half,
    )
