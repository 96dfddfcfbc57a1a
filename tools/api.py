"""Write docs/reference/api.md from the OpenAPI description: `python tools/api.py`.

With `--check` nothing is written: exit status 1 where the page is not what the description says.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()

from django.utils.translation import override  # noqa: E402

from chancery.api.urls import description  # noqa: E402
from chancery.people.tokens import SCOPES  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "api.md"

HEAD = """# HTTP API

<!-- Written by tools/api.py from the OpenAPI description: change the code, not this page. -->

The whole description, with every field, is served at `/api/v1/openapi.json`. How to begin: [Use the API](../how-to/use-the-api.md).
"""


def page() -> str:
    """The whole page as text."""
    with override("en"):
        return "\n".join([HEAD, *_scopes(), "", *_operations(), *_schemas(), ""])


def _scopes() -> list[str]:
    lines = ["## Scopes", "", "| scope | what the key may do |", "|---|---|"]
    return [*lines, *(f"| `{name}` | {words} |" for name, words in SCOPES.items())]


def _operations() -> list[str]:
    told = description()
    tags: dict[str, list[str]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            tags.setdefault(operation["tags"][0], []).append(_row(path, method, operation))
    lines = []
    for tag, rows in tags.items():
        head = [
            "| call | what | scope | takes | answers | fails with |",
            "|---|---|---|---|---|---|",
        ]
        lines += [f"## {tag.capitalize()}", "", *head, *rows, ""]
    return lines


def _row(path: str, method: str, operation: dict) -> str:
    address = path.removeprefix("/api/v1")
    scope = f"`{operation['x-scope']}`" if operation["x-scope"] else "any key"
    codes = sorted(operation["responses"])
    good = [code for code in codes if code < 400]
    answers = [_name(operation["responses"][code]) for code in good]
    fails = ", ".join(str(code) for code in codes if code >= 400)
    cells = (
        f"`{method.upper()} {address}`",
        operation["summary"],
        scope,
        _takes(operation),
        f"{good[0]} {answers[0]}".strip(),
        fails,
    )
    return f"| {' | '.join(cells)} |"


def _takes(operation: dict) -> str:
    queries = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
    body = _name(operation.get("requestBody", {}))
    return " ".join(filter(None, [body, ", ".join(f"`{name}`" for name in queries)]))


def _name(part: dict) -> str:
    for media in part.get("content", {}).values():
        schema = media["schema"]
        if schema.get("format") == "binary":
            return "the file"
        name = schema.get("$ref", "").rpartition("/")[2] or schema.get("title", "")
        return "a form" if name == "MultiPartBodyParams" else f"[{name}](#{name.lower()})"
    return ""


def _schemas() -> list[str]:
    lines = ["## Schemas", ""]
    for name, schema in sorted(description()["components"]["schemas"].items()):
        if "properties" not in schema:
            continue
        lines += [f"### {name}", "", " ".join(schema.get("description", "").split()), ""]
        lines += ["| field | type | what |", "|---|---|---|"]
        needed = set(schema.get("required", []))
        lines += [_field(key, told, key in needed) for key, told in schema["properties"].items()]
        lines.append("")
    return lines


def _field(name: str, told: dict, needed: bool) -> str:
    words = " ".join(told.get("description", "").split())
    return f"| `{name}`{'' if needed else ' (optional)'} | {_type(told)} | {words} |"


def _type(told: dict) -> str:
    if ref := told.get("$ref"):
        name = ref.rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in told:
        return " or ".join(dict.fromkeys(_type(one) for one in told["anyOf"]))
    if "enum" in told:
        return ", ".join(f"`{value}`" for value in told["enum"])
    if "const" in told:
        return f"`{told['const']}`" if told["const"] else "empty"
    if told.get("type") == "array":
        return f"list of {_type(told.get('items', {}))}"
    return str(told.get("format") or told.get("type") or "anything")


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        current = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        if current != page():
            print("docs/reference/api.md is out of date: run python tools/api.py")
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
