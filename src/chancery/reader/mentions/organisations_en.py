"""Named bodies in English texts: 'Ministry of Industry and Trade of Viet Nam', '... Fund (EDCF)'."""

from __future__ import annotations

import re

from chancery.reader.mentions.scene import Scene
from chancery.reader.seldom import Near

_W = r"[A-Z][\w'’]{0,40}"
_LIST = (
    rf"{_W}(?:[ -]{_W}){{0,4}}(?:, {_W}(?: {_W}){{0,3}}){{0,3}}(?:,? and {_W}(?: {_W}){{0,4}})?"
)
_BRACKET = r"(?: \((?P<code>[A-Z][A-Za-z&-]{1,11})\))?"

_GOVERNED = Near(
    rf"\b(?:Ministry|Department|Office|Bureau|Secretariat|Embassy|Consulate General|Permanent Mission|Chamber|State Bank|Central Bank|Bank|General Department|"
    rf"Government Office|Supreme Court|National Assembly|Parliament|Government|House|Civil Aviation Authority|[A-Z]\w+ Authority)"
    rf" (?:of|for|on)(?: the)? {_LIST}(?: in {_W}(?: {_W}){{0,2}})?(?: of (?:the )?{_W}(?: (?:of )?{_W}){{0,3}})?{_BRACKET}",
    spaces=3,
)
_JOINT = Near(
    rf"\b(?:{_W}(?: {_W})? ?- ?{_W}(?: {_W})? )?(?:(?:Joint|High-Level|Inter-Governmental|Intergovernmental|Steering|Ministerial|Sub-)[ -]?){{1,4}}(?:{_W} ){{0,4}}?(?:Committee|Commission|Working Group|Task Force|Council|Sub-Committee)"
    rf"(?: (?:on|of|for)(?: the)? (?:{_W}(?: {_W}){{0,2}} - {_W}(?: {_W}){{0,5}}|{_LIST}))?{_BRACKET}",
    spaces=13,
)
_NAMED_BY_TAIL = Near(
    rf"\b{_W}(?:(?: - |-| ){_W}){{0,7}} ?(?<= )(?:Fund|Bank|Corporation|Agency|Authority|Institute|Centre|Center|Council|Commission|Association|"
    rf"Federation|Foundation|University|Airlines|Group|Company|Organization|Organisation|Chamber|Bureau|Board|Academy|Office|Committee|Administration|Service(?! [A-Z])|Alliance|Society|Confederation|Museum|Hospital|College|Ports)\b"
    rf"(?: of (?:the )?{_W}(?:(?: and | of | ){_W}){{0,4}})?{_BRACKET}",
    spaces=15,
)
_UNIVERSITY = Near(rf"\bUniversity of {_W}(?: {_W}){{0,2}}{_BRACKET}", spaces=0)
_GROUP_ON = Near(
    rf"\b(?:Working Group|Task Force|Committee|Council|Commission|Sub-Committee|Forum) on (?:the )?{_LIST}{_BRACKET}",
    spaces=1,
)
_FIELD = (
    r"(?:Agricultur\w+|Timber|Forest\w*|Food|Drug|Trade|Industr\w+|Commerce|Scien\w+|Technolog\w+|Fisher\w+|Leather|Footwear|Steel|Energy|Water|Rural|Economic|Social|Cultural|Safety|Standards|Quality|Plant|Animal|"
    r"Research|Development|Education|Training|Health|Labou?r|Tourism|Sports?|Information|Communications?|Environment\w*|Meteorolog\w+|Textile|Garment|Fruit|Vegetable|Coffee|Cocoa|Metrology|Livestock|Aviation|Maritime|Customs|Security|Investment|Innovation|Veterinary|Sanitary)"
)
_OF_FIELDS = Near(
    rf"\b(?:{_W} ){{0,4}}{_FIELD} and {_FIELD}(?: {_W}){{0,3}} ?(?<= )(?:Association|Agency|Authority|Administration|Service|Services|Institute|Board|Council|Corporation|Federation|Bureau|Office|Organi[sz]ation|Union|Centre|Center){_BRACKET}",
    spaces=10,
)
_BY_CODE = Near(rf"\b{_W}(?: (?:and |of |for )?{_W}){{1,6}} \((?P<code>[A-Z]{{3,8}})\)", spaces=13)
_NO_BODY = re.compile(
    r"(?:Agreement|Partnership|Plan|Programme|Program|Initiative|Declaration|Protocol|Treaty|Convention|Framework|Strategy|Mechanism|Forum|Summit|Conference|Week|Fair|Expo|Year|System|Project|Arrangement|Memorandum|Regulation|"
    r"Law|Act|Code|Scheme|Sea|Region|Zone|Area|Change|Goals?|Law|Index|Standard|Rules?|Union|Community|Group of \w+|Partners?|Statement|Dialogue|Day|Visit|Meeting|Session|Corridor|Mechanism|Facility|Products?|Sector|Technology|Energy|Parties|Conduct|Services)$"
)
_DATELINE = re.compile(r"(?:[A-Z]{2,}(?: |$))+- ")
_OFFICES = ("president ", "prime minister", "vice president", "chairman", "chairwoman")
_NAME_BEFORE = re.compile(rf"(?:{_W} ){{1,3}}$")
_NOT_A_BODY = re.compile(
    r"(?:The|This|These|Both|All|Its|Their|Our|His|Her|In|On|At|For|To|And|Under)\b ?"
)


def add_organisations(scene: Scene) -> None:
    """All named bodies of an English text."""
    for rule, pattern, confidence in (
        ("joint_body", _JOINT, 0.85),
        ("ministry_of", _GOVERNED, 0.85),
        ("body_on", _GROUP_ON, 0.85),
        ("university", _UNIVERSITY, 0.85),
        ("body_of_fields", _OF_FIELDS, 0.8),
        ("body_by_tail", _NAMED_BY_TAIL, 0.8),
    ):
        for found in pattern.finditer(scene.text):
            _add(scene, found, rule, confidence)
    for found in _BY_CODE.finditer(scene.text):
        name_end = found.start("code") - 2
        person = scene.covers("PERSON", found.start(), name_end)
        if not person and not _NO_BODY.search(scene.text, found.start(), name_end):
            _add(scene, found, "body_by_code", 0.7)
    _add_known(scene)


def _add(scene: Scene, found: re.Match[str], rule: str, confidence: float) -> None:
    start, end = found.span()
    before = _NAME_BEFORE.search(scene.text, max(start - 40, 0), start)
    if before and rule == "ministry_of":
        start = before.start()
    while (opening := _NOT_A_BODY.match(scene.text, start)) and opening.end() < end:
        start = opening.end()
    if dateline := _DATELINE.match(scene.text, start, end):
        start = dateline.end()
    end = _without_a_second_body(scene.text, start, end)
    if scene.covers("ORG", start, end) or " " not in scene.text[start:end]:
        return
    bloc = scene.starting_at("bloc", scene.word_at(start))
    if bloc and scene.words.ends[bloc.last - 1] >= end - len(found["code"] or "") - 3:
        return
    code = found["code"] if end == found.end() else None
    canonical = code or scene.text[start:end]
    unit = scene.context.pack.find_unit(
        scene.text[start : found.start("code") - 2] if code else canonical
    )
    scene.add(
        "ORG", start, end, rule, confidence, canonical=canonical, unit=unit.id if unit else None
    )


_SECOND_BODY = re.compile(
    r",? and (?:the )?(?:Ministry|Department|Embassy|Bank|Central Bank|State Bank|World Bank|Minister|President|Prime)\b"
)


def _without_a_second_body(text: str, start: int, end: int) -> int:
    """'Ministry of Finance and Ministry of Trade' are two."""
    second = _SECOND_BODY.search(text, start + 1, end)
    return second.start() if second else end


def _add_known(scene: Scene) -> None:
    for kind in ("unit", "organisation"):
        for entry in scene.known(kind):
            start, end = scene.words.span(entry.first, entry.last)
            if scene.text[start:end].lower().startswith(_OFFICES):
                continue
            if scene.covers("ORG", start, end) or scene.gap_before(entry.last).startswith(
                ("-", "/")
            ):
                continue
            row = entry.payload[0] if isinstance(entry.payload, tuple) else entry.payload
            unit = None if isinstance(entry.payload, tuple) else row.id
            scene.add(
                "ORG", start, end, kind, 0.9, canonical=row.name_en or row.name_vi, unit=unit
            )
