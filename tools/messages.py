"""The Vietnamese catalogue: ``extract`` new messages, ``compile`` it, ``check`` that it is whole.

The text in the code is English; ``src/chancery/locale/vi`` holds the Vietnamese. Needs no gettext.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "chancery"
PO = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# What changes at every extraction and tells nothing.
NOISE = re.compile(
    r'^"(Project-Id|Report-Msgid|POT-|PO-Revision|Last-Trans|Language-Team|Generated)[^\n]*\n',
    re.MULTILINE,
)
HEADER = "# The pages in Vietnamese, as officials write it. Made by tools/messages.py extract."
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")


class CatalogueError(Exception):
    """The catalogue cannot be read."""


def main(arguments: list[str]) -> int:
    commands = {"extract": extract_all, "compile": compile_all, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        print("usage: messages.py extract|compile|check", file=sys.stderr)
        return 2
    try:
        return commands[arguments[0]]()
    except CatalogueError as error:
        print(f"messages: {error}", file=sys.stderr)
        return 1


def extract_all() -> int:
    """Bring the catalogue up to the code: new messages empty, gone ones dropped."""
    catalogue = read(PO)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER
    written = io.BytesIO()
    write_po(written, catalogue, width=99, sort_output=True, include_lineno=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(NOISE.sub("", written.getvalue().decode()), encoding="utf-8")
    empty = sum(1 for message in messages(catalogue) if not translated(message))
    print(
        f"{len(list(messages(catalogue)))} messages, {empty} to translate in {PO.relative_to(ROOT)}"
    )
    return 0


def compile_all() -> int:
    written = io.BytesIO()
    write_mo(written, read(PO))
    target = PO.with_suffix(".mo")
    beside = target.with_suffix(".mo.new")
    beside.write_bytes(written.getvalue())
    beside.replace(target)
    return 0


def check() -> int:
    faults = list(all_faults(read(PO), template()))
    for fault in faults:
        print(f"{PO.relative_to(ROOT)}: {fault}", file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults; run: python tools/messages.py extract", file=sys.stderr)
    return 1 if faults else 0


def all_faults(kept: Catalog, wanted: Catalog) -> Iterator[str]:
    """Each message that the Vietnamese pages would show wrongly, or that nothing uses."""
    for message in messages(wanted):
        found = kept.get(message.id, message.context)
        if found is None:
            yield f"missing: {shown(message)} ({message.locations[0][0]})"
        elif found.fuzzy:
            yield f"fuzzy: {shown(message)}"
        elif not translated(found):
            yield f"not translated: {shown(message)}"
        elif lost := lost_placeholders(found):
            yield f"unknown or lost placeholder {', '.join(sorted(lost))}: {shown(message)}"
    for message in messages(kept):
        if wanted.get(message.id, message.context) is None:
            yield f"not used: {shown(message)}"


def lost_placeholders(message: Message) -> set[str]:
    """Names in one of the two languages alone; a plural may do without its number."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = set().union(*(placeholders(text) for text in ids))
    return set().union(*(wanted ^ placeholders(text) for text in strings))


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def shown(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, tuple) else message.id
    return repr(text if len(text) < 90 else text[:87] + "...")


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="vi", project="chancery", fuzzy=False)
    try:
        with path.open("rb") as file:
            return read_po(file, locale="vi", abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(f"{path.relative_to(ROOT)}: {error}") from error


def template() -> Catalog:
    """Every message in the code and the templates."""
    found = Catalog(locale="vi", project="chancery", fuzzy=False)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        name = path.relative_to(ROOT).as_posix()
        for line, text, _comments, context in extracted(path):
            found.add(text, None, [(name, line)], context=context)
    return found


def extracted(path: Path) -> Iterator[tuple[int, str, list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        source = python_of(source)
    yield from extract("python", io.BytesIO(source.encode()), KEYWORDS)


def python_of(template_source: str) -> str:
    """A template as the gettext calls in it; Django's own translator does it.

    In brackets, because the template's indentation means nothing to Python.
    """
    from django.conf import settings  # noqa: PLC0415 - compiling needs no Django
    from django.utils.translation.template import templatize  # noqa: PLC0415

    if not settings.configured:
        settings.configure()
    return f"(\n{templatize(template_source)}\n)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
