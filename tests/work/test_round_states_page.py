"""The page about the states of rounds, meetings, plans is written from their tables of moves."""

from tools import round_states


def test_the_page_says_what_the_tables_say():
    page = round_states.PAGE.read_text("utf-8")
    assert page == round_states.page(), "run python tools/round_states.py"


def test_every_state_is_reached_and_named():
    page = round_states.page()
    for _title, states, _moves, _who in round_states.SECTIONS:
        for state in states.values:
            assert f"{state} --> " in page, state
