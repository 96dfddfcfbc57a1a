"""The pages of training and skills."""

import pytest

from chancery.people.models import SkillHeld
from chancery.work.models import Training
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
UNIT = "/units/mofa-economic/"


def test_the_people_tab_shows_what_is_needed_held_and_missing(client):
    make.ground()
    make.lan(), make.minh(), make.son()
    need = {"role": "officer", "skill": "japanese", "level": "working"}
    send(client, make.minh(), f"{UNIT}needs/new/", **need)
    assert page(client, make.lan(), f"{UNIT}needs/new/").status_code == 403
    shown = words(client, make.lan(), f"{UNIT}?tab=people")
    assert "1 need is not met" in shown
    held = {"person": "lan", "skill": "japanese", "level": "advanced", "shown_by": "JLPT N1"}
    signed_in(client, make.lan())
    client.post(f"{UNIT}skills/new/", held)
    assert "0 needs are not met" in words(client, make.lan(), f"{UNIT}?tab=people")
    assert page(client, make.son(), f"{UNIT}skills/new/").status_code == 403
    number = SkillHeld.objects.get().pk
    send(client, make.lan(), f"{UNIT}skills/{number}/remove/")
    assert not SkillHeld.objects.exists()
    file = page(client, make.lan(), f"{UNIT}hand-over/{make.lan().pk}/")
    assert b"".join(file.streaming_content)[:2] == b"PK"
    assert page(client, make.son(), f"{UNIT}hand-over/{make.lan().pk}/").status_code == 403


def test_training_is_written_down_listed_and_taken_back(client):
    make.ground()
    lan = make.lan()
    said = {
        "held_by": "mofa-economic", "sensitivity": "internal", "person": "lan", "hours": 6,
        "text": "Phân tích số liệu", "start": "2026-03-02", "end": "2026-03-02",
    }  # fmt: skip
    signed_in(client, lan)
    wrong = client.post("/trainings/new/", {**said, "end": "2026-03-01"})
    assert list(wrong.context["form"].errors) == ["end"]
    client.post("/trainings/new/", said)
    row = Training.objects.get()
    assert "Phân tích số liệu" in words(client, lan, "/trainings/?year=2026")
    assert "Phân tích số liệu" not in words(client, make.son(), "/trainings/")
    at = f"/trainings/{row.pk}/"
    signed_in(client, lan)
    client.post(f"{at}edit/", {**said, "hours": 8, "version": 1})
    assert "8" in words(client, lan, at)
    send(client, lan, f"{at}withdraw/", reason="Nhầm")
    assert not Training.objects.exists()
