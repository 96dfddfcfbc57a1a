"""Every operation x every person x every sensitivity x the right scope or not.

The expectation is worked out as for the pages, by ``tests.web.house`` (who may know) and
``tests.api.acting`` (who may do); the operations come from the description, so a new one is asked for a line here.
"""

from __future__ import annotations

import json
import logging
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from chancery.api.urls import description
from tests import make
from tests.api.acting import ACT, ADD, ELSEWHERE, PARTS
from tests.api.calls import Caller
from tests.api.records import KINDS, identifiers
from tests.web import house
from tests.web.house import (
    HOLDER,
    LEVELS,
    PEOPLE,
    in_turn,
    may_know,
    may_know_of_document,
    word,
)

pytestmark = pytest.mark.django_db


OPERATIONS = [
    (method.upper(), path.removeprefix("/api/v1"), operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
]
every_operation = pytest.mark.parametrize(
    ("method", "path", "operation"),
    OPERATIONS,
    ids=[operation["operationId"] for _method, _path, operation in OPERATIONS],
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield house.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def callers(world):
    return {person: Caller(make.person(person.name, "")) for person in PEOPLE}


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.API_PER_MINUTE = 10**9


@every_operation
def test_an_operation_answers_each_person_as_the_rules_say(
    method, path, operation, world, callers
):
    name, wrong = operation["operationId"], []
    assert method == "GET" or name in ADD or name in ACT, f"say who may do {name}"
    for level in LEVELS if "{" in path else LEVELS[:1]:
        for person in in_turn(PEOPLE, partial(_key, name, path, level), name + level):
            caller = callers[person]
            answer = _ask(caller, method, path, name, level, world, person)
            allowed = _expected(name, path, level, person)
            if answer.status_code not in allowed:
                said = f"{answer.status_code} not in {allowed}: {answer.content.decode()[:200]}"
                wrong.append(f"{name} ({level}) for {person}: {said}")
            wrong += _leaks(name, person, answer)
    assert not wrong, "\n".join(wrong)


@every_operation
def test_a_key_without_the_scope_is_refused_whoever_owns_it(method, path, operation, world):
    scope = operation["x-scope"]
    if not scope:
        pytest.skip("open to every key")
    others = {s for s in ("read:work", "read:register", "read:people") if s != scope}
    said = Caller(make.minh(), *sorted(others)).call(method, _filled(path, world, "public"))
    assert (said.status_code, said.json()["error"]) == (403, "scope")
    assert Caller(None).call(method, _filled(path, world, "public")).status_code == 401


def _ask(caller, method, path, name, level, world, person):
    """The answer; what it changed is undone."""
    body = (ADD.get(name) or ACT.get(name) or (None, None))[0]
    if body is not None:
        said = {"unit": person.unit or HOLDER} if body.get("unit") == "" else {}
        number = world.records["document", level].pk
        body = {**body, **said, **({"document": number} if "document" in body else {})}
        if "record" in body:
            body["record"] = world.records["agreement", "public"].pk
    headers = {"If_Match": f'"{_version(path, world, level)}"'} if method == "PATCH" else {}
    with transaction.atomic():
        if name == "add_document":
            answer = _upload(caller)
        else:
            answer = caller.call(method, _filled(path, world, level), body, **headers)
        transaction.set_rollback(True)
    return answer


def _upload(caller):
    file = SimpleUploadedFile("van-ban.txt", "Hai bên nhất trí mở cửa thị trường.".encode())
    data = {"held_by": HOLDER, "file": file}
    return caller.client.post("/api/v1/documents", data, headers=caller.headers)


def _filled(path, world, level):
    if path == "/search":
        return "/search?q=mat+ma&kind=document"
    return path.format(**identifiers(f"/api/v1{path}", world, level))


def _version(path, world, level):
    place = path.split("/")[1]
    row = (
        world.said[level]["progress"] if "progress" in path else world.records[KINDS[place], level]
    )
    row.refresh_from_db(fields=["version"])
    return row.version


def _key(name, path, level, person):
    return tuple(sorted(_expected(name, path, level, person)))


def _expected(name, path, level, person):
    if name in ADD:
        return {201, 409, 422} if ADD[name][1](person) else {403}
    place = path.split("/")[1]
    if place not in KINDS or "{" not in path:
        open_to_all = "{" not in path or place == "units"
        return {200} if person.reads or open_to_all else {404}
    if not _knows(name, KINDS[place], level, person):
        return {404}
    if name not in ACT:  # this house has no files behind its documents: see test_documents.py
        return {422} if name == "download_original" else {200}
    if ACT[name][1](person):
        return {200, 201, 204, 409, 422} | ({404} if name in ELSEWHERE else set())
    return {403} | ({404} if name in PARTS | ELSEWHERE else set()) | _unseen(name, level, person)


def _knows(name, kind, level, person):
    if name == "show_document":
        return may_know_of_document(person, level)
    return may_know(person, kind, level)


def _unseen(name, level, person):
    """The document that is to be attached may be the first thing that is not there for a person."""
    attaches = name in {"attach_task_evidence", "attach_commitment_evidence", "tie_document"}
    return {404, 422} if attaches and not may_know(person, "document", level) else set()


def _leaks(name, person, answer):
    shown = json.dumps(answer.json(), ensure_ascii=False) if answer.content else ""
    return [
        f"LEAK: {name} shows {person} “{word(kind, level)}”"
        for kind in house.KINDS
        for level in LEVELS
        if word(kind, level) in shown and not may_know(person, kind, level)
    ]
