"""Web pages: the article as paragraphs, its title and day; what stands around it is left out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction

from chancery.reader.formats.encodings import Decoded, recognised, signature
from chancery.reader.formats.encodings.tables import OLD
from chancery.reader.formats.model import (
    Extracted,
    FormatError,
    Limits,
    check_length,
    count,
    one_page,
)
from chancery.reader.formats.plain import check_not_binary, decoded, told_of_encoding
from chancery.reader.formats.quiet import quiet
from chancery.reader.formats.recognise import HTML

_LIBRARIES = ("trafilatura", "htmldate", "charset_normalizer", "courlan", "justext")
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}
_REPLACED_AT_MOST = 0.001
_UNSEEN = frozenset(("script", "style", "template", "head", "iframe", "object", "svg"))
_INLINE = frozenset(
    """a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small
    span strike strong sub sup time tt u var wbr nobr img""".split()  # noqa: SIM905 - 34 quoted words hide the list
)
_CELLS = frozenset(("td", "th"))
_RULE = re.compile(r"\|[-|: ]+\|")
_LEAD_AT_LEAST = 40
_NO_LATER_THAN = "2100-01-01"


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The article of a page, or all words of the page where no article is recognised."""
    source, warnings = _decoded(data, name)
    tree = _tree(source.text, name, limits)
    lines = tuple(_visible_lines(tree))
    # The library takes the tree apart, so all that is asked of the tree is asked before.
    marks = tuple(_classification(tree))
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    article = _article(tree)
    if article.paragraphs:
        text = "\n".join(_arranged(article, lines, headings))
    else:
        text = "\n".join(lines)
        warnings.append("No article was recognised: all words of the page were read.")
    if not text.strip():
        raise FormatError(
            name,
            "no_text",
            "the page holds no text (it may be drawn by a script, or be a picture)",
            "Open it in a browser, save it as PDF and add that",
        )
    check_length(text, name, limits)
    return Extracted(
        text,
        one_page(text),
        HTML,
        title=article.title or (headings[0] if headings and headings[0] else None),
        published=article.published,
        left_out=_left_out(text, lines, marks),
        encoding=source.encoding,
        warnings=tuple(warnings),
    )


def words(source: str, name: str, limits: Limits) -> str:
    """All that a person sees of a page, a line for each block: for mails, which are no articles."""
    return "\n".join(_visible_lines(_tree(source, name, limits)))


@dataclass(frozen=True, slots=True)
class _Article:
    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    description: str | None = None
    published: date | None = None


@dataclass(slots=True)
class _Lines:
    """Collects words until a block ends; cells of one row stand on one line."""

    done: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.words.append(text)

    def end(self) -> None:
        line = " ".join("".join(self.words).split()).strip(" |")
        self.words.clear()
        if line:
            self.done.append(line)


def _decoded(data: bytes, name: str) -> tuple[Decoded, list[str]]:
    """Text of the page: byte-order mark, UTF-8, an old encoding by its spelling, what it names.

    One broken byte in a thousand is shown as U+FFFD and told, as browsers do; more is refused.
    """
    source = decoded(data, name) if signature(data) else _without_signature(data, name)
    check_not_binary(source.text, name)
    return source, list(told_of_encoding(source))


def _without_signature(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "UTF-8")
    except UnicodeDecodeError as error:
        first = error.start
    # Pages in the old fonts call themselves Western, or what their fonts were called.
    found = recognised(data)
    if isinstance(found, Decoded) and found.encoding in {way.key for way in OLD}:
        return found
    return _as_it_says(data, name, first)


def _as_it_says(data: bytes, name: str, first: int) -> Decoded:
    encoding = _named_encoding(data)
    source = data.decode(encoding, errors="replace")
    if source.count("\ufffd") > max(1, len(source) * _REPLACED_AT_MOST):
        raise FormatError(
            name,
            "encoding",
            f"it is not valid {encoding.upper()}, as it says of itself or as is usual: byte {first} "
            f"(0x{data[first]:02X}) does not fit, nor do others",
            "Open it in a browser, save it as PDF and add that",
        )
    return Decoded(source, encoding, encoding.upper())


def _named_encoding(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    if not found:
        return "utf-8"
    try:
        info = codecs.lookup(found.group(1).decode("ascii"))
        "".encode(info.name)
    except (LookupError, ValueError):
        return "utf-8"
    return _WINDOWS.get(info.name, info.name)


def _tree(source: str, name: str, limits: Limits) -> Any:
    """The parsed page. Depth and number of elements are checked before anything walks it."""
    # huge_tree: without it a long picture in an attribute silently ends the page there.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(
            name,
            "broken",
            f"it cannot be read as a web page ({type(error).__name__})",
            "Open it in a browser, save it as PDF and add that",
        ) from None
    _check_shape(tree, name, limits)
    return tree


def _check_shape(tree: Any, name: str, limits: Limits) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > limits.html_depth:
            cause = f"its elements are nested more than {count(limits.html_depth)} deep"
            break
        if elements > limits.html_elements:
            cause = f"it has more than {count(limits.html_elements)} elements"
            break
    else:
        return
    remedy = "Copy the text of the article into a TXT or DOCX file and add that"
    raise FormatError(name, "too_large", cause, remedy)


def _article(tree: Any) -> _Article:
    days = {"extensive_search": False, "original_date": True, "max_date": _NO_LATER_THAN}
    with quiet(*_LIBRARIES):
        found = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=days,
        )
    if found is None or isinstance(found, dict):
        return _Article()
    lines = (_table_row(line).strip() for line in (found.text or "").splitlines())
    return _Article(
        tuple(line for line in lines if line),
        found.title or None,
        found.description or None,
        _day(found.date),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _table_row(line: str) -> str:
    """'| a | b | ' as 'a | b'; the rule under a table's head is dropped."""
    if not line.startswith("|"):
        return line
    if _RULE.fullmatch(line.strip()):
        return ""
    return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|")).strip(" |")


def _arranged(article: _Article, lines: tuple[str, ...], headings: list[str]) -> Iterator[str]:
    """Title, lead, then the paragraphs with a blank line between them."""
    body = list(article.paragraphs)
    known = {_plain(line) for line in body[:3]}
    # The lead of a newspaper often stands outside the element that holds the article.
    lead = _lead(article.description, lines)
    if lead and _plain(lead) not in known:
        body.insert(1 if _plain(body[0]) == _plain(article.title or "") else 0, lead)
    title = _heading(article.title, lines, headings)
    if title and _plain(title) not in known:
        body.insert(0, title)
    for before, line in zip(["", *body], body, strict=False):
        if before and not (_listed(before) and _listed(line)):
            yield ""
        yield line


def _listed(line: str) -> bool:
    return line.startswith("- ") or " | " in line


def _heading(title: str | None, lines: tuple[str, ...], headings: list[str]) -> str | None:
    """The title as it stands on the page, never one that only the metadata have."""
    if title and _plain(title) in {_plain(line) for line in lines}:
        return title
    return headings[0] if len(headings) == 1 and headings[0] else None


def _lead(description: str | None, lines: tuple[str, ...]) -> str | None:
    """The line of the page that the metadata give as its description, whole or cut short."""
    wanted = _plain((description or "").rstrip(" .…"))
    if len(wanted) < _LEAD_AT_LEAST:
        return None
    return next((line for line in lines if _plain(line).startswith(wanted)), None)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _visible_lines(tree: Any) -> list[str]:
    """Every line that a person sees on the page, in order; table cells parted by ' | '."""
    lines = _Lines()
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _UNSEEN:
            unseen += 1 if event == "start" else -1
        elif tag not in _INLINE:
            lines.add(" | ") if tag in _CELLS and event == "end" else _end_block(lines, tag)
        if not unseen:
            lines.add(element.text if event == "start" else element.tail)
    lines.end()
    return lines.done


def _end_block(lines: _Lines, tag: str) -> None:
    # A cell or a block inside a cell does not end the row's line.
    if tag not in _CELLS:
        lines.end()


def _classification(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if "classif" in (meta.get("name") or meta.get("property") or "").lower():
            yield f"Classification: {meta.get('content') or ''}"


def _left_out(text: str, lines: tuple[str, ...], marks: tuple[str, ...]) -> tuple[str, ...]:
    read_lines = {_plain(line) for line in text.splitlines()}
    rest = "\n".join(line for line in lines if _plain(line) not in read_lines)
    return tuple(part for part in (rest, *marks) if part)
