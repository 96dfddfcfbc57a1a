"""What every test stands on: a workspace of its own, and the fixed cast."""

import gc
import os

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from chancery.lib.workspace import Workspace
from chancery.people import installed
from chancery.upkeep.tables import make_search

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop, browser tests

# A busy machine is no fault: no example fails for how long it took.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Ten thousand collected tests stay until the end: not to be looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _answers_are_kept_apart(tmp_path_factory):
    """What commands keep of their figures goes to a folder of the run, not to the person's own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Tables made at once, as those of a new workspace; ``test_tables`` compares with migrations."""
    if request.config.getvalue("nomigrations"):
        with django_db_blocker.unblock():
            make_search()


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """For a module's own fixture that makes rows once for all its tests; undone after the module.

    What a test changes is undone after the test. Give each test rows of its own reading: an object
    kept from one test to the next remembers what the first did to it.
    """
    installed.memory.pack, installed.memory.is_set_up = "vn", True
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_looked_up_once():
    """Each client of a test starts the middleware anew, which would walk all files each time."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def look_once(self):
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_fast():
    """By the hasher of service, with as little memory and time as it takes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Argon2PasswordHasher, "time_cost", 1)
        patched.setattr(Argon2PasswordHasher, "memory_cost", 8 * Argon2PasswordHasher.parallelism)
        yield


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
