"""The definition of how long contacts are kept: shipped, replaced, wrong."""

import pytest
from django.conf import settings

from chancery.lib.definitions import DefinitionError
from chancery.register.contacts.retention import retention

OTHERS = "  - {basis: consent, months: 1}\n  - {basis: office, months: 2}\n"
WHOLE = f"within: 30\nretention:\n{OTHERS}"


@pytest.fixture
def own():
    folder = settings.WORKSPACE.root / "definitions"
    path = folder / "contacts.yaml"

    def write(text: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    yield write
    path.unlink(missing_ok=True)


def test_the_shipped_rule_speaks_of_every_basis():
    assert dict(retention().months) == {"consent": 36, "office": 60, "interest": 24}
    assert retention().within == 60


def test_a_workspace_has_rules_of_its_own(own):
    own(f"{WHOLE}  - {{basis: interest, months: 3}}\n")
    assert (retention().within, retention().months["interest"]) == (30, 3)


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("within: 30\n", 1, "retention is not a list"),
        (f"{WHOLE}\nkeep: 1\n", 6, "unknown name keep"),
        (WHOLE, 2, "nothing is said of interest"),
        (f"{WHOLE}  - interest\n", 5, "this is no rule"),
        (f"{WHOLE}  - {{basis: withdrawn, months: 3}}\n", 5, "basis is 'withdrawn'"),
        (f"{WHOLE}  - {{basis: interest, months: 0}}\n", 5, "months is 0"),
        (f"{WHOLE.replace('30', 'soon')}  - {{basis: interest, months: 3}}\n", 1, "within is"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(own, text, line, cause):
    own(text)
    with pytest.raises(DefinitionError) as told:
        retention()
    assert f"contacts.yaml, line {line}: " in str(told.value)
    assert cause in str(told.value)
