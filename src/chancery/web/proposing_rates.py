"""The rates that the house keeps, filled into the form of an entry that a person is writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chancery.register.projects.rates import OLDEST, proposed
from chancery.web import money
from chancery.web.formatting import day as day_words
from chancery.web.forms.projects import EntryForm


def with_rates(form: EntryForm, typed: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What the person typed, with the rates that are kept where they gave none; and what was found."""
    filled: dict[str, Any] = {name: typed.get(name, "") for name in form.fields}
    currency = filled["currency"].strip().upper()
    try:
        day = form.fields["day"].clean(filled["day"])
    except ValidationError:
        day = None
    if day is None or not currency:
        return filled, [_("Write the day and the currency of the entry first.")]
    kept, said = proposed(currency, day), []
    for code in ("USD", "VND"):
        name, found = code.lower(), kept.get(code)
        if code == currency:
            continue
        if filled[f"{name}_rate"]:
            said.append(_("%(code)s: the rate that you wrote stays.") % {"code": code})
        elif found is None:
            words = _(
                "No rate of %(currency)s to %(code)s is kept for %(day)s or the %(days)s days "
                "before: write the rate with its day and source, or leave it empty."
            )
            values = {"currency": currency, "code": code, "days": OLDEST.days}
            said.append(words % {**values, "day": day_words(day)})
        else:
            parts = {"rate": money.plain(found.rate), "side": found.side, "day": found.day}
            filled |= {f"{name}_{part}": value for part, value in parts.items()}
            filled[f"{name}_source"] = found.source
            words = _("%(code)s: rate of %(day)s, %(source)s.")
            values = {"code": code, "day": day_words(found.day), "source": found.source}
            said.append(words % values)
    return filled, said or [_("Written in %(code)s: no rate is needed.") % {"code": currency}]
