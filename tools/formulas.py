"""What docs/reference/formulas.md says, from what the functions say of themselves; `make docs` writes it."""

import inspect
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

from chancery.economy import complexity
from chancery.economy.gravity import covariance, gaps, poisson, separation, worth
from chancery.economy.indicators.catalogue import INDICATORS
from chancery.economy.store import converting, mirror

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "formulas.md"

HEAD = """# Formulas of the economic figures, with their sources

<!-- Written by tools/formulas.py from the functions' own words: change those, not this page. -->

What each figure means, its formula, whose it is, and where other packages do it otherwise. Exporters are i, importers j, products k, years t;
x is a flow from an exporter, m an import; a sum over a sign that is missing (x_i, x) is over all of it. Each is tested against a second, plain computation,
and against the packages and published tables named in `tests/economy`.
"""
_COMPLEXITY = {
    "RCA": complexity.advantage,
    "RPOP, exports per head": complexity.advantage_by_population,
    "The matrix M": complexity.presence,
    "ECI and PCI": complexity.indices,
    "Proximity": complexity.proximity,
    "Density and distance": complexity.density,
    "COI and COG": complexity.outlook,
}
_GRAVITY = {
    "PPML": poisson,
    "Rows without an estimate": separation,
    "Standard errors": covariance,
    "Actual against expected flows": gaps,
    "What gaps are worth": worth,
}
_FLOWS = {"Two reports of one trade": mirror, "Another classification": converting}


def page() -> str:
    """The whole page as text."""
    return "\n".join([HEAD, *_indicators(), *_section("Economic complexity", _COMPLEXITY),
                      *_section("Gravity", _GRAVITY), *_section("Flows", _FLOWS)])  # fmt: skip


def _indicators() -> Iterator[str]:
    """Each function once, under the names of the indicators that it makes."""
    yield "## Indicators\n"
    made: dict[Callable[..., object], list[str]] = {}
    for name, one in INDICATORS.items():
        made.setdefault(_function(one.build), []).append(name)
    for function, names in made.items():
        yield "### " + ", ".join(f"`{name}`" for name in names) + "\n"
        for name in names:
            yield f"- `{name}`: {INDICATORS[name].meaning}."
        yield "\n" + _said(function) + "\n"


def _function(build: Callable[..., object]) -> Callable[..., object]:
    return build.func if isinstance(build, partial) else build


def _section(title: str, parts: dict[str, Callable[..., object] | ModuleType]) -> Iterator[str]:
    yield f"## {title}\n"
    for name, part in parts.items():
        yield f"### {name}\n\n{_said(part)}\n"


def _said(part: object) -> str:
    """A docstring as Markdown: signs of code, names of functions, and terms with what they mean."""
    words = inspect.getdoc(part) or ""
    words = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"``\1``", words)
    words = re.sub(r"^``(\w+)``\n {4}", r"- ``\1``: ", words, flags=re.MULTILINE)
    return words.replace("``", "`")
