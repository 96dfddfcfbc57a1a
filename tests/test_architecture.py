"""The house stands as drawn: what import-linter cannot see."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import signals

from tests.shared import ROOT

SOURCE = ROOT / "src" / "chancery"
# Top to bottom, as in pyproject's import contract; same height where packages are equals.
HEIGHT = {
    "lib": 0,
    "reference": 1,
    "history": 2,
    "partners": 3,
    "people": 4,
    "notices": 5,
    "reader": 6,
    "economy": 6,
    "documents": 7,
    "readings": 8,
    "register": 9,
    "work": 10,
    "intake": 11,
    "web": 14,
    "api": 14,
    "cli": 14,
}
FLOW = [
    "history",
    "partners",
    "people",
    "notices",
    "documents",
    "readings",
    "register",
    "work",
    "intake",
]
WRITES = re.compile(
    r"\.(save|create|bulk_create|bulk_update|update_or_create|get_or_create|delete|"
    r"set|add|remove|clear|update)$"
)
ROW_WRITES = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}


def _ours(model):
    return model.__module__.startswith("chancery.")


def test_foreign_keys_written_as_strings_point_down_too():
    upward = []
    for model in apps.get_models(include_auto_created=True):
        if not _ours(model):
            continue
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or not field.related_model:
                continue
            there = field.related_model._meta.app_label
            if there in HEIGHT and HEIGHT[there] > HEIGHT[here]:
                upward.append(f"{here}.{model.__name__}.{field.name} -> {there}")
    assert upward == []


def test_history_has_no_foreign_key_to_anything_else():
    for model in apps.get_app_config("history").get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model:
                assert field.related_model._meta.app_label == "history"


@pytest.mark.parametrize(
    "signal", [s for s in vars(signals).values() if isinstance(s, signals.ModelSignal)]
)
def test_no_signal_receiver_is_ours(signal):
    ours = [
        receiver
        for _, receiver, *_ in signal.receivers
        if "chancery" in getattr(receiver() if callable(receiver) else receiver, "__module__", "")
    ]
    assert ours == []


def _may_write(path: Path) -> bool:
    return "actions" in path.stem or "actions" in {p.name for p in path.parents}


def _writing_calls(tree):
    """Calls that write rows: Model.objects.create(...), row.save(), queryset.update(...)."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, owner = node.func.attr, ast.unparse(node.func.value)
        through_manager = ".objects" in owner or "_default_manager" in owner
        if name in ROW_WRITES or (through_manager and WRITES.search(f".{name}")):
            yield f"{owner}.{name}", node.lineno


def test_rows_are_written_in_actions_alone():
    found = []
    for package in [*FLOW, "web", "api", "cli"]:
        for path in (SOURCE / package).rglob("*.py"):
            if "migrations" in path.parts or _may_write(path):
                continue
            tree = ast.parse(path.read_text("utf-8"))
            found += [
                f"{path.relative_to(SOURCE)}:{line} {call}"
                for call, line in _writing_calls(tree)
                if (path.relative_to(SOURCE).as_posix(), call) not in ALLOWED
            ]
    assert found == []


# Numbering hands out references: a write that only actions call. The chain's own verification
# and the form classes of Django do not write.
ALLOWED = {
    ("register/numbering.py", "Numbering.objects.select_for_update().get_or_create"),
    ("register/numbering.py", "row.save"),
    ("work/papers.py", "made.save"),  # a letter in Word, not a row
}


def test_no_package_has_a_name_that_says_nothing():
    for banned in ("utils", "helpers", "managers", "signals", "core", "common"):
        assert not list(SOURCE.rglob(f"{banned}.py")), banned
        assert not [p for p in SOURCE.rglob(banned) if p.is_dir()], banned


def _functions():
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_no_function_passes_fifty_lines_and_no_file_four_hundred():
    long = [f"{p.name}:{n.name}" for p, n in _functions() if n.end_lineno - n.lineno >= 50]
    assert long == []
    files = {
        p.relative_to(SOURCE).as_posix(): len(p.read_text("utf-8").splitlines())
        for p in SOURCE.rglob("*.py")
        if "migrations" not in p.parts
    }
    assert {name: n for name, n in files.items() if n > 400} == {}


def _declared(path, group=None):
    told = tomllib.loads(path.read_text("utf-8"))
    extras = told["project"].get("optional-dependencies", {})
    needed = [
        *told["project"]["dependencies"],
        *(row for extra in extras.values() for row in extra),
    ]
    rows = told["dependency-groups"][group] if group else needed
    names = {re.match(r"[\w.-]+", row)[0] for row in rows if isinstance(row, str)}
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def _imported(folder):
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, name.name.split(".")[0]) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                yield path, node.module.split(".")[0]


@pytest.mark.parametrize(("folder", "group"), [("src", None), ("tests", "dev")])
def test_every_library_that_is_imported_is_declared(folder, group):
    """What a developer once installed by hand hides a missing line from everybody here."""
    told = _declared(ROOT / "pyproject.toml")
    told |= _declared(ROOT / "pyproject.toml", group) if group else set()
    made_by = packages_distributions()
    missing = {}
    for path, name in _imported(ROOT / folder):
        if name in sys.stdlib_module_names or (ROOT / name).is_dir() or name == "chancery":
            continue
        # an extra that is not installed here goes by the name that it is imported by
        makers = {re.sub(r"[-_.]+", "-", one).lower() for one in made_by.get(name, [name])}
        if not makers & told:
            missing.setdefault(name, path.relative_to(ROOT).as_posix())
    assert missing == {}
