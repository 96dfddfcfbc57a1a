"""Training and skills: written down, counted, what posts lack; handing over at the end of a term."""

from datetime import date

import pytest

from chancery.history.models import Event
from chancery.people.actions import skills as skill_actions
from chancery.people.errors import NotAllowedError, PeopleError
from chancery.people.skills import gaps_of, posts_of, skills
from chancery.work import actions as work
from chancery.work.actions import training as actions
from chancery.work.errors import ChangedMeanwhileError, InvalidValuesError
from chancery.work.plans.facts import facts_of
from chancery.work.plans.values import LineValues
from chancery.work.training import queries
from chancery.work.training.note import hand_over_note
from tests import make

pytestmark = pytest.mark.django_db


def who(person):
    return make.viewer(person())


def test_training_is_written_down_by_the_unit_and_counted():
    row = make.training(skill="negotiation", level="working")
    assert row.reference.startswith("DT-")
    make.training(person=make.minh().username, hours=8, end=date(2026, 10, 3))
    lan = who(make.lan)
    rows = queries.training_of_unit(lan, row.held_by)
    year = queries.in_period(rows, date(2026, 1, 1), date(2026, 12, 31))
    found = queries.hours_of(year)
    assert (found.number, found.people, found.hours) == (2, 2, 20)
    assert not queries.training(who(make.son)).exists()
    for wrong in (
        {"end": date(2026, 3, 1)},
        {"person": "ai-do"},
        {"skill": "bay"},
        {"level": "working"},
        {"document": 99},
        {"hours": 0},
    ):
        with pytest.raises(InvalidValuesError):
            make.training(**wrong)
    with pytest.raises(NotAllowedError):
        make.training(by=make.son())
    values = queries.TrainingValues(
        "Đàm phán", make.lan().username, date(2026, 3, 2), date(2026, 3, 4), 16
    )
    actions.change_training(training=row, values=values, version=row.version, by=lan)
    with pytest.raises(ChangedMeanwhileError):
        actions.change_training(training=row, values=values, version=1, by=lan)
    report = make.monthly_report(date(2026, 10, 1))
    said = [fact.vi for fact in facts_of(report.sections.get(key="training").facts)]
    assert said[0].startswith("Đào tạo trong tháng: 1 lượt, 8 giờ; từ đầu năm: 2 lượt, 24 giờ.")
    actions.withdraw_training(training=row, reason="Nhầm", by=lan)


def test_what_a_post_needs_and_its_holder_lacks_is_a_gap():
    make.ground()
    make.lan(), make.minh(), make.son()
    desk = make.unit("mofa-economic")
    minh, lan = who(make.minh), who(make.lan)
    need = {"unit": desk, "role": "officer", "skill": "english", "level": "working", "by": minh}
    skill_actions.need_skill(**need)
    with pytest.raises(NotAllowedError):
        skill_actions.need_skill(**{**need, "by": lan})
    with pytest.raises(PeopleError, match="no such skill"):
        skill_actions.need_skill(**{**need, "skill": "bay"})
    assert gaps_of(posts_of(desk)) == 1
    note = {"unit": desk, "user": make.lan(), "skill": "english", "shown_by": "IELTS 5", "by": lan}
    held = skill_actions.note_skill(**note, level="basic")
    assert gaps_of(posts_of(desk)) == 1
    held = skill_actions.note_skill(**note, level="advanced")
    assert gaps_of(posts_of(desk)) == 0
    with pytest.raises(PeopleError, match="holds no post"):
        skill_actions.note_skill(**{**note, "user": make.son()}, level="basic")
    skill_actions.drop_skill(held=held, unit=desk, by=lan)
    assert gaps_of(posts_of(desk)) == 1
    skill_actions.drop_need(need=desk.skill_needs.get(), by=minh)
    assert gaps_of(posts_of(desk)) == 0
    assert Event.objects.filter(action="unit.skill_need").count() == 2
    assert skills().meets("advanced", "basic")
    assert not skills().meets("?", "basic")


def test_who_leaves_hands_over_cases_agreements_and_lines_too():
    make.ground()
    lan, minh = make.lan(), make.minh()
    own = {"lead": "mofa-economic", "person": "lan"}
    obstacle, opportunity = make.obstacle(**own), make.opportunity(**own)
    agreement = make.agreement(**own)
    plan = make.plan(line=LineValues("Hội nghị", 1, 2, person="lan"))
    basis = {"lead": "mofa-economic", "assigner": "mofa-economic", "basis": "resolved"}
    task = make.task(text="Gửi báo cáo", **basis)
    work.move(task=task, move="accept", by=who(make.lan))
    work.delegate(task=task, person=lan, by=who(make.lan))
    note = hand_over_note(who(make.lan), plan.held_by, lan)
    assert note[:2] == b"PK"
    passed = work.hand_over(
        person=lan, to=minh, by=who(make.minh), reason="Đi công tác", unit="mofa-economic"
    )
    assert passed == 5
    for row in (obstacle, opportunity, agreement, task):
        row.refresh_from_db()
        assert row.person == minh
    assert plan.lines.get().person == minh
    told = Event.objects.filter(action__in=["obstacle.delegate", "agreement.delegate"])
    assert told.count() == 2
