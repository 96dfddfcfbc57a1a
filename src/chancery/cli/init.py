"""``chancery init``: a system for a real ministry, from nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.workspace import WorkspaceError, open_workspace, say, workspace_option

if TYPE_CHECKING:
    from chancery.people.models import User


@click.command("init")
@workspace_option
@click.option("--country", help="Home country: its ISO code or name, or the folder of a pack.")
@click.option("--admin", metavar="EMAIL", help="E-mail of the first administrator.")
@click.option("--name", default="", help="Full name of the administrator.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File whose first line is the administrator's password.",
)
def command(
    folder: Path, country: str | None, admin: str | None, name: str, password_file: Path | None
) -> None:
    """Make a workspace for a country, load its partners, units and agreements, and make the first
    administrator. Asks for what is left out when it runs in a terminal. Broken off, it can be run
    again."""
    country = country or _asked("--country", "Home country (such as VN)")
    admin = admin or _asked("--admin", "E-mail of the first administrator")
    password = _password(password_file)
    workspace = open_workspace(folder, make=True)
    _check_new(folder)
    from chancery.intake import first_start  # noqa: PLC0415 - needs Django

    _check_administrator(admin, name, password)
    pack = first_start.find_pack(country)
    say(f"Making a workspace for {pack.name_en} in {workspace.root}")
    first_start.load_country(asked=country, tell=_tell)
    user = first_start.make_administrator(email=admin, full_name=name, password=password)
    from chancery.people.actions import finish_first_start  # noqa: PLC0415

    finish_first_start(by=user.username)
    _next_steps(user, folder)


def _asked(option: str, question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"Missing option '{option}': this is no terminal to ask in.")
    return str(click.prompt(question, err=True)).strip()


def _password(file: Path | None) -> str:
    if file is None:
        if not sys.stdin.isatty():
            raise click.UsageError(
                "Missing option '--password-file': name a file whose first line is the password."
            )
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{file}: the password cannot be read: {error}") from error
    if not lines or not lines[0]:
        raise WorkspaceError(f"{file}: the first line is empty: write the password there")
    return lines[0]


def _check_new(folder: Path) -> None:
    from chancery.people.installed import is_finished  # noqa: PLC0415 - needs Django
    from chancery.people.models import Installation, User  # noqa: PLC0415

    people = User.objects.exists()
    if is_finished() or (people and not Installation.objects.exists()):
        raise WorkspaceError(
            f"{folder}: this workspace is set up already. Serve it with `chancery serve "
            f"--workspace {folder}`, or name an empty folder with --workspace DIR"
        )


def _check_administrator(email: str, name: str, password: str) -> None:
    """Before anything is loaded: what would be refused at the end anyway."""
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415

    from chancery.people.models import User  # noqa: PLC0415

    try:
        validate_email(email)
    except ValidationError as error:
        raise click.UsageError(f"--admin: {email!r} is no e-mail address.") from error
    try:
        validate_password(password, User(username=email.partition("@")[0], full_name=name))
    except ValidationError as error:
        raise WorkspaceError("Password: " + " ".join(error.messages)) from error


def _tell(label: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        bar = "█" * (done * 20 // total)
        click.echo(f"\r  {bar:<20} {done}/{total} {label:<12}", nl=done == total, err=True)
    else:
        say(f"  {label}")


def _next_steps(user: User, folder: Path) -> None:
    where = "" if str(folder) == "workspace" else f" --workspace {folder}"
    say(
        "\nDone. What comes next:\n"
        f"  1. Start it:            chancery serve{where}\n"
        "     (where port 8000 is taken: --port 8080; for other machines: --host, behind HTTPS)\n"
        "  2. Open:                http://127.0.0.1:8000/, or the address that it then shows\n"
        f"  3. Sign in as:          {user.username}\n"
        "  4. In Settings:         invite people, give each a post, set up mail and backups\n"
        "  5. A clerk or officer:  adds the first document; the reader proposes, a person confirms\n"
        "\nAn administrator reads no content: who also works on commitments gets a post of their\n"
        "own from a second administrator. See docs/how-to/first-start.md"
    )
