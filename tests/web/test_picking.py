"""A field chosen by typing part of a name says whether it must be chosen."""

import pytest
from django import forms

from chancery.web.forms.picking import PickField, for_viewer
from chancery.web.templatetags.chancery import field
from tests import make

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    lead = PickField("units", many=False, label="Lead", needed="Choose the unit that leads.")
    coordinating = PickField("units", label="Coordinating")


@pytest.fixture
def filled():
    make.ground()

    def fill(**data):
        form = Form(data)
        for_viewer(form, make.viewer(make.lan()))
        return form

    return fill


def test_what_must_be_chosen_is_marked_and_asked_for(filled):
    form = filled()
    assert form.errors == {"lead": ["Choose the unit that leads."]}
    shown = field(form["lead"])
    assert '<span class="required" aria-hidden="true">*</span>' in shown
    assert 'aria-required="true"' in shown
    assert " required" not in shown.partition("<input type")[2].replace("aria-required", "")


def test_what_may_stay_empty_is_not(filled):
    assert "required" not in field(filled(lead="moit")["coordinating"])


@pytest.mark.parametrize("data", [{"lead": "moit"}, {"lead_typed": "Bộ Công Thương"}])
def test_ticked_or_typed_it_is_chosen(filled, data):
    form = filled(**data)
    assert form.is_valid()
    assert form.cleaned_data == {"lead": "moit", "coordinating": ()}
