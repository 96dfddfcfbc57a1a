"""The page about the states of a rung is written from the table of moves."""

from tools import escalation_states


def test_the_page_says_what_the_table_says():
    page = escalation_states.PAGE.read_text("utf-8")
    assert page == escalation_states.page(), "run python tools/escalation_states.py"


def test_the_page_names_the_moves_of_people_and_of_the_clock():
    page = escalation_states.page()
    assert "    open --> handed_up: hand_up" in page
    assert "| pass_by | open | passed_by | clock |  |" in page
