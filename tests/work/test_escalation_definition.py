"""``definitions/escalation.yaml``: what is wrong in it is told with line, cause and remedy."""

import pytest

from chancery.lib.definitions import SHIPPED, DefinitionError
from chancery.work.escalation.definition import NAME, ladder_plan
from tests import make

pytestmark = pytest.mark.django_db
GOOD = (SHIPPED / NAME).read_text("utf-8")


@pytest.fixture
def own(workspace):
    """Puts a definition of its own into the workspace."""
    folder = workspace.root / "definitions"
    folder.mkdir(exist_ok=True)

    def write(text):
        (folder / NAME).write_text(text, encoding="utf-8")
        return ladder_plan

    return write


def test_the_shipped_one_is_good():
    plan = ladder_plan()
    assert plan.rungs == ("unit", "ministry", "committee")
    assert [ground.event for ground in plan.grounds][:2] == ["urging", "overdue"]


def test_a_workspace_may_have_its_own(own):
    make.ground()
    plan = own(GOOD.replace("answer_in: 10", "answer_in: 15").replace("again: 20", "again: 30"))()
    assert (plan.answer_in["committee"], plan.again) == (15, 30)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("again: 20", "again: 0", "again is 0; write a number of working days from 1 to 260"),
        ("again: 20", "again: yes", "again is True"),
        ("again: 20", "again: 99999999999999999999", "again is 99999999999999999999"),
        ("again: 20", "agian: 20", "unknown name 'agian'"),
        ("event: overdue, after: 5", "event: overdue, after: -1", "after is -1"),
        ("event: overdue, after: 5", "event: overdue, after: 1.5", "after is 1.5"),
        ("event: overdue,", "event: [overdue],", "event is ['overdue']"),
        ("event: overdue,", "event: authority,", "event is 'authority'"),
        ("event: silence,", "event: overdue,", "overdue is there twice"),
        ("after: 5, first: unit}", "after: 5, first: president}", "first is 'president'"),
        (
            "rung: ministry, answer_in: 5",
            "rung: committee, answer_in: 5",
            "committee stands above",
        ),
        ("rung: ministry, answer_in: 5", "rung: ministry", "answer_in is None"),
        ("shorten: {high: 3, urgent: 1}", "shorten: [3, 1]", "shorten is no list of names"),
        ("shorten: {high: 3, urgent: 1}", "shorten: {heigh: 3}", "unknown name 'heigh'"),
        ('morning: "07:00"', "morning: 7:00", "morning is 420"),
        ('morning: "07:00"', 'morning: "25:00"', "morning is '25:00'"),
        ('committee: ""', "committee: {}", "committee is {}"),
        ('committee: ""', "committee: no-such-unit", "there is no unit 'no-such-unit'"),
        ("reply_in: 5", "reply_in: soon", "reply_in is 'soon'"),
        ("urging: {", "urging: 5 #{", "urging is no list of names"),
        ("ladder:\n", "ladder: 3\nladders:\n", "unknown name 'ladders'"),
        ("\nladder:", "\nladder: [", "it is not YAML"),
        ("\nladder:", "\n? [a, b]\n: c\nladder:", "it is not YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_do(own, old, new, said):
    assert old in GOOD
    read = own(GOOD.replace(old, new, 1))
    with pytest.raises(DefinitionError) as caught:
        read()
    message = str(caught.value)
    assert said in message
    assert "definitions/escalation.yaml" in message
    assert ", line " in message


@pytest.mark.parametrize("text", ["", "- 1\n", "7\n", "ladder: []\n", "ladder: [1]\n", "\x00"])
def test_what_is_no_definition_at_all_is_told_too(own, text):
    with pytest.raises(DefinitionError, match=r"escalation\.yaml"):
        own(text)()
