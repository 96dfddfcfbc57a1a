"""A select for forms that are shown often."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_SELECTED = mark_safe(" selected")


class ShortSelect(forms.Select):
    """A select written in one go: Django's own renders a template for each option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same HTML."""
        chosen = "" if value is None else str(getattr(value, "pk", value))
        rows = ((str(getattr(key, "value", key)), label) for key, label in self.choices)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, _SELECTED if key == chosen else "", label) for key, label in rows),
        )
        merged = self.build_attrs(self.attrs, attrs)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(merged), options)
