"""The table of kinds of obstacles, shipped and a workspace's own."""

import pytest
from django.conf import settings

from chancery.lib.definitions import DefinitionError
from chancery.register.cases.kinds import obstacle_kinds


@pytest.fixture
def own(workspace_definitions):
    """Writes the workspace's own table."""
    return workspace_definitions


@pytest.fixture
def workspace_definitions():
    folder = settings.WORKSPACE.root / "definitions"
    path = folder / "obstacle_kinds.yaml"

    def write(text: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    yield write
    path.unlink(missing_ok=True)


def test_the_chapters_of_measures_come_first_and_what_blocks_beside_trade_follows():
    codes = list(obstacle_kinds())
    assert "".join(codes[:16]) == "ABCDEFGHIJKLMNOP"
    assert codes[16:] == ["investment", "oda", "visa", "payment", "transport", "other"]


def test_every_kind_is_named_in_both_languages():
    assert all(kind.name_vi and kind.name_en for kind in obstacle_kinds().values())


def test_a_workspace_has_kinds_of_its_own(own):
    own("kinds:\n  - {code: gio, vi: Gió, en: Wind}\n")
    assert obstacle_kinds()["gio"].name_en == "Wind"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kinds: A\n", "line 1: kinds is not a list"),
        ("kinds:\n  - A\n", "line 2: this is no kind"),
        ("kinds:\n  - {code: A, vi: Một}\n", "line 2: en is None"),
        ("kinds:\n  - {code: A, vi: Một, en: One, chapter: A}\n", "line 2: unknown name chapter"),
        (
            "kinds:\n  - {code: A, vi: Một, en: One}\n  - {code: A, vi: Hai, en: Two}\n",
            "line 3: the code A is there twice",
        ),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(own, text, said):
    own(text)
    with pytest.raises(DefinitionError, match=said):
        obstacle_kinds()
