"""Letters as the page shows them: ``{% load letters %}``."""

import re

from django import template
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_PATH = re.compile(r"/(?!/)[\w/?=&#.-]*")


@register.filter
def letter(words: str, ours: str) -> SafeString:
    """The words with their lines; an address below ``ours`` (that of this system, '' where nobody said it)
    that has a line to itself becomes the link of the line before. Any other address stays in sight."""
    lines: list[tuple[str, str]] = []
    for line in words.splitlines():
        before, linked = lines[-1] if lines else ("", "")
        path = line.strip().removeprefix(ours)
        if not _PATH.fullmatch(path):
            lines.append((line, ""))
        elif before.strip() and not linked:
            lines[-1] = (before, path)
        else:
            lines.append((line, path))
    return format_html_join(mark_safe("<br>\n"), "{}", ((_shown(*line),) for line in lines))


def _shown(words: str, place: str) -> SafeString:
    if not place:
        return mark_safe(urlize(words, autoescape=True))  # noqa: S308 - escaped by urlize
    begins = words.removeprefix("- ")
    dash = words[: len(words) - len(begins)]
    return format_html('{}<a href="{}">{}</a>', dash, place, begins)
