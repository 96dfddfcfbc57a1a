"""What every test stands on: a workspace of its own, and the fixed cast."""

import os

import pytest
from django.utils import translation

from chancery.lib.workspace import Workspace
from chancery.people import installed
from chancery.upkeep.tables import make_search

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop, browser tests


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Tables made at once, as those of a new workspace; ``test_tables`` compares with migrations."""
    if request.config.getvalue("nomigrations"):
        with django_db_blocker.unblock():
            make_search()


@pytest.fixture(autouse=True)
def workspace(tmp_path, settings):
    """An empty workspace: nothing a test writes is seen by another."""
    made = Workspace(tmp_path / "workspace")
    made.make()
    settings.WORKSPACE = made
    return made


@pytest.fixture(autouse=True)
def installation():
    """A system that runs on the pack of Viet Nam; ``installed.forget()`` asks the database."""
    installed.memory.pack, installed.memory.is_set_up = "vn", True
    yield installed.memory
    installed.memory.pack, installed.memory.is_set_up = "vn", True


@pytest.fixture(autouse=True)
def _language_of_the_house():
    """What a page or a command left behind is not the language of the next test."""
    yield
    translation.deactivate()
