"""Whether a folder may hold the backups."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from chancery.people.errors import PeopleError


def check_backup_folder(text: str, *, workspace: Path, program: Path) -> Path:
    """The folder, made where it was not; PeopleError says why it will not do, and what would."""
    folder = Path(text.strip())
    if not folder.is_absolute():
        raise PeopleError(_("Write the whole path, such as /srv/backups/chancery."))
    folder = folder.resolve()
    for inside in (workspace.resolve(), program.resolve()):
        if folder == inside or inside in folder.parents:
            raise PeopleError(
                _(
                    "This folder lies inside %(place)s: what destroys one destroys both. Choose another disk."
                )
                % {"place": inside}
            )
    if folder in workspace.resolve().parents:
        raise PeopleError(
            _("This folder holds the workspace itself: name one of its own for backups.")
        )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"chancery")
    except OSError as error:
        raise PeopleError(
            _(
                "Nothing can be written to %(folder)s (%(cause)s): give the server's user the right to, or choose another."
            )
            % {"folder": folder, "cause": error.strerror}
        ) from error
    return folder
