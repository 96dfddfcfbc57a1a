"""The house as the access tests see it: who people are and what they may know, said anew.

Nothing here calls the access rules of the product. Each person's circle is written out by hand,
each rule is one plain sentence of Python over it, and each record bears words of its own, so that
a page that shows them to the wrong person is found whatever the page is.
"""

from tests.web.house.building import build
from tests.web.house.knowing import KINDS, may_know, may_know_of_document, word
from tests.web.house.people import HOLDER, LEVELS, PEOPLE, Person, in_turn
from tests.web.house.world import World

__all__ = [
    "HOLDER",
    "KINDS",
    "LEVELS",
    "PEOPLE",
    "Person",
    "World",
    "build",
    "in_turn",
    "may_know",
    "may_know_of_document",
    "word",
]
