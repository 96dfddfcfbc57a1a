"""The list of agreements: its filters, its columns, what an export writes."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chancery.partners.models import Partner
from chancery.register import access, queries
from chancery.register.agreements.links import replaced_by_one_in_force
from chancery.register.agreements.queries import (
    Date,
    dates_of,
    end_of,
    expiring_within,
    replacing_links,
)
from chancery.register.agreements.signing import signed_within
from chancery.register.balance.figures import in_force_on
from chancery.register.models import Agreement, AgreementStage, Stage
from chancery.web import cells, columns
from chancery.web.agreement_types import TYPES, type_word
from chancery.web.dates_page import WITHIN
from chancery.web.formatting import bilingual, day, is_vietnamese
from chancery.web.forms.narrowing import (
    Narrowing,
    Rows,
    choice,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.listing import Column, Listing
from chancery.web.stage_line import Step, stage_now
from chancery.web.templatetags.chancery import badge, state_badge, unverified
from chancery.work.digest import alarm_word

_STAGES = AgreementStage.objects.order_by("date", "id")


IN_FORCE_TODAY = "in_force_today"


def _reached(rows: Rows, stage: str) -> Rows:
    if stage == IN_FORCE_TODAY:
        return in_force_on(rows, timezone.localdate())
    return rows.filter(pk__in=AgreementStage.objects.filter(stage=stage).values("agreement"))


def _signed(rows: Rows, told: str) -> Rows:
    """Signed between two days, as a figure of the measures names them: 2026-01-01~2026-12-31."""
    try:
        days = [date.fromisoformat(part) if part else None for part in told.split("~")]
        first, last = days
    except ValueError:
        return rows
    return signed_within(rows, first, last)


class AgreementFilter(Narrowing):
    """Which agreements bind us, with whom, at which stage, and which end soon?"""

    text = search_field(_("Name or abbreviation"))
    partner = partner_field()
    kind = choice(_("Kind"), Agreement.Kind.choices)
    type = choice(_("Field"), TYPES.items())
    stage = choice(_("Stage reached"), [*Stage.choices, (IN_FORCE_TODAY, _("in force today"))])
    lead = unit_field(_("Lead unit"))
    expiring = choice(
        _("Term ends within"), [(str(days), _("%(n)s days") % {"n": days}) for days in WITHIN]
    )

    signed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)

    MORE = frozenset({"type", "lead", "expiring"})
    FILTERS = {
        "text": worded("name_vi", "name_en", "short"),
        "partner": queries.with_agreement_party,
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "type": lambda rows, type_: rows.filter(type=type_),
        "stage": _reached,
        "lead": lambda rows, unit: rows.filter(lead=unit),
        "expiring": lambda rows, days: expiring_within(rows, int(days)),
        "signed": _signed,
    }


def _now(row: Agreement) -> Step | None:
    found: Step | None = stage_now(row)
    return found


def _next(row: Agreement) -> Date | None:
    """The next date of a row, worked out once for all its cells."""
    if not hasattr(row, "next_shown"):
        row.next_shown = next(iter(dates_of(row)), None)  # type: ignore[attr-defined] # kept on the row
    found: Date | None = row.next_shown  # type: ignore[attr-defined] # just put there
    return found


def _known(text: str) -> str:
    return day(text) if text else ""


def _name_cell(row: Agreement, _shown: Set[str]) -> SafeString:
    marks = [format_html("<span>{}</span>", type_word(row.type))] if row.type else []
    if not row.verified:
        marks.append(render_to_string("components/mark.html", unverified(row)))
    if replaced_by_one_in_force(row):
        marks.append(badge(str(_("replaced")), "plain", "replace"))
    if row.sensitivity != "public":
        tones = {"restricted": ("amber", "lock")}
        word = cells.chosen(row, "sensitivity")
        marks.append(badge(word, *tones.get(row.sensitivity, ("plain", "building"))))
    return format_html(
        '<a href="{}" data-row-link>{}</a><div class="doc-line">{}</div>',
        reverse("agreement", args=[row.pk]),
        bilingual(row),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )


def _parties_cell(row: Agreement, _shown: Set[str]) -> SafeString:
    named = [bilingual(party) for party in cells.many(row, "parties")]
    rest = len(named) - 4
    more = ngettext("and %(n)s other", "and %(n)s others", max(rest, 1)) % {"n": rest}
    shown = ", ".join(named[:4])
    return format_html(
        "{}{}", shown, format_html(' <span class="quiet">{}</span>', more) if rest > 0 else ""
    )


def _stage_cell(row: Agreement, _shown: Set[str]) -> SafeString | str:
    now = _now(row)
    if now is None:
        return cells.missing()
    return format_html(
        '{}<div class="row-sub figure">{}</div>', state_badge(now.stage, now.label), day(now.day)
    )


def _next_cell(row: Agreement, _shown: Set[str]) -> SafeString | str:
    date = _next(row)
    if date is None:
        return cells.missing()
    css = "is-red" if date.is_late else ""
    words = alarm_word(date.event)
    return format_html(
        '<span class="figure {}">{}</span><div class="row-sub">{}</div>',
        css,
        day(date.day.text),
        words,
    )


def _said(value: Callable[[Agreement], Any]) -> cells.Cell:
    """A cell that shows what an export writes."""
    return lambda row, _shown: conditional_escape(value(row) or "") or cells.missing()


def _end(row: Agreement) -> str:
    end = end_of(row)
    return day(end.text) if end else ""


def _lead(row: Agreement) -> str:
    return bilingual(row.lead) if row.lead else ""


def _renewal(row: Agreement) -> str:
    return cells.chosen(row, "renewal") if row.renewal else ""


def _notice(row: Agreement) -> str:
    if not row.notice:
        return ""
    if row.notice_in == Agreement.NoticeIn.DAYS:
        return ngettext("%(n)s day", "%(n)s days", row.notice) % {"n": row.notice}
    return ngettext("%(n)s month", "%(n)s months", row.notice) % {"n": row.notice}


def _dated(event: str) -> Callable[[Agreement], str]:
    def value(row: Agreement) -> str:
        return next((day(one.day.text) for one in dates_of(row) if one.event == event), "")

    return value


def _column(key: str, label: Any, value: Callable[[Agreement], Any], **rest: Any) -> Column:
    return Column(key, label, value, rest.pop("cell", None) or _said(value), **rest)


AGREEMENTS = Listing(
    name="agreements",
    title=_("Agreements"),
    columns=(
        _column(
            "text",
            _("Name"),
            bilingual,
            cell=_name_cell,
            sort="name",
            always=True,
            width=70,
            css="text",
        ),
        _column("short", _("Abbreviation"), lambda row: row.short, sort="short", css="nowrap"),
        _column(
            "kind", _("Kind"), lambda row: cells.chosen(row, "kind"), sort="kind", css="nowrap"
        ),
        _column(
            "type", _("Field"), lambda row: type_word(row.type) if row.type else "", shown=False
        ),
        _column(
            "parties",
            _("Parties"),
            lambda row: "; ".join(bilingual(party) for party in cells.many(row, "parties")),
            cell=_parties_cell,
            width=40,
        ),
        _column(
            "stage",
            _("Stage"),
            lambda row: now.label if (now := _now(row)) else "",
            cell=_stage_cell,
            css="nowrap",
        ),
        _column(
            "since",
            _("Stage since"),
            lambda row: _known(now.day) if (now := _now(row)) else "",
            shown=False,
            width=14,
        ),
        _column(
            "next",
            _("Next date"),
            lambda row: f"{day(d.day.text)}: {alarm_word(d.event)}" if (d := _next(row)) else "",
            cell=_next_cell,
            css="nowrap",
        ),
        _column(
            "lead",
            _("Lead unit"),
            _lead,
            sort="lead",
            shown=False,
            width=32,
            joins=("lead",),
            reads=tuple(f"lead__{name}" for name in columns.NAMES),
        ),
        _column(
            "person",
            _("Person in charge"),
            columns.person,
            shown=False,
            joins=("person",),
            reads=("person__full_name",),
        ),
        _column("expires", _("Term ends"), _end, sort="expires", shown=False, width=14),
        _column("renewal", _("Renewal"), _renewal, shown=False),
        _column("notice", _("Notice period"), _notice, shown=False, width=14),
        _column("last_notice", _("Last day for notice"), _dated("notice"), shown=False, width=14),
        _column("review", _("Next review"), _dated("review"), shown=False, width=14),
        _column("step", _("Next step"), lambda row: row.next_step, shown=False, width=40),
        _column("step_on", _("Next step by"), _dated("step"), shown=False, width=14),
        _column("source", _("Source"), lambda row: row.source, shown=False, width=40),
    ),
    rows=access.agreements,
    form=AgreementFilter,
    sorts={
        "name": ("name_vi", "pk"),
        "short": ("short", "pk"),
        "kind": ("kind", "name_vi", "pk"),
        "lead": ("lead__name_vi", "name_vi", "pk"),
        "expires": ("expires", "pk"),
    },
    default="name",
    ready=(
        ("stage=in_force", _("In force")),
        ("expiring=180", _("Term ends within 180 days")),
    ),
    reads=(
        *(*columns.NAMES, "short", "kind", "type", "sensitivity", "source", "verified"),
        *("expires", "renewal", "renewal_months", "notice", "notice_in"),
        *("review_first", "review_months", "review_held", "next_step", "next_step_on"),
    ),
    sets=(
        cells.set_of("parties", Partner.objects.only(*columns.NAMES)),
        Prefetch("stages", _STAGES),
        Prefetch("links_here", replacing_links()),
    ),
)


def agreements() -> Listing:
    """The list in the order of names in the person's language."""
    name = "name_vi" if is_vietnamese() else "name_en"
    return replace(AGREEMENTS, sorts={**AGREEMENTS.sorts, "name": (name, "name_vi", "pk")})
