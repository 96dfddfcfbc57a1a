"""Who may open and do what at each address, said a second time and by hand.

A page that only shows a record of a place below needs no line here. An address that changes
something does: whoever adds one says who may, in ``ACTING`` or ``ADDING``.
"""

from tests.web.access.acting import ACTING, MayAct
from tests.web.access.cases import Case, cases
from tests.web.access.opening import ADDING, OPEN, MayOpen
from tests.web.access.places import OF_THE_SESSION, PLACES

__all__ = [
    "ACTING",
    "ADDING",
    "OF_THE_SESSION",
    "OPEN",
    "PLACES",
    "Case",
    "MayAct",
    "MayOpen",
    "cases",
]
