"""Gravity: flows explained by what lies between the two sides, all else of each side held fixed.

``effects`` takes any number of fixed effects out of columns, ``groups`` finds the rows that cannot
serve, ``poisson`` and ``linear`` estimate, ``separation`` finds rows that would be fitted by minus
infinity, ``covariance`` gives the errors, ``model`` says what is asked and ``fitting`` does it all.
"""

from chancery.economy.gravity.fitting import GravityFit, fit_gravity
from chancery.economy.gravity.model import Gravity

__all__ = ["Gravity", "GravityFit", "fit_gravity"]
