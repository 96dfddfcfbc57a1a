"""Tags and filters of ours; every template has them without loading.

Tags that hold content (``{% fact %}…{% endfact %}``) render a partial of ``templates/components``
with the content as ``content``: the component page shows each.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chancery.people.follows import follows
from chancery.people.models import User
from chancery.register.actions.recording import kind_of
from chancery.register.queries import activities_of_document
from chancery.web import actors, events, formatting, once, states
from chancery.web.icons import ICONS
from chancery.web.middleware import viewer
from chancery.web.record_lines import address_of
from chancery.web.staying import shown_at
from chancery.work.models import Task
from chancery.work.queries import timeliness_of

register = template.Library()

# A group of choices has none: Django would put it on the group as well as on each choice.
CONTROLS = {"check": "form-check-input", "choices": "", "select": "form-select"}

register.filter("day", formatting.day)
register.filter("moment", formatting.moment)
register.filter("number", formatting.number)
register.filter("bilingual", formatting.bilingual)
register.filter("event_title", events.title)
register.filter("event_changes", events.changes)
register.filter("with_actors", actors.with_actors)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon from the sprite. With a label it is read aloud, without one it is decoration."""
    return _icon(name, str(label))


@lru_cache(maxsize=1024)  # a list shows the same few hundreds of times
def _icon(name: str, label: str) -> SafeString:
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"{name!r} is not in chancery.web.icons")
    told = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>',
        mark_safe(told),  # noqa: S308 - made by format_html above, or a constant
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The page's address with some parameters changed; None takes one away.

    Changing anything but ``page`` leads back to the first page.
    """
    request: HttpRequest = context["request"]
    values = request.GET.copy()
    if "page" not in changes:
        values.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else request.path


def _direction(context: template.Context, key: str) -> str:
    chosen = context["request"].GET.get("sort") or context.get("sort") or ""
    return {key: "ascending", f"-{key}": "descending"}.get(str(chosen), "none")


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, key: str, label: str) -> SafeString:
    """A column's name that sorts by it, and the other way round when clicked again."""
    direction = _direction(context, key)
    sign = {"none": "arrows-sort", "ascending": "arrow-up", "descending": "arrow-down"}[direction]
    wanted = f"-{key}" if direction == "ascending" else key
    return format_html(
        '<a class="sort" href="{}">{}{}</a>', query(context, sort=wanted), label, icon(sign)
    )


@register.simple_tag(takes_context=True)
def sort_head(context: template.Context, key: str, label: str, css: str = "") -> SafeString:
    """A sortable column's head: the cell with its direction for those who listen."""
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}">{}</th>',
        css,
        _direction(context, key),
        sort_link(context, key, label),
    )


@lru_cache(maxsize=1024)
def shown_badge(shown: states.Badge) -> SafeString:
    """A badge as it stands on the page; lists show the same few hundreds of times."""
    return render_to_string("components/badge.html", {"badge": shown})


@register.simple_tag
def badge(label: str, tone: str = "plain", icon: str = "circle", title: str = "") -> SafeString:
    """A word with a colour and a sign; tones are those of ``states.TONES``."""
    if tone not in states.TONES:
        raise template.TemplateSyntaxError(f"{tone!r} is not one of {sorted(states.TONES)}")
    return shown_badge(states.Badge(str(label), tone, icon, str(title)))


@register.simple_tag
def state_badge(value: object, label: str = "") -> SafeString:
    """A model's state: ``{% state_badge task.state task.get_state_display %}``."""
    return shown_badge(states.state_badge(value, label or str(value)))


@register.simple_tag
def due_badge(due: date | None, done: date | datetime | None = None) -> SafeString:
    """Working days left, days overdue, or whether it was done on time."""
    if isinstance(done, datetime):
        done = timezone.localtime(done).date()
    return shown_badge(states.due_badge(due, done))


@register.simple_tag
def task_due(task: Task) -> SafeString | str:
    """How a task's due date stands, as ``tasks/due.html`` says it, for the rows of a list."""
    if task.due is None or task.state in {"cancelled", "submitted"}:
        return ""
    return due_badge(task.due, task.submitted_at if task.state == "done" else None)


@register.simple_tag
def task_timeliness(task: Task) -> SafeString:
    """One of the four outcomes, or what is counted apart."""
    found = timeliness_of(task)
    tone = {"open_overdue": "red", "done_late": "amber", "done_on_time": "green"}
    icon = {"open_overdue": "alert-circle", "done_late": "clock", "done_on_time": "check"}
    return badge(str(found.label), tone.get(found.value, "plain"), icon.get(found.value, "circle"))


@register.inclusion_tag("components/mark.html")
def unverified(thing: object | None = None) -> dict[str, Any]:
    """The "to be checked" mark, unless ``thing.verified``; its source is told in words."""
    shown = not getattr(thing, "verified", False)
    return {"kind": "unverified", "shown": shown, "source": getattr(thing, "source", "")}


@register.inclusion_tag("components/mark.html")
def inferred(why: str = "") -> dict[str, Any]:
    """The mark of a value that was worked out and does not stand in the text."""
    return {"kind": "inferred", "shown": True, "source": why}


@register.inclusion_tag("components/mark.html")
def generated() -> dict[str, Any]:
    """The label of demo figures that no one measured."""
    return {"kind": "generated", "shown": True, "source": ""}


@register.simple_block_tag
def fact(content: SafeString, label: str, mark: str = "") -> SafeString:
    """One line of a facts list; an empty one says so. ``mark="inferred"`` marks the value."""
    empty = not content.strip()
    return render_to_string(
        "components/fact.html",
        {"label": label, "content": content, "empty": empty, "mark": mark},
    )


@register.simple_block_tag
def panel(
    content: SafeString, title: str, icon: str = "", count: int | None = None, link: str = ""
) -> SafeString:
    """A titled box; ``link`` leads to the whole list and ``count`` says how long that is."""
    return render_to_string(
        "components/panel.html",
        {"title": title, "icon": icon, "count": count, "link": link, "content": content},
    )


@register.simple_block_tag
def empty_state(content: SafeString, title: str, icon: str = "inbox") -> SafeString:
    """What an empty list is for and how its first row comes; the content holds the action."""
    return render_to_string(
        "components/empty_state.html", {"title": title, "icon": icon, "content": content}
    )


@register.simple_block_tag
def notice(content: SafeString, tone: str = "plain", title: str = "") -> SafeString:
    """A box that tells of something: ``red`` for an error, ``amber`` for a warning."""
    return render_to_string(
        "components/notice.html", {"tone": tone, "title": title, "content": content}
    )


@register.simple_block_tag
def source_quote(
    content: SafeString, link: str = "", document: str = "", place: str = ""
) -> SafeString:
    """The words of the source, the document they stand in, and where in it."""
    return render_to_string(
        "components/source_quote.html",
        {"content": content.strip(), "link": link, "document": document, "place": place},
    )


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """A bar with its figures in words."""
    return {"done": done, "total": total, "label": label}


@register.simple_tag(takes_context=True)
def followed(context: template.Context, kind: str, key: object) -> bool:
    """Whether the person who looks follows this record."""
    user = context["request"].user
    return isinstance(user, User) and follows(user, kind, key)


@register.inclusion_tag("activities/came_out_of.html", takes_context=True)
def came_out_of(context: template.Context, document: int | None) -> dict[str, Any]:
    """The activities that a document came out of, as a line of a facts list; none, no line."""
    if document is None:
        return {"activities": []}
    return {"activities": activities_of_document(viewer(context["request"]), document)}


@register.inclusion_tag("components/units.html")
def units(lead: object | None, coordinating: Sequence[object] = ()) -> dict[str, Any]:
    """The lead unit and those that coordinate."""
    return {"lead": lead, "coordinating": coordinating}


@register.inclusion_tag("components/tabs.html", takes_context=True)
def tabs(
    context: template.Context, *entries: str, counts: dict[str, int] | None = None
) -> dict[str, Any]:
    """Tabs kept in the address: ``{% tabs "tasks" _("Tasks") "history" _("History") %}``;
    ``counts`` says how much stands on some of them."""
    pairs = list(zip(entries[::2], entries[1::2], strict=True))
    chosen = context["request"].GET.get("tab") or (pairs[0][0] if pairs else "")
    known = counts or {}
    links = [
        (key, label, query(context, tab=key), key == chosen, known.get(key))
        for key, label in pairs
    ]
    return {"tabs": links}


@register.simple_tag
def field(bound: BoundField, label: str = "") -> SafeString:
    """A form field with its label, help and errors tied to it."""
    widget = bound.field.widget
    kind = _widget_kind(bound)
    css = CONTROLS.get(kind, "form-control")
    if bound.errors and css:
        css = f"{css} is-invalid"
    own = widget.attrs.get("class", "")
    control = bound.as_widget(attrs={"class": f"{css} {own}".strip()})
    shown = {"field": bound, "control": control, "kind": kind, "label": label or bound.label}
    contested = getattr(bound.form, "merged", {}).get("contested", {})
    shown["in_force"] = contested.get(bound.name)
    if getattr(widget, "input_type", "") == "date":
        shown["day"] = _day_said(bound.value())
    return render_to_string("components/field.html", shown)


def _day_said(value: object) -> str:
    """A day as the page's language writes it: browsers show the order of their own language."""
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    try:
        return formatting.day(date.fromisoformat(text[:10]))
    except ValueError:
        return ""


def _widget_kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "select" if isinstance(widget, Select) else "text"


@register.simple_tag(takes_context=True)
def once_key(context: template.Context) -> str:
    """The key by which a form acts once; a form shown again after a refusal keeps its own."""
    return str(context.get("once") or once.new_key())


@register.simple_tag(takes_context=True)
def this_page(context: template.Context) -> str:
    """The address that shows this page once more, in the other language."""
    return shown_at(context["request"])


@register.inclusion_tag("components/what_you_wrote.html", takes_context=True)
def what_you_wrote(context: template.Context) -> dict[str, Any]:
    """The words of a form that could not be kept, to copy; never those that another site sent."""
    request: HttpRequest = context["request"]
    return {"written": once.words_of(request)}


@register.simple_tag
def crumb(label: str, link: str = "") -> SafeString:
    """One step of the way back; the last one has no link."""
    if link:
        return format_html('<li class="breadcrumb-item"><a href="{}">{}</a></li>', link, label)
    return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', label)


@register.simple_tag
def confirm_link(link: str, label: str, icon: str = "", css: str = "btn") -> SafeString:
    """A link to a page that asks for confirmation; with JavaScript it opens as a dialog."""
    return render_to_string(
        "components/confirm_link.html", {"link": link, "label": label, "icon": icon, "css": css}
    )


@register.filter
def or_missing(value: object) -> str:
    """The value, or the sign of a missing one."""
    return formatting.MISSING if value is None or value == "" else conditional_escape(str(value))


@register.filter
def address(record: Model) -> str:
    """The page of a record of any kind."""
    return address_of(kind_of(record), record)


@register.filter
def shortened(text: str, longest: int) -> str:
    """At most so many characters, the last of them "…" where some were left out.

    Django's ``truncatechars`` looks at each character by itself, which a page of fifty texts feels.
    """
    return formatting.shortened(str(text), longest)


@register.filter
def initials(name: str) -> str:
    """The first and last word's first letters: a person without a picture."""
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
