"""What every test stands on: a workspace of its own, and the fixed cast."""

import os

import pytest

from chancery.lib.workspace import Workspace

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop, browser tests


@pytest.fixture(autouse=True)
def workspace(tmp_path, settings):
    """An empty workspace: nothing a test writes is seen by another."""
    made = Workspace(tmp_path / "workspace")
    made.make()
    settings.WORKSPACE = made
    return made
