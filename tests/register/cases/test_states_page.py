"""The page about the states of cases is written from the tables of moves."""

from tools import case_states


def test_the_page_says_what_the_tables_say():
    assert case_states.PAGE.read_text("utf-8") == case_states.page(), (
        "run python tools/case_states.py"
    )


def test_the_page_names_the_moves_in_its_diagrams():
    assert "    open --> with_partner: raise" in case_states.page()
    assert "| close | open, handling, with_partner, reopened | given_up | head |" in (
        case_states.page()
    )
    assert "    pursued --> won: win" in case_states.page()
