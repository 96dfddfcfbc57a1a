"""The page about the states of a consultation is written from the tables."""

from tools import consultation_states


def test_the_page_says_what_the_tables_say():
    page = consultation_states.PAGE.read_text("utf-8")
    assert page == consultation_states.page(), "run python tools/consultation_states.py"
    assert "    closed --> sent: reopen" in page
