"""Definitions in YAML that ship with the product; a workspace may put its own in their place.

What is wrong in one is told with the file, the line, the cause and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from chancery.lib.errors import ChanceryError

SHIPPED = Path(__file__).resolve().parents[1] / "definitions"
Place = tuple[str | int, ...]


class DefinitionError(ChanceryError):
    """A definition cannot be used as it stands."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a file says, and in which line it says each thing."""

    path: Path
    says: dict[str, Any]
    lines: dict[Place, int] = field(default_factory=dict, repr=False)

    def wrong(self, place: Place, cause: str, remedy: str) -> DefinitionError:
        """The error to raise about what stands at ``place``: the keys that lead there."""
        while place and place not in self.lines:
            place = place[:-1]
        line = self.lines.get(place, 1)
        return DefinitionError(f"{self.path}, line {line}: {cause}; {remedy}")


def read(name: str, workspace: Path) -> Definition:
    """The definition of that name: the workspace's own in ``definitions/``, else the shipped."""
    own = workspace / "definitions" / name
    path = own if own.is_file() else SHIPPED / name
    try:
        text = path.read_text("utf-8")
        node, says = yaml.compose(text, yaml.CSafeLoader), yaml.load(text, yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}: cannot be read ({error}); make it readable") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        cause = " ".join(str(getattr(error, "problem", error)).split())
        raise DefinitionError(f"{path}, line {line}: it is not YAML ({cause}); mend it") from error
    if not isinstance(says, dict) or node is None:
        raise DefinitionError(f"{path}, line 1: it holds no names with values; start with `name:`")
    return Definition(path, says, dict(_lines_in(node, ())))


def _lines_in(node: yaml.Node, place: Place) -> list[tuple[Place, int]]:
    found = [(place, node.start_mark.line + 1)]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside = _lines_in(value, (*place, key.value))
            found += [((*place, key.value), key.start_mark.line + 1), *inside[1:]]
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found += _lines_in(value, (*place, number))
    return found
