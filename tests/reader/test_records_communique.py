"""English joint statements of other hands: 'are to', 'announced that', regrets, lists, second subjects."""

from __future__ import annotations

import pytest

from chancery.reader import read
from chancery.reader.model import SURE, Finding
from tests.reader.clause_samples import DAY

HEAD = "JOINT COMMUNIQUÉ BETWEEN VIET NAM AND NORWAY\n(Oslo, 27 May 2026)\n\n"


def found(text: str) -> list[Finding]:
    reading = read(HEAD + text, published=DAY, language="en")
    return [f for f in reading.records if f.confidence >= SURE]


def kinds(text: str) -> list[str]:
    return [f.type for f in found(text)]


PROMISES = [
    "1. Norway is to make available 30 research grants a year for young oceanographers.",
    "1. Viet Nam announced that it would contribute USD 2 million to the ocean fund before the end of 2027.",
    "1. The two Prime Ministers decided that the foreign ministers will meet once a year.",
    "1. The two sides agreed that officials should exchange lists of priority projects by 30 September 2026.",
    "1. Norway confirmed its intention to open a visa centre in Da Nang.",
    "1. Norway gave an undertaking to waive port fees for Vietnamese vessels.",
    "1. They agreed on establishing a working group on shipping.",
]


@pytest.mark.parametrize("text", PROMISES)
def test_what_a_side_is_to_do_is_a_commitment(text: str) -> None:
    assert kinds(text) == ["COMMITMENT"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Norway said that it would look into the matter.",
        "1. The aim is to bring peoples closer.",
        "1. The two sides agreed that the ocean has a major part to play in development.",
    ],
)
def test_vague_words_and_views_are_none(text: str) -> None:
    assert kinds(text) == []


def test_each_thing_regretted_falls_short() -> None:
    text = (
        "1. The two sides noted with concern that the lack of a direct flight keeps travel costly; "
        "that smaller firms know little of each other's standards; and that two loans stand idle."
    )
    assert kinds(text) == ["SHORTCOMING"] * 3


NEWS = [
    "1. Bilateral trade climbed to USD 900 million in 2025.",
    "1. The first shipments of Norwegian mackerel arrived in Hai Phong last month.",
    "1. Equinor and Petrovietnam have begun joint surveys of wind in the East Sea.",
    "1. The agreement on air services came into force on 1 March 2026.",
]


@pytest.mark.parametrize("text", NEWS)
def test_what_came_about_is_a_result(text: str) -> None:
    assert kinds(text) == ["RESULT"]


def test_a_visitor_who_arrived_is_no_result() -> None:
    assert kinds("1. President Erik Dahl arrived in Ha Noi on 26 May.") == []


def test_a_wish_that_the_other_side_do_something_is_a_request() -> None:
    text = (
        "1. Prime Minister Dahl expressed the wish that Viet Nam ease the licensing of salmon farms, "
        "and Prime Minister Le Van Hai welcomed the idea."
    )
    (request,) = found(text)
    assert request.type == "REQUEST"
    assert request.quote.endswith("salmon farms")


def test_our_own_bodies_are_told_not_asked() -> None:
    text = "The Prime Minister asked the Ministry of Finance to submit a list of delayed projects by 30 June 2026."
    reading = read(text, published=DAY, language="en")
    (task,) = [f for f in reading.records if f.confidence >= SURE]
    assert task.type == "TASK"
    assert task.fields["lead"][0].text == "Ministry of Finance"
    assert task.fields["basis"] == "requested"


def test_items_under_what_the_sides_agreed_to_are_commitments() -> None:
    text = (
        "1. In order to reach the target, the two sides agreed to:\n- establish a working group on ports;\n"
        "- hold the commission every year; and\n- ease the licensing of pilots.\n"
        "2. Viet Nam called on Norway to lift the quota on pangasius."
    )
    assert kinds(text) == ["COMMITMENT"] * 3 + ["REQUEST"]
    assert [p.code for p in found(text)[0].fields["parties"]] == ["VN", "NO"]


def test_items_under_who_is_told_are_tasks() -> None:
    text = "1. The Ministers instructed the Joint Committee to:\n- draft a road map;\n- report by 30 June 2026."
    assert kinds(text) == ["TASK", "TASK"]


def test_the_perfect_is_as_good_as_the_past() -> None:
    text = "1. The two sides have agreed to open two new border gates and have requested Norway to fund a study."
    assert kinds(text) == ["COMMITMENT", "REQUEST"]


def test_who_proposed_a_paper_asks_nothing() -> None:
    assert kinds("1. They endorsed the framework proposed by the Board to reduce risks.") == []


def test_next_steps_name_who_is_to_do_them() -> None:
    text = (
        "1. The two sides signed three documents.\n\nNext steps\n- Ministry of Finance to circulate the draft by 30 June 2026.\n"
        "- The Embassy will organise a seafood week in Bergen."
    )
    assert kinds(text) == ["RESULT", "TASK", "TASK"]


SOFT = [
    "1. Norway is ready to support Viet Nam in hosting the conference.",
    "1. The two Prime Ministers agreed on the need to conclude a treaty on extradition.",
]


@pytest.mark.parametrize("text", SOFT)
def test_softer_words_of_agreement_are_less_sure(text: str) -> None:
    (commitment,) = found(text)
    assert commitment.type == "COMMITMENT"
    assert commitment.confidence < 0.8


def test_what_a_strategy_will_bring_is_only_a_candidate() -> None:
    assert kinds("1. The Strategy will solidify links between ports.") == []


def test_an_opening_participle_stays_outside() -> None:
    text = "1. Reflecting the ties of both peoples, the Prime Ministers agreed to open a second consulate."
    (commitment,) = found(text)
    assert commitment.quote.startswith("the Prime Ministers agreed")
    assert {p.code for p in commitment.fields["parties"]} == {"VN", "NO"}


PHRASES = [
    ("COMMITMENT", "1. Norway announced an additional USD 20 million for the Mekong Delta."),
    ("COMMITMENT", "1. It was agreed that the next meeting would be held in Ha Noi in 2027."),
    ("COMMITMENT", "1. The two sides decided on the launch of a joint research fund."),
    ("COMMITMENT", "1. The ministers reaffirmed their determination to complete the review by December 2026."),
    ("COMMITMENT", "1. The two leaders resolved to double bilateral trade by 2030."),
    ("REQUEST", "1. The Minister called for Norway to open its market to fresh lychee."),
    ("SHORTCOMING", "1. There is still no direct flight between the two capitals."),
    ("SHORTCOMING", "1. Implementation of the memorandum lags behind schedule."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), PHRASES)
def test_a_usual_english_phrase_is_read(kind: str, text: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "1. The two leaders exchanged views on regional issues of mutual concern.",
        "1. Both sides welcomed the positive momentum of bilateral ties.",
        "1. The Prime Ministers reaffirmed the importance of freedom of navigation.",
        "1. The leaders looked forward to further success.",
    ],
)
def test_english_courtesies_are_no_records(text: str) -> None:
    assert kinds(text) == []


def test_a_ministry_that_shall_do_something_is_told_outside_agreements() -> None:
    text = "The Ministry of Finance shall coordinate with the Embassy in preparing the fair."
    (task,) = [f for f in read(text, published=DAY, language="en").records if f.confidence >= SURE]
    assert (task.type, task.fields["lead"][0].text) == ("TASK", "Ministry of Finance")


def test_what_both_agreed_will_be_done_is_settled() -> None:
    text = "1. The Prime Ministers agreed that the Joint Committee will be reconvened before the end of 2026."
    assert kinds(text) == ["COMMITMENT"]


def test_pleased_to_note_is_a_report() -> None:
    text = "1. The leaders were pleased to note that trade had nearly tripled to EUR 720 million, but procedural obstacles persist."
    assert kinds(text) == ["RESULT", "SHORTCOMING"]


def test_a_statement_decided_as_follows_holds_through_its_headings() -> None:
    text = (
        "They,\nRECALLING their ties;\n\nHAVE DECIDED AS FOLLOWS:\n\nA. Trade\n- To negotiate an agreement on ports;\n"
        "- To name a contact point by 31 December 2026.\n\nB. Follow-up\nThe Foreign Ministers are entrusted with monitoring this Statement."
    )
    assert kinds(text) == ["COMMITMENT", "COMMITMENT", "TASK"]


def test_what_a_side_offers_each_year_is_a_commitment() -> None:
    assert kinds("1. Viet Nam offers 15 scholarships annually to Norwegian students.") == [
        "COMMITMENT"
    ]
