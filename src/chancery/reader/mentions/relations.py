"""Levels of relations: 'quan hệ đối tác chiến lược toàn diện', 'Comprehensive Strategic Partnership'."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene

_FRIENDSHIP = re.compile(r"(?:quan hệ |tình )?hữu nghị truyền thống, $")
_SAID_IN_PASSING = frozenset({"key_partner", "traditional_friendship"})
"""'đối tác tin cậy' is praise more often than a level: offered as a candidate."""

_BONDS = re.compile(r"(?P<span>quan hệ ngoại giao|diplomatic relations)\b")


def add_relations(scene: Scene) -> None:
    """Each level that the text names, with 'quan hệ' where it stands before."""
    entries = scene.known("level")
    done = 0
    for entry in entries:
        if entry.first < done:
            continue
        done = entry.last
        start, end = scene.words.span(entry.first, entry.last)
        if _is_an_agreement(scene, end) or scene.text.startswith(", đoàn kết đặc biệt", end):
            continue
        sure = 0.45 if entry.payload in _SAID_IN_PASSING else 0.9
        scene.add("RELATION", _opening(scene, start), end, "level", sure, level=entry.payload)
    if "ngoại giao" not in scene.text and "diplomatic" not in scene.text:
        return
    for found in _BONDS.finditer(scene.text):
        scene.add(
            "RELATION",
            *found.span("span"),
            "diplomatic_relations",
            0.6,
            level="diplomatic_relations",
        )


def _is_an_agreement(scene: Scene, end: int) -> bool:
    """'Comprehensive Partnership Agreement', 'CPTPP' are agreements."""
    return scene.text[end : end + 11].lstrip().casefold().startswith(("agreement", "framework ag"))


def _opening(scene: Scene, start: int) -> int:
    """'quan hệ đối tác ...' with its first words; friendship said before belongs to it."""
    friendship = _FRIENDSHIP.search(scene.text, max(start - 40, 0), start)
    if friendship:
        return friendship.start()
    return start - 8 if scene.text[max(start - 8, 0) : start].casefold() == "quan hệ " else start
