"""All mentions of a document: the families in the order in which they lean on each other."""

from __future__ import annotations

from chancery.reader.context import Context, Mention
from chancery.reader.mentions import (
    agreements,
    documents,
    events,
    firms,
    organisations,
    organisations_en,
    partners,
    people,
    people_en,
    places,
    quantities,
    relations,
    sectors,
)
from chancery.reader.mentions.dates import find_dates
from chancery.reader.mentions.organisations_listed import add_named_again
from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.words import Words


def find_mentions(context: Context, words: Words | None = None) -> list[Mention]:
    """The mentions of a document in order of place; a longer one before those inside it.

    ``words`` are those of the matching text, where they are at hand.
    """
    scene = Scene(context, words or Words(context.text))
    partners.choose_countries(scene)
    _add_dates(scene)
    people.add_people(scene)
    english = context.language == "en"
    if english:
        people_en.add_english_people(scene)
    partners.add_countries(scene)
    (organisations_en if english else organisations).add_organisations(scene)
    firms.add_firms(scene)
    add_named_again(scene)
    partners.add_blocs(scene)
    places.add_places(scene)
    agreements.add_agreements(scene)
    relations.add_relations(scene)
    events.add_events(scene)
    quantities.add_quantities(scene)
    documents.add_documents(scene)
    sectors.add_sectors(scene)
    sectors.add_groups(scene)
    return sorted(scene.found, key=lambda m: (m.start, -m.end, m.type))


def _add_dates(scene: Scene) -> None:
    """The dates come first and in order; other families look for those inside their spans."""
    for hit in find_dates(scene.text, scene.context.reference_date, scene.language, scene.words):
        scene.add(
            "DATE", hit.start, hit.end, hit.rule, hit.confidence,
            value=hit.period.value, precision=hit.period.precision,
            year_inferred=hit.period.inferred,
        )  # fmt: skip
    scene.dates = list(scene.of("DATE"))
