"""The pages about the states of consultations and of advice are written from the tables."""

from tools import advice_states, consultation_states


def test_the_page_says_what_the_tables_say():
    page = consultation_states.PAGE.read_text("utf-8")
    assert page == consultation_states.page(), "run python tools/consultation_states.py"
    assert "    closed --> sent: reopen" in page


def test_the_page_of_advice_says_what_its_table_says():
    page = advice_states.PAGE.read_text("utf-8")
    assert page == advice_states.page(), "run python tools/advice_states.py"
    assert "    submitted --> decided: decide" in page
