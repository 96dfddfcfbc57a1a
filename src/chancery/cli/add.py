"""``chancery add PATH|URL...``: documents into the workspace, read at once."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.fetching import fetch, is_address
from chancery.cli.workspace import WorkspaceError, open_workspace, say, workspace_option
from chancery.lib.errors import ChanceryError
from chancery.lib.limits import from_environment
from chancery.reader.formats import read_file

if TYPE_CHECKING:
    from chancery.documents.actions import Keeping
    from chancery.intake.actions import Added
    from chancery.people.access import Viewer

_PAGES_A_LINE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file. A refused paper's name is not repeated anywhere but here."""

    source: str
    outcome: str
    document: int | None = None
    message: str = ""
    waiting: int = 0


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL...")
@workspace_option
@click.option("--by", envvar="CHANCERY_USER", help="Sign-in name of the person who adds.")
@click.option("--unit", help="Unit that holds the documents; needed by those with several posts.")
@click.option(
    "--sensitivity",
    type=click.Choice(["public", "internal", "restricted"]),
    default="internal",
    show_default=True,
)
@click.option("--named-unit", "named", multiple=True, help="Who may see a restricted document.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication.")
@click.option("--json", "as_lines", is_flag=True, help="One line of JSON per file.")
def command(  # noqa: PLR0913 - one option, one argument
    sources: tuple[str, ...],
    folder: Path,
    by: str | None,
    unit: str | None,
    sensitivity: str,
    named: tuple[str, ...],
    published: datetime | None,
    as_lines: bool,
) -> None:
    """Add files, folders or web addresses. What was already there is not added twice; what cannot
    be read is told in a line of its own and the others go on."""
    open_workspace(folder)
    from chancery.reader.apart import WORKERS  # noqa: PLC0415 - needs the workspace's settings

    WORKERS.warm("chancery.reader.apart")
    viewer, keeping = _who(by, unit, sensitivity, named)
    day = published.date() if published else None
    files = list(_expand(sources))
    counts: Counter[str] = Counter()
    lines = (line for file in files for line in _add(file, viewer, keeping, day))
    for line in _with_progress(lines, len(files)):
        counts[line.outcome] += 1
        click.echo(json.dumps(asdict(line), ensure_ascii=False) if as_lines else _told(line))
    if not as_lines:
        say(_summary(counts))
    sys.exit(1 if counts["refused"] + counts["unreadable"] else 0)


def _who(
    by: str | None, unit: str | None, sensitivity: str, named: tuple[str, ...]
) -> tuple[Viewer, Keeping]:
    from chancery.documents.access import units_to_add_for  # noqa: PLC0415 - needs Django
    from chancery.documents.actions import Keeping  # noqa: PLC0415
    from chancery.people.access import viewer_of  # noqa: PLC0415
    from chancery.people.models import User  # noqa: PLC0415

    name = by or _demo_clerk()
    user = User.objects.filter(username=(name or "").lower(), is_active=True).first()
    if user is None:
        raise WorkspaceError("Say who adds: --by NAME, the sign-in name of a clerk or officer")
    viewer = viewer_of(user)
    units = units_to_add_for(viewer)
    if unit is None and len(units) != 1:
        hint = f": one of {', '.join(units)}" if units else ""
        raise WorkspaceError(f"Say which unit holds the documents with --unit{hint}")
    if sensitivity == "restricted" and not named:
        raise WorkspaceError("Name who may see restricted documents: --named-unit UNIT")
    return viewer, Keeping(unit or units[0], sensitivity, named)


def _demo_clerk() -> str | None:
    from chancery.people.models import Role, User  # noqa: PLC0415

    clerk = User.objects.filter(is_demo=True, posts__role=Role.CLERK).first()
    return clerk.username if clerk else None


def _expand(sources: Iterable[str]) -> Iterator[str]:
    """Folders become the files in them, hidden ones left out; the rest stays as it was given."""
    for source in sources:
        path = Path(source)
        if not is_address(source) and path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            yield from (str(p) for p in inside if not p.name.startswith("."))
        else:
            yield source


def _add(source: str, viewer: Viewer, keeping: Keeping, published: Any) -> list[Line]:
    """The line of a file, and one for each file that came with a mail."""
    from chancery.documents.errors import DuplicateError, SecretRefusedError  # noqa: PLC0415
    from chancery.intake.actions import File, add  # noqa: PLC0415
    from chancery.intake.arriving.reading import long_scan_pages  # noqa: PLC0415

    try:
        if is_address(source):
            data, name, address = fetch(source)
        else:
            data = read_file(Path(source), limits=from_environment())
            name, address = Path(source).name, ""
        file = File(data=data, name=name, address=address, published=published)
        told = _PageBar(name) if long_scan_pages(file) else None
        with told or nullcontext():
            added = add(file=file, keeping=keeping, by=viewer, told=told)
        return list(_lines(source, added))
    except DuplicateError as error:
        return [Line(source, "already here", error.document_id, str(error))]
    except SecretRefusedError as error:
        return [Line(source, "refused", message=str(error))]
    except ChanceryError as error:
        return [Line(source, "unreadable", message=str(error))]


class _PageBar:
    """How many pages of a long scan are recognised, on stderr; plain lines where that is no terminal."""

    def __init__(self, name: str) -> None:
        self._name, self._done = name, 0
        self._bar: Any = None

    def __enter__(self) -> _PageBar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()

    def __call__(self, done: int, of: int) -> None:
        if not sys.stderr.isatty():
            if done < of and done % _PAGES_A_LINE:
                return
            say(f"{self._name}: {done} of {of} pages recognised")
            return
        if self._bar is None or self._bar.length != of:  # a scan that came with a mail
            self._bar, self._done = (
                click.progressbar(length=of, label=self._name, file=sys.stderr),
                0,
            )
        self._bar.update(done - self._done)
        self._done = done


def _lines(source: str, added: Added) -> Iterator[Line]:
    from chancery.readings.models import Finding  # noqa: PLC0415

    waiting = added.run.findings.filter(state=Finding.State.WAITING, confidence__gte=0.5)
    yield Line(source, "added", added.document.pk, added.document.title, waiting.count())
    for part in added.along:
        inner = f"{source}/{part.name}"
        if part.added:
            yield from _lines(inner, part.added)
        else:
            outcome = "already here" if part.document_id else "unreadable"
            yield Line(inner, outcome, part.document_id, part.message)


def _with_progress(lines: Iterator[Line], length: int) -> Iterable[Line]:
    if length < 5 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from lines
        return
    with click.progressbar(lines, length=length, label="Adding", file=sys.stderr) as bar:
        yield from bar


def _told(line: Line) -> str:
    if line.outcome == "added":
        return f"added         {line.source}  {line.message} ({line.waiting} findings wait)"
    if line.outcome == "already here":
        return f"already here  {line.source}  {line.message}"
    click.echo(f"{line.source}: {line.message}", err=True)
    return f"{line.outcome:<13} {line.source}"


def _summary(counts: Counter[str]) -> str:
    parts = [f"{counts[name]} {name}" for name in ("added", "already here") if counts[name]]
    parts += [f"{counts[name]} {name}" for name in ("refused", "unreadable") if counts[name]]
    return ", ".join(parts) + "."
