"""What can be wrong with a country pack, said so that its author can mend it."""

from pathlib import Path

from chancery.lib.errors import ChanceryError


class PackError(ChanceryError):
    """A pack cannot be used: the message names the file, the line, the cause and the remedy."""


class UnknownKeyError(PackError):
    """Somebody asked a pack for a code or an id that it does not hold."""


def at(file: Path, line: int, cause: str, remedy: str) -> PackError:
    """An error that points at one line of one file of a pack."""
    place = (
        f"{file.parent.name}/{file.name}, line {line}"
        if line
        else f"{file.parent.name}/{file.name}"
    )
    return PackError(f"{place}: {cause}; {remedy}")
