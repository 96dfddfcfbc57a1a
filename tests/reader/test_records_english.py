"""English records: joint statements, summit commitments, press."""

from __future__ import annotations

import csv

import pytest

from tests.reader.clause_samples import only, records, said
from tests.shared import SHARED, needs_shared

RULES = [
    ("agrees_to", "COMMITMENT", "The two sides agreed to hold a summit-level exchange every year."),
    ("agrees_to", "COMMITMENT", "Viet Nam reaffirmed its commitment to reach net-zero emissions by 2050."),
    ("agrees_to", "COMMITMENT", "The two sides set the goal of raising trade to US$150 billion by 2030."),
    ("will_do", "COMMITMENT", "The Republic of Korea will train 1,500 Vietnamese engineers."),
    ("asks_for", "REQUEST", "Viet Nam requested that Japan complete quarantine procedures for pomelo."),
    ("asks_for", "REQUEST", "Thailand called on Viet Nam to remove non-tariff barriers."),
    ("is_directed", "TASK", "The Prime Minister instructed the Ministry of Finance to review import fees."),
    ("must_do", "TASK", "The Ministry of Industry and Trade must submit a plan by 30 June 2026."),
    ("falls_short", "SHORTCOMING", "Approval of Korean-funded power projects had been slow."),
    ("reports", "RESULT", "Two-way trade reached US$94.6 billion in 2025."),
    ("reports", "RESULT", "Vietnam Airlines opened a direct route between Da Nang and Daegu."),
    ("welcomes_news", "RESULT", "Both sides welcomed the Memorandum on Minerals, signed on 2 May 2026."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "kind", "text"), RULES)
def test_a_rule_finds_its_example(rule: str, kind: str, text: str) -> None:
    found = only(text)
    assert (found.type, found.rule) == (kind, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Both sides underscored the importance of peace and stability.",
        "They also agreed that regular dialogue contributes to regional stability.",
        "Viet Nam expressed support for efforts towards a nuclear-free peninsula.",
        "The agreement will be of benefit to both peoples.",
        "The Republic of Korea appreciated Viet Nam's preparations for the summit.",
    ],
)
def test_positions_are_no_records(text: str) -> None:
    assert said(text) == []


def test_what_stands_behind_and_is_a_record_of_its_own() -> None:
    text = "The two sides agreed to renew the agreement before 31 March 2027 and to raise the quota to 40,000."
    found = records(text)
    assert [f.quote for f in found] == [
        "The two sides agreed to renew the agreement before 31 March 2027",
        "to raise the quota to 40,000",
    ]
    assert found[0].fields["deadline"].value == "2027-03-31"


def test_the_one_who_acted_before_in_the_sentence_acts_on() -> None:
    text = "Japan pledged US$20 million to the fund and committed to training 5,000 engineers."
    assert [[p.code for p in f.fields["parties"]] for f in records(text)] == [["JP"], ["JP"]]


def test_from_and_to_are_the_two_sides() -> None:
    fields = only("Viet Nam asked Thailand to facilitate the import of lychee.").fields
    assert (fields["from"].code, fields["to"].code) == ("VN", "TH")


@needs_shared
def test_the_phrasing_of_summit_commitments_is_known() -> None:
    path = SHARED / "data" / "commitments" / "g20_compliance_2023.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"].strip() for row in csv.DictReader(file)]
    whole = [t for t in texts if " will " in f" {t}" and t.startswith("We will")]
    found = [t for t in whole if any(kind == "COMMITMENT" for kind, _ in said(t))]
    assert len(whole) > 30
    assert len(found) >= 0.9 * len(whole)
