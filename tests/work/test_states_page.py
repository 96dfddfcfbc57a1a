"""The page about a task's states is written from the table of moves."""

from tools import task_states


def test_the_page_says_what_the_table_says():
    assert task_states.PAGE.read_text("utf-8") == task_states.page(), (
        "run python tools/task_states.py"
    )


def test_the_page_names_every_move_in_its_diagram():
    assert "    submitted --> done: approve" in task_states.page()
    assert (
        "| cancel | assigned, accepted, in_progress, submitted, returned |" in task_states.page()
    )
