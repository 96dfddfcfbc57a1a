"""Steps of the history bear the names of people."""

import pytest
from django.utils.translation import override

from chancery.history.actions import record
from chancery.history.queries import events_of
from chancery.web.actors import names_of, with_actors
from tests import make

pytestmark = pytest.mark.django_db


def test_people_bear_their_names_and_nobody_is_the_system(django_assert_num_queries):
    lan, quang = make.lan(), make.quang()
    with override("vi"), django_assert_num_queries(1):
        told = names_of([lan.username, quang.username, "system", "gone", lan.username])
    assert told == {
        lan.username: lan.full_name,
        quang.username: quang.full_name,
        "system": "hệ thống",
        "gone": "gone",
    }


def test_each_step_comes_with_who_did_it():
    commitment = make.commitment()
    record(by="system", action="commitment.recur", kind="commitment", key=commitment.pk)
    with override("en"):
        told = [who for _event, who in with_actors(events_of("commitment", commitment.pk))]
    assert told[-1] == "the system"
