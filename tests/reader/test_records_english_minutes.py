"""English minutes and reports: action points, who leads and who helps, clauses cut where a verb is new."""

from __future__ import annotations

import pytest

from chancery.reader import read
from chancery.reader.model import SURE, Finding
from tests.reader.clause_samples import DAY


def records(text: str) -> list[Finding]:
    return [f for f in read(text, published=DAY, language="en").records if f.confidence >= SURE]


def led_by(text: str) -> tuple[list[str], list[str]]:
    (task,) = [f for f in records(text) if f.type == "TASK"]
    leads, helpers = task.fields["lead"], task.fields["coordinating"]
    return [n.text for n in leads], [n.text for n in helpers]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Compile the list of exporters. Who: Ministry of Health. When: 5 June 2026.", "Ministry of Health"),
        ("Revise the draft protocol. Deadline: 5 June 2026. Responsible: Ministry of Finance", "Ministry of Finance"),
        ("Action 4: Ministry of Justice to check the annex by 5 June 2026.", "Ministry of Justice"),
        ("Ministry of Finance: circulate the revised budget by 5 June 2026.", "Ministry of Finance"),
        ("Ministry of Health to draft a reply by 5 June 2026.", "Ministry of Health"),
    ],
)  # fmt: skip
def test_an_action_point_is_a_task_with_its_lead_and_day(text: str, lead: str) -> None:
    (task,) = records(text)
    assert task.type == "TASK"
    assert [n.text for n in task.fields["lead"]] == [lead]
    assert task.fields["deadline"].value == "2026-06-05"


@pytest.mark.parametrize(
    "text",
    [
        "Present: Ministry of Health, Ministry of Finance.",
        "Subject: Preparation of the visit. Date: 5 June 2026.",
        "Time: 5 June 2026. Place: Ministry of Foreign Affairs.",
    ],
)
def test_the_head_of_minutes_is_no_action_point(text: str) -> None:
    assert records(text) == []


def test_who_helps_is_no_lead() -> None:
    text = "The Ministry of Finance, in coordination with the Ministry of Health, shall review the fees."
    assert led_by(text) == (["Ministry of Finance"], ["Ministry of Health"])


def test_lead_and_support_are_told_apart_in_brackets() -> None:
    text = "Ministry of Finance (lead) and Ministry of Health (support) to review the fees by June 2026."
    assert led_by(text) == (["Ministry of Finance"], ["Ministry of Health"])


def test_help_named_behind_the_deed_is_found() -> None:
    text = "The Ministry of Finance must prepare the reply with the help of the Ministry of Justice by 5 June 2026."
    assert led_by(text) == (["Ministry of Finance"], ["Ministry of Justice"])


def test_two_ministries_told_together_both_lead() -> None:
    text = "The Prime Minister instructed the Ministry of Finance and the Ministry of Health to set the fee."
    assert led_by(text) == (["Ministry of Finance", "Ministry of Health"], [])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Trade grew by a fifth, yet freight remains too costly.", ["RESULT", "SHORTCOMING"]),
        ("The ministers agreed to meet every year and instructed their officials to draw up a plan.", ["COMMITMENT", "TASK"]),
        ("The Thai side asked for lower fees; the Vietnamese side promised an answer within a month.", ["REQUEST", "COMMITMENT"]),
        ("Three plants were licensed in March, but two have not been inspected.", ["RESULT", "SHORTCOMING"]),
        ("The two ministers agreed to reopen the border gate at Xa Mat and directed their customs services to agree on opening hours before 1 July 2026.", ["COMMITMENT", "TASK"]),
        ("Trade reached US$4.1 billion in 2025, but shipping schedules are still irregular and containers are scarce.", ["RESULT", "SHORTCOMING"]),
        ("The Hungarian side asked for faster approval of its pharmaceuticals; the Vietnamese side promised an answer within two months.", ["REQUEST", "COMMITMENT"]),
        ("The consulate in Perth opened in March, and a second direct route was added in May.", ["RESULT", "RESULT"]),
        ("The number of scholarships rose to 120, though 18 of them could not be awarded.", ["RESULT", "SHORTCOMING"]),
        ("Norway will double its fund for mangroves to NOK 80 million and extend it to Ca Mau province by 2028.", ["COMMITMENT", "COMMITMENT"]),
        ("The Philippine side asked Viet Nam to keep rice prices stable and to inform Manila of any export limits.", ["REQUEST", "REQUEST"]),
        ("The Prime Minister instructed the Ministry of Finance to settle the arrears by 30 June 2026 and the Ministry of Industry and Trade to draft a list of priority goods.", ["TASK", "TASK"]),
        ("Only two of the five laboratories are accredited, and tests take three weeks.", ["SHORTCOMING", "SHORTCOMING"]),
        ("Viet Nam will open a trade office in Accra in 2027 and asked Ghana to waive visas for its staff.", ["COMMITMENT", "REQUEST"]),
        ("The Embassy has registered 300 exporters and will publish their names in July 2026.", ["RESULT", "COMMITMENT"]),
    ],
)  # fmt: skip
def test_each_verb_with_its_subject_is_a_record(text: str, kinds: list[str]) -> None:
    assert [f.type for f in records(text)] == kinds


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The port will reopen in July 2026, the operator said on Monday.", "The port will reopen in July 2026"),
        ("HA NOI - Thai Airways will add a daily flight in July 2026.", "Thai Airways will add a daily flight in July 2026"),
        ('"We will build a second plant in 2027," said Lee Min Ho of the chamber.', "We will build a second plant in 2027"),
    ],
)  # fmt: skip
def test_who_says_it_and_where_is_no_part_of_the_record(text: str, quote: str) -> None:
    assert [f.quote for f in records(text)] == [quote]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Goods shipped through Lao Cai were held up for a week.", "SHORTCOMING"),
        ("The treaty signed in May will enter into force in July 2026.", "COMMITMENT"),
        ("The import value has increased by 8 per cent.", "RESULT"),
    ],
)
def test_a_participle_or_noun_is_no_verb(text: str, deed: str) -> None:
    assert [f.type for f in records(text)] == [deed]


def test_a_body_asked_from_abroad_gets_a_request_and_a_ministry_asked_at_home_a_task() -> None:
    abroad = records("The Japanese Ambassador asked Viet Nam to publish the decree.")
    home = records(
        "The Deputy Prime Minister asked the Ministry of Justice to publish the decree."
    )
    assert [f.type for f in (*abroad, *home)] == ["REQUEST", "TASK"]


def test_what_was_done_long_ago_is_background() -> None:
    assert records("The commission was set up in May 1992.") == []


REPORT = """EMBASSY OF VIET NAM IN NORWAY
REPORT ON ECONOMIC DIPLOMACY
Oslo, 30 June 2026

II. Difficulties
- Freight rates have tripled since January.
- Documents must be translated twice.

III. Requests of the Norwegian side
- Shorten the licensing of salmon farms.
- That Viet Nam accept digital catch certificates.

IV. Next steps
In the second half of the year the Embassy will:
(a) hold a seafood week in Oslo in September 2026;
(b) continue to lobby for direct flights.
"""


def test_items_are_what_their_heading_makes_of_them() -> None:
    assert [f.type for f in records(REPORT)] == [
        *("SHORTCOMING", "SHORTCOMING"),
        *("REQUEST", "REQUEST"),
        *("TASK", "TASK"),
    ]


def test_what_was_agreed_that_is_done_is_agreed_in_each_item() -> None:
    text = (
        "It was agreed that:\n- the two teams exchange drafts before the end of May;\n"
        "- a joint guide be published by September 2026;\n- legal experts meet once a month."
    )
    assert [f.type for f in records(text)] == ["COMMITMENT"] * 3


def test_two_ministries_told_in_one_sentence_have_a_task_each() -> None:
    text = (
        "The Prime Minister instructed the Ministry of Finance to settle the arrears by 30 June 2026 "
        "and the Ministry of Industry and Trade to draft a list of priority goods."
    )
    leads = [[n.text for n in f.fields["lead"]] for f in records(text)]
    assert leads == [["Ministry of Finance"], ["Ministry of Industry and Trade"]]


@pytest.mark.parametrize(
    "text",
    [
        "How has trade with Algeria developed?",
        "Nothing in this Agreement shall affect the rights of the Parties.",
        "He called on the Chairwoman of the National Assembly.",
    ],
)
def test_a_question_a_nothing_and_a_call_are_no_records(text: str) -> None:
    assert records(text) == []


def test_a_short_line_over_a_list_heads_it() -> None:
    text = (
        "Notes of the task force\nDate: 3 April 2026\n\nProblems raised\n"
        "- Codes are being lent to third parties.\n- Results come back too late.\n"
    )
    assert [f.type for f in records(text)] == ["SHORTCOMING", "SHORTCOMING"]


def test_each_of_a_series_of_deeds_is_agreed() -> None:
    text = (
        "The two sides agreed to hold consultations annually, to start talks on visas before 2027, "
        "and to explore a partnership between their police colleges."
    )
    assert [f.type for f in records(text)] == ["COMMITMENT"] * 3


def test_the_chair_of_a_meeting_gives_its_action_points() -> None:
    text = (
        "RECORD OF DISCUSSION\nSubject: Cold stores\nChair: Hoang Dieu Linh, Director\n\n"
        "Mr Huy said that two stores had closed.\n"
        "The Ministry of Finance was asked to brief the banks every quarter.\n"
    )
    (task,) = [f for f in records(text) if f.type == "TASK"]
    issuer = task.fields["issuer"]
    assert (issuer.canonical, issuer.inferred) == ("Hoang Dieu Linh", True)
