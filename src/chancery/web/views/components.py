"""Every component of the pages, with every look it has."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chancery.web import states
from chancery.web.icons import ICONS
from chancery.web.middleware import viewer


class SampleForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField(label="Nội dung", help_text="Đúng như trong văn bản.")
    due = forms.DateField(label="Thời hạn", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Cam kết"), ("b", "Nhiệm vụ")])
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}))
    sure = forms.BooleanField(label="Đã kiểm tra với nguồn")
    sides = forms.MultipleChoiceField(
        label="Các bên",
        choices=[("JP", "Nhật Bản"), ("KR", "Hàn Quốc")],
        widget=forms.CheckboxSelectMultiple,
    )


def show(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or viewer(request).is_administrator):
        raise PermissionDenied
    today = timezone.localdate()
    return render(
        request,
        "components.html",
        {
            "states": sorted(states.LOOKS),
            "tones": sorted(states.TONES),
            "icons": sorted(ICONS),
            "dues": [today + timedelta(days=n) for n in (-12, -1, 0, 1, 6, 30, 200)],
            "today": today,
            "form": SampleForm({"text": "", "due": "31/02/2024"}),
            "page": Paginator(range(240), 50).get_page(request.GET.get("page")),
            "unit": SimpleNamespace(name_vi="Bộ Công Thương", name_en="Ministry of Industry"),
            "others": [SimpleNamespace(name_vi="Bộ Tài chính", name_en="Ministry of Finance")],
        },
    )
