"""Write docs/reference/access.md from the expectations of the access tests: `python tools/access_matrix.py`.

The tests ask every address for every person at every sensitivity whether it answers as said here.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()

from tests.web.access import OF_THE_SESSION, Case  # noqa: E402
from tests.web.access.cases import STEPS  # noqa: E402
from tests.web.house import KINDS, LEVELS, PEOPLE, Person, may_know, may_know_of_document  # noqa: E402
from tests.web.routes import routes  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "access.md"

HEAD = """# Who may know and do what

<!-- Written by tools/access_matrix.py from tests/web/house and tests/web/access: change those, not this page. -->

The matrix of address, role, relation of the unit and sensitivity, as `tests/web/test_access_matrix.py` asks it of every page and step, `tests/api/test_access.py` of the API, and
further tests of search, choices, exports, feeds and files. It is worked out without the access rules of the product: by hand, from one sentence a rule, over one house of fifteen people.
Whoever may not know of a record gets 404, the same as for one that is not there; whoever may know of it and not do this gets 403.

Every record of the house is held by the Department of Economic Diplomacy (`mofa-economic`) and concerns Japan where its kind has partners. The Ministry of Industry and Trade (`moit`)
leads or is concerned; the embassy in Japan (`mission-jp`) is named on what is restricted; the embassy in the Republic of Korea has nothing to do with it.
"""

RELATIONS = {
    "lan": "holds it",
    "minh": "holds it, its head",
    "ha": "holds it",
    "thu": "holds it",
    "hien": "the ministry above the holder, its head",
    "tuan": "mission in the partner, named where restricted",
    "mai": "mission in the partner, named where restricted, its head",
    "son": "leads or is concerned",
    "binh": "leads or is concerned, its head",
    "yen": "a province, concerned by commitments",
    "oanh": "a mission elsewhere",
    "quang": "Office of the Government: oversees",
    "khoa": "no part in the work",
    "vy": "reads, and audits the history",
    "nobody": "signed in, without a post",
}


def page() -> str:
    """The whole page as text."""
    acts = [case for case in _every_case() if case.acts]
    of_records = [case for case in acts if case.kind]
    others = [case for case in acts if not case.kind]
    lines = [HEAD, *_people(), *_known(), *_places()]
    lines += _section(
        "What each may do to a record they may know of",
        "By the address of the step; of an address with several steps each is named.",
        [(_named(case), _may_act(case)) for case in of_records],
    )
    lines += _section(
        "What each may do where no record is at hand",
        "Adding, importing, exporting, settings, one's own account. What is somebody else's (a run, a view, a key) is nobody's here.",
        [(_named(case), case.open_to) for case in others],
    )
    return "\n".join(lines)


def _every_case() -> Iterator[Case]:
    for route in routes():
        if route.name not in OF_THE_SESSION:
            _name, steps = STEPS.get(route.name, ("", ("",)))
            yield from (Case(route, LEVELS[0], "", step) for step in steps)


def _people() -> list[str]:
    rows = [
        f"| {one.name} | {one.role or '–'} | {f'`{one.unit}`' if one.unit else '–'} | {RELATIONS[one.name]} |"
        for one in PEOPLE
    ]
    return ["| person | role | unit | relation to the records |", "|---|---|---|---|", *rows, ""]


def _known() -> list[str]:
    """Kind by person: at which levels the person may know of the record."""
    rows = [
        _row(kind, ["".join(_levels(person, kind)) or "–" for person in PEOPLE])
        for kind in sorted(KINDS)
    ]
    words = "Its page, its line in a list, its place in search, choices, exports, the API, feeds and files: p public, i internal, r restricted."
    return ["## Who may know of a record", "", words, "", *_heads("record"), *rows, ""]


def _levels(person: Person, kind: str) -> Iterator[str]:
    for level in LEVELS:
        known = may_know(person, kind, level)
        if kind == "document":
            known = may_know_of_document(person, level)
        if known:
            yield level[0]


def _places() -> list[str]:
    """Which pages are open where nothing is changed and no record is named."""
    shown = [case for case in _every_case() if not case.acts and not case.kind]
    return _section(
        "Which pages each may open",
        "Pages that name no record of the register or the work; what stands on them is what one may know of.",
        [(_named(case), case.open_to) for case in shown],
    )


def _may_act(case: Case) -> Callable[[Person], bool]:
    return lambda person: case.known_to(person) and case.lets_act(person)


def _section(
    title: str, words: str, rows: Iterable[tuple[str, Callable[[Person], bool]]]
) -> list[str]:
    told = [_row(name, ["●" if may(one) else "" for one in PEOPLE]) for name, may in rows]
    return [f"## {title}", "", words, "", *_heads("address"), *told, ""]


def _heads(first: str) -> list[str]:
    return [_row(first, [one.name for one in PEOPLE]), "|---" * (len(PEOPLE) + 1) + "|"]


def _row(first: str, cells: Iterable[str]) -> str:
    return f"| {first} | {' | '.join(cells)} |"


def _named(case: Case) -> str:
    return f"`/{case.route.pattern}`{f' {case.step}' if case.step else ''}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
