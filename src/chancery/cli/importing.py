"""``chancery import tasks``: a tracking sheet becomes tasks, or is only looked at."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.workspace import WorkspaceError, open_workspace, say, workspace_option

if TYPE_CHECKING:
    from chancery.people.access import Viewer
    from chancery.work.sheets.columns import Mapped
    from chancery.work.sheets.plan import Plan, Wanted
    from chancery.work.sheets.table import Table

as_option = click.option(
    "--as", "name", envvar="CHANCERY_USER", help="Sign-in name of the person who acts."
)


@click.group("import")
def command() -> None:
    """Take what other systems kept into the workspace."""


@command.command("tasks", short_help="New tasks and changes of a tracking sheet.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@workspace_option
@as_option
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="YAML: official heading, then the heading or the letter of the column that holds it.",
)
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option(
    "--take",
    type=click.Choice(["sheet", "system", "leave"]),
    default="leave",
    help="Which side holds where the sheet and the system were both changed (left alone: leave).",
)
@click.option("--reason", default="", help="Why, for what asks for a reason (more time, an end).")
@click.option("--assigner", default="", help="Unit that assigned where a row names none.")
@click.option("--unit", help="Unit that holds the tasks; needed by those with several posts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def tasks(  # noqa: PLR0913 - one option, one argument
    file: Path,
    folder: Path,
    name: str | None,
    mapping: Path | None,
    dry_run: bool,
    take: str,
    reason: str,
    assigner: str,
    unit: str | None,
    as_json: bool,
) -> None:
    """Record the new tasks of a tracking sheet (XLSX, CSV) and its changes, in one transaction.

    The official 25 columns are known by their headings, others through --map. Rows with errors
    are told on stderr with their cells and left alone. Where a task was changed here since the
    sheet went out the conflict is shown: --take says which side holds. What the rules do not let
    you change is told with its cell and not done.
    """
    open_workspace(folder)
    viewer = viewer_named(name)
    table, mapped = _table(file, mapping)
    plan = _plan(table, mapped, _wanted(viewer, unit, assigner), viewer)
    for problem in plan.problems:
        click.echo(f"{file.name}: {problem}", err=True)
    from chancery.cli.merging import bring, said_of, show  # noqa: PLC0415 - needs Django

    if not as_json:
        show(plan)
    told = bring(plan, file.name, viewer, (take, reason), dry_run=dry_run)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else said_of(told, dry_run, name))
    undecided = plan.counts["conflict"] if take == "leave" else 0
    sys.exit(1 if plan.problems or told["not_done"] or undecided else 0)


@command.command("iati", short_help="Projects and ledgers of an IATI file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@workspace_option
@as_option
@click.option("--partner", required=True, help="Code of the partner where the file says none.")
@click.option("--kind", default="other", help="Kind of project where the file says none.")
@click.option("--dry-run", is_flag=True, help="Say what would become of it; write nothing.")
@click.option("--unit", help="Unit that holds the projects; needed by those with several posts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def iati(  # noqa: PLR0913 - one option, one argument
    file: Path,
    folder: Path,
    name: str | None,
    partner: str,
    kind: str,
    dry_run: bool,
    unit: str | None,
    as_json: bool,
) -> None:
    """Record the projects and ledger entries of an IATI file (activity standard 2.03).

    All in one transaction. What stands is known again and left as it is; what cannot be used is
    told on stderr with its line.
    """
    open_workspace(folder)
    from chancery.cli.iati import bring  # noqa: PLC0415 - needs Django

    viewer = viewer_named(name)
    told, problems = bring(file, viewer, (_held_by(viewer, unit), partner, kind), dry_run=dry_run)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _said_of_iati(told, name))
    sys.exit(1 if problems else 0)


def _said_of_iati(told: dict[str, Any], name: str | None) -> str:
    counts = told["activities"]
    rows = ", ".join(f"{number} {fate}" for fate, number in counts.items() if number)
    if not told["import"]:
        return f"{rows or 'no activity'}. Nothing was written."
    back = f"chancery import undo {told['import']} --as {name}"
    made = f"{told['projects']} projects and {told['entries']} ledger entries"
    return f"{rows}. Recorded {made}; within a day they are taken back by: {back}"


KINDS = (
    "commitments", "agreements", "activities", "requests", "obstacles", "opportunities",
    "projects", "contacts", "interactions", "mechanisms", "initiatives", "outreach", "proposals",
    "programmes", "programme-parts", "programme-targets", "training",
)  # fmt: skip
"""What comes in row by row as through its add form; a test compares them with the forms there are."""


def _rows_command(kind: str) -> click.Command:
    """``chancery import KIND FILE``: the same for each of them."""

    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
    @workspace_option
    @as_option
    @click.option(
        "--map",
        "mapping",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help="YAML: heading of the form, then the heading of the file.",
    )
    @click.option(
        "--dry-run", is_flag=True, help="Record it all and roll it back: say what fails."
    )
    @click.option("--twins", is_flag=True, help="Take rows too that only look like a record.")
    @click.option(
        "--unit", help="Unit that holds the records; needed by those with several posts."
    )
    @click.option("--json", "as_json", is_flag=True, help="One JSON object.")
    def run(file: Path, folder: Path, name: str | None, **options: Any) -> None:
        open_workspace(folder)
        from chancery.cli.rows import bring  # noqa: PLC0415 - needs Django

        viewer = viewer_named(name)
        held_by = _held_by(viewer, options["unit"])
        sys.exit(bring(kind, file, viewer, held_by, name or "", **options))

    words = kind.replace("-", " ")
    said = f"Record {words} from a spreadsheet (XLSX, CSV), all or none."
    run.__doc__ = f"""{said}

    The columns are the fields of the form that adds one by hand, by their labels in Vietnamese or
    English. Rows with errors are told on stderr with their cells, and then nothing is recorded.
    What an export wrote is known by its reference and left as it is.
    """
    return click.command(kind, short_help=f"{words[:1].upper()}{words[1:]}, a row each.")(run)


for _kind in KINDS:
    command.add_command(_rows_command(_kind))


@command.command("fta-use", short_help="Figures on the use of agreements.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@workspace_option
@as_option
@click.option("--agreement", default="", help="Key of the agreement where a row names none.")
@click.option(
    "--direction",
    type=click.Choice(["", "export", "import"]),
    default="",
    help="Whose trade the figures are of, where a row does not say it.",
)
@click.option("--currency", default="USD", show_default=True, help="Where a row names none.")
@click.option("--scale", default="1", show_default=True, help="Figures are in: 1, 1000, 1000000.")
@click.option("--source", default="", help="Whose figures they are, where a row does not say it.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--unit", help="Unit that holds the figures; needed by those with several posts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def fta_use(file: Path, folder: Path, name: str | None, unit: str | None, **options: Any) -> None:
    """Record figures on the use of agreements from a spreadsheet (XLSX, CSV)."""
    open_workspace(folder)
    from chancery.cli.fta import bring  # noqa: PLC0415 - needs Django

    viewer = viewer_named(name)
    sys.exit(bring(file, viewer, _held_by(viewer, unit), name or "", **options))


@command.command("undo", short_help="Take an import back, within a day.")
@click.argument("run")
@workspace_option
@as_option
def undo(run: str, folder: Path, name: str | None) -> None:
    """Take an import back, within a day; what somebody worked on since stays."""
    open_workspace(folder)
    from chancery.cli.fta import undone as undone_figures  # noqa: PLC0415 - needs Django
    from chancery.cli.iati import undone  # noqa: PLC0415
    from chancery.cli.rows import undone as undone_rows  # noqa: PLC0415
    from chancery.work.actions.sheets import take_back_sheet  # noqa: PLC0415 - needs Django
    from chancery.work.sheets.runs import import_of  # noqa: PLC0415

    viewer = viewer_named(name)
    for taken_back in (undone, undone_figures, undone_rows):
        if kept := taken_back(run, viewer):
            sys.exit(kept - 1)
    found = import_of(viewer, run)
    if found is None:
        raise WorkspaceError(f"{run}: no import of yours has this name")
    with click.progressbar(length=len(found.made), label="Taking back", file=sys.stderr) as bar:
        after = take_back_sheet(run=found, by=viewer, tell=lambda n: bar.update(n - bar.pos))
    for one in after.kept:
        click.echo(f"{one.reference}: {one.reason}", err=True)
    click.echo(f"{len(after.taken_back or ())} taken back, {len(after.kept)} kept.")
    sys.exit(1 if after.kept else 0)


def viewer_named(name: str | None) -> Viewer:
    """The person who acts; nobody else's rights are used."""
    from chancery.people.access import viewer_of  # noqa: PLC0415 - needs Django
    from chancery.people.models import User  # noqa: PLC0415

    user = User.objects.filter(username=(name or "").lower(), is_active=True).first()
    if user is None:
        raise WorkspaceError("Say who acts: --as NAME, the sign-in name of an officer or head")
    return viewer_of(user)


def _held_by(viewer: Viewer, unit: str | None) -> str:
    """The unit that will hold what is brought in."""
    mine = sorted(own for own in viewer.own_units if viewer.writes_for(own))
    if unit is None and len(mine) > 1:
        raise WorkspaceError(f"Say which unit holds it with --unit: {', '.join(mine)}")
    return unit or (mine[0] if mine else "")


def _wanted(viewer: Viewer, unit: str | None, assigner: str) -> Wanted:
    from chancery.register.rules import check_can_add  # noqa: PLC0415 - needs Django
    from chancery.register.values import Guard  # noqa: PLC0415
    from chancery.work.sheets.official import unit_names  # noqa: PLC0415
    from chancery.work.sheets.plan import Wanted  # noqa: PLC0415

    held_by = _held_by(viewer, unit)
    check_can_add(viewer, held_by)
    found = unit_names().find(assigner or held_by)
    if len(found) != 1:
        said = "several units are" if found else "no unit is"
        raise WorkspaceError(f"--assigner: {said} called {assigner}: write the key of one")
    return Wanted(Guard(held_by), next(iter(found)))


def _table(file: Path, mapping: Path | None) -> tuple[Table, Mapped]:
    from chancery.work.sheets.columns import (  # noqa: PLC0415 - needs Django
        BY_NAME,
        Mapped,
        map_headings,
    )
    from chancery.work.sheets.limits import limits_of_settings  # noqa: PLC0415
    from chancery.work.sheets.table import read_table  # noqa: PLC0415

    limits = limits_of_settings()
    if file.stat().st_size > limits.mb * 1024 * 1024:
        raise WorkspaceError(f"{file}: larger than {limits.mb} MB: split it")
    table = read_table(file.read_bytes(), file.name, limits)
    mapped = map_headings(table.headings)
    if mapping is not None:
        mapped = Mapped({**mapped.found, **_columns(mapping, table)})
    for name in mapped.proposed:
        near = table.headings[mapped.found[name]]
        say(f"{file.name}: “{near}” is taken for “{BY_NAME[name].heading}”; --map says otherwise")
    if missing := [BY_NAME[name].heading for name in mapped.missing]:
        raise WorkspaceError(
            f"{file.name}: no column for {', '.join(missing)} (headings in row "
            f"{table.heading_row} of {table.sheet}): name it with --map"
        )
    return table, mapped


def _columns(mapping: Path, table: Table) -> dict[str, int]:
    import yaml  # noqa: PLC0415 - only for who maps

    try:
        told = yaml.safe_load(mapping.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{mapping}: this is no YAML in UTF-8: {error}") from error
    if not isinstance(told, Mapping):
        raise WorkspaceError(f"{mapping}: write lines such as “Tên nhiệm vụ: B”")
    return dict(_column(mapping, str(words), str(place), table) for words, place in told.items())


def _column(mapping: Path, words: str, place: str, table: Table) -> tuple[str, int]:
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - only for who maps

    from chancery.work.sheets.columns import OFFICIAL, column_called, plain  # noqa: PLC0415

    name = column_called(words)
    if not name:
        known = ", ".join(column.heading for column in OFFICIAL)
        raise WorkspaceError(f"{mapping}: “{words}” is no official column; they are {known}")
    headings = [plain(heading) for heading in table.headings]
    if plain(place) in headings:
        return name, headings.index(plain(place))
    try:
        at = column_index_from_string(place.strip()) - 1
    except ValueError:
        at = len(headings)
    if at >= len(headings):
        raise WorkspaceError(f"{mapping}: the sheet has no column “{place}” (for “{words}”)")
    return name, at


def _plan(table: Table, mapped: Mapped, wanted: Wanted, viewer: Viewer) -> Plan:
    from chancery.work.sheets.plan import plan_sheet  # noqa: PLC0415 - needs Django

    say(f"{table.sheet}: {len(table.lines)} rows, headings in row {table.heading_row}.")
    return plan_sheet(table, mapped.found, wanted, viewer)
