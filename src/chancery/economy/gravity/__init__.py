"""Gravity: flows explained by what lies between the two sides, all else of each side held fixed.

``effects`` takes any number of fixed effects out of columns, ``groups`` finds the rows that cannot
serve, ``poisson`` and ``linear`` estimate, ``separation`` finds rows that would be fitted by minus
infinity, ``covariance`` gives the errors, ``goodness`` how well it fits, ``model`` says what is asked and
``fitting`` does it all. ``combining`` (sums of coefficients) and ``reset`` ask more of a fit.
"""

from chancery.economy.gravity.combining import Combined, change_between, sum_of
from chancery.economy.gravity.fitting import GravityFit, fit_gravity
from chancery.economy.gravity.goodness import Goodness
from chancery.economy.gravity.model import Gravity
from chancery.economy.gravity.reset import Reset, reset_test

__all__ = [
    "Combined",
    "Goodness",
    "Gravity",
    "GravityFit",
    "Reset",
    "change_between",
    "fit_gravity",
    "reset_test",
    "sum_of",
]
