"""A day that one types is written out as the page's language writes it."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from chancery.web.forms.documents import day_field
from chancery.web.templatetags.chancery import field


class Form(forms.Form):
    due = day_field("Thời hạn")
    name = forms.CharField(required=False)


def shown(language, **given):
    with translation.override(language):
        return field(Form(**given)["due"])


@pytest.mark.parametrize(
    ("language", "words"), [("vi", ">03/02/2027</output>"), ("en", ">3 Feb 2027</output>")]
)
def test_beside_its_field_in_the_order_of_the_language(language, words):
    assert words in shown(language, initial={"due": date(2027, 2, 3)})
    assert words in shown(language, data={"due": "2027-02-03"})


@pytest.mark.parametrize("typed", ["", "2027-02-30", "<b>", "03/02/2027"])
def test_what_is_no_day_is_not_written_out(typed):
    assert '<output class="day-said" for="id_due"></output>' in shown("vi", data={"due": typed})


def test_other_fields_say_no_day():
    assert "day-said" not in field(Form()["name"])
