"""Every address x every person x every sensitivity: who may not know gets 404, who may not act 403.

The addresses come from the URLconf, so a new one is tested without being named; the expectation is
worked out a second way, in ``tests.web.house`` (who may know) and ``tests.web.access`` (who may do).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from chancery.web.choices import KINDS as CHOICES
from tests import make
from tests.web import house
from tests.web.access import OF_THE_SESSION, PLACES, Case, cases
from tests.web.house import LEVELS, PEOPLE, Person, in_turn, may_know, word
from tests.web.routes import routes

pytestmark = pytest.mark.django_db
ROUTES = [route for route in routes() if route.name not in OF_THE_SESSION]
LISTS = [one for one in ROUTES if one.pattern in {f"{place}/" for place in PLACES}]
OUTSIDE = [one for one in PEOPLE if one.name in {"tuan", "son", "yen", "oanh", "quang"}]
every_route = pytest.mark.parametrize("route", ROUTES, ids=str)

HIDDEN = ({404}, "should not know that it is there: 404")
CLOSED = ({403, 404}, "should not come in: 403 or 404")
REFUSED = ({403}, "may know of it and not do this: 403")
SHOWN = ({200, 302}, "should see it")
LET = ({200, 302, 409, 422}, "may do this")
UNSAID = (set(), "changes something here: say in tests/web/access who may")
NO_SUCH_METHOD = 405  # said before anything is looked up


@pytest.fixture(scope="module")
def world(standing):
    """The records, made once; what a request does to them is undone after it."""
    return house.build()


@pytest.fixture(scope="module")
def clients(world) -> Iterator[dict[Person, Client]]:
    """A browser for everyone, signed in."""
    made = {person: Client(raise_request_exception=False) for person in PEOPLE}
    for person, client in made.items():
        client.force_login(make.person(person.name, ""))
    told = logging.getLogger("django.request")
    told.setLevel(logging.CRITICAL)  # thousands of refusals, each with its traceback
    yield made
    told.setLevel(logging.NOTSET)


@every_route
def test_an_address_answers_each_person_as_the_rules_say(route, world, clients):
    assert route.name, f"{route.pattern} has no name"
    wrong = []
    for case in cases(route, world, LEVELS):
        assert case.is_classified, f"{route} ({route.pattern}): say who may open it"
        for person in in_turn(clients, partial(_verdict, case), f"{route} {case.level}"):
            client = clients[person]
            shown = _ask(client, case, "get")
            wrong += _faults(case, person, "get", shown) + _leaks(case.address, person, shown)
            if not case.acts and case.level != LEVELS[0]:
                continue  # that it takes no POST does not depend on the level
            done = _ask(client, case, "post")
            wrong += _faults(case, person, "post", done) + _leaks(case.address, person, done)
    assert not wrong, "\n".join(wrong)


@every_route
def test_an_address_leads_a_stranger_to_the_sign_in(route, world):
    for case in cases(route, world, LEVELS[:1]):
        for method in ("get", "post"):
            answer = _ask(Client(), case, method)
            assert answer.status_code == 302, f"{method} {case.address}"
            assert answer.headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_list_shows_a_person_all_they_may_know_and_nothing_else(route, world, clients):
    kind = PLACES[route.place]
    for person, client in clients.items():
        page = client.get(f"/{route.pattern}").content.decode()
        shown = {level for level in LEVELS if word(kind, level) in page}
        assert shown == {level for level in LEVELS if may_know(person, kind, level)}, str(person)


@pytest.mark.parametrize("kind", CHOICES)
def test_what_one_types_finds_nothing_that_one_may_not_know(kind, world, clients):
    for person, client in clients.items():
        for level in LEVELS:
            answer = client.get(f"/choices/{kind}/", {"q": f"{level}"})
            assert not _leaks(f"choices of {kind}", person, answer)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.name in PLACES.values()], ids=str)
def test_no_tab_of_a_record_shows_what_one_may_not_know(route, world, clients):
    """Records of the public level have others of every level hanging on them."""
    wrong = []
    for case in cases(route, world, LEVELS[:1]):
        for person in OUTSIDE:
            page = clients[person].get(case.address).content.decode()
            for tab in sorted(set(re.findall(r'href="\?tab=(\w+)', page))):
                answer = clients[person].get(f"{case.address}?tab={tab}")
                wrong += _leaks(f"{case.address}?tab={tab}", person, answer)
                wrong += [] if answer.status_code == 200 else [f"{case.address}?tab={tab}"]
    assert not wrong, "\n".join(wrong)


def _ask(client: Client, case: Case, method: str) -> HttpResponse:
    """The answer; everything it changed is undone."""
    address = case.address
    if case.route.name == "finding-group":
        address += "?type=RESULT"
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    return answer


def _faults(case: Case, person: Person, method: str, answer: HttpResponse) -> list[str]:
    allowed, why = _expected(case, person, method)
    status = answer.status_code
    if status in allowed or (status == NO_SUCH_METHOD and _may_lack(case, method)):
        return []
    return [f"{method.upper()} {case.address} ({case.level}) gives {person} {status}; {why}"]


def _may_lack(case: Case, method: str) -> bool:
    """Pages that only show take no POST; steps may come by POST alone."""
    return case.acts or method == "post"


def _expected(case: Case, person: Person, method: str) -> tuple[set[int], str]:
    if case.kind:
        if not case.known_to(person):
            return HIDDEN
        if not case.acts:
            return SHOWN if method == "get" else UNSAID
        if case.route.name == "finding-preview" and method == "get":
            return HIDDEN  # there by POST alone
        return LET if case.lets_act(person) else REFUSED
    if not case.open_to(person):
        return CLOSED
    return LET if case.acts else SHOWN if method == "get" else UNSAID


def _verdict(case: Case, person: Person) -> tuple[str, str]:
    return _expected(case, person, "get")[1], _expected(case, person, "post")[1]


def _leaks(address: str, person: Person, answer: HttpResponse) -> list[str]:
    """Words on the page of records that the person may not know of."""
    if answer.streaming:
        return []
    shown = answer.content.decode(errors="replace")
    return [
        f"LEAK: {address} shows {person} “{word(kind, level)}”"
        for kind in house.KINDS
        for level in LEVELS
        if word(kind, level) in shown and not may_know(person, kind, level)
    ]
