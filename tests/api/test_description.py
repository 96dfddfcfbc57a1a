"""The API does as its description says, whatever is sent to it: called by schemathesis.

Every operation is called with what the description allows and with what it does not. Half of the
calls that are allowed name records that are there. ``CHANCERY_SLOW=1`` calls many times more.
"""

from __future__ import annotations

import json
import logging
import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi import checks as openapi

from chancery.api.urls import description
from tests import make
from tests.api.calls import key_of
from tests.api.records import identifiers
from tests.web import house

pytestmark = pytest.mark.django_db
EXAMPLES = 200 if os.environ.get("CHANCERY_SLOW") else 3
CHECKS = [
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
    openapi.negative_data_rejection,
    openapi.unsupported_method,
    openapi.allow_header_conformance,
]
# What stands in this house, so that calls get past the first question.
REAL = {
    "held_by": "mofa-economic",
    "assigner": "mofa-economic",
    "leads": ["mofa-economic"],
    "lead": "moit",
    "from_unit": "mofa-economic",
    "to_unit": "moit",
    "unit": "mofa-economic",
    "proposed": "mof",
    "username": "son",
    "partner": "JP",
    "partners": ["JP"],
    "parties": ["JP", "VN"],
}
CONFIG = SchemathesisConfig.from_dict({"generation": {"deterministic": True}})
schema = schemathesis.openapi.from_dict(json.loads(json.dumps(description())), config=CONFIG)


_PRODUCT = get_wsgi_application()


def _application(environ, start_response):
    """The whole product; each answer is closed, as a server does, and its uploads with it."""
    answer = _PRODUCT(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


schema.app = _application
if ONLY := os.environ.get("CHANCERY_API_ONLY"):
    schema = schema.include(path_regex=ONLY)  # a part of it, while working on that part


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Records of every kind, made once, and the keys of who may do most."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        made = house.build()
        keys = [key_of(person()) for person in (make.minh, make.binh, make.quang)]
        yield made, keys
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.API_PER_MINUTE = 10**9


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_an_operation_does_as_described(case, world):
    made, keys = world
    number = sum(map(ord, repr(case.body) + repr(case.query)))
    if case.meta.generation.mode.is_positive and number % 2:
        case.path_parameters.update(identifiers(case.operation.path, made))
        if isinstance(case.body, dict):
            case.body.update({name: REAL[name] for name in case.body.keys() & REAL.keys()})
    with transaction.atomic():
        case.call_and_validate(
            headers={"Authorization": f"Bearer {keys[number % len(keys)]}"}, checks=CHECKS
        )
        transaction.set_rollback(True)
