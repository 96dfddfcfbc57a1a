"""Rounds of review through the API: prepared, read, answered, decided."""

import pytest

from chancery.work.actions import reviews as actions
from chancery.work.models import ReviewReply
from tests import make
from tests.api.calls import Caller

pytestmark = pytest.mark.django_db
SAID = {"standing": "on_track", "progress": "Đã ký"}


@pytest.fixture
def called():
    make.commitment(text="Bưởi", lead="moit")
    return make.called(make.review())


def put(review, body):
    return Caller(make.son()).call("PUT", f"/reviews/{review.pk}/items/1/replies/moit", body)


def test_a_reply_that_is_put_twice_is_written_once(called):
    for _again in range(2):
        answer = put(called, SAID)
        assert answer.status_code == 200, answer.content
    reply = ReviewReply.objects.get()
    assert (reply.version, reply.way, reply.state) == (1, "program", "draft")
    assert answer.json()["replies"][0]["progress"] == "Đã ký"


def test_what_a_reply_lacks_is_told(called):
    answer = put(called, {"standing": "delayed", "progress": "Chậm"})
    assert answer.status_code == 422
    assert not ReviewReply.objects.exists()


def test_a_program_sees_who_is_silent_and_decides(called):
    lan = Caller(make.lan())
    (call,) = lan.call("GET", f"/reviews/{called.pk}/calls").json()["items"]
    assert (call["asked"], call["replied"]) == (1, 0)
    for step in (actions.close_replies, actions.begin_verdicts):
        step(review=called, by=make.viewer(make.lan()))
    same = {"numbers": [1], "verdict": "continue"}
    answer = lan.call("POST", f"/reviews/{called.pk}/verdicts", same)
    assert [row["verdict"] for row in answer.json()["items"]] == ["continue"]
    again = lan.call("POST", f"/reviews/{called.pk}/verdicts", same)
    assert again.status_code == 409  # nothing is left to decide
    decided = lan.call("POST", f"/reviews/{called.pk}/items/1/verdicts", {"verdict": "continue"})
    assert decided.json()["verdict"] == "continue"
    (item,) = lan.call("GET", f"/reviews/{called.pk}/items").json()["items"]
    assert item["verdict"] == "continue"


def test_a_round_is_prepared_with_its_scope():
    make.ground()
    body = {
        "text": "Quý IV", "held_by": "mofa-economic", "period_start": "2026-10-01",
        "period_end": "2026-12-31", "call_on": "2026-11-02", "reply_by": "2026-11-16",
        "units": ["moit"],
    }  # fmt: skip
    made = Caller(make.lan()).call("POST", "/reviews", body)
    assert made.status_code == 201, made.content
    (row,) = Caller(make.lan()).call("GET", "/reviews").json()["items"]
    assert (row["reference"], row["state"]) == (made.json()["reference"], "draft")
