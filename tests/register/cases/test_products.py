"""Codes of goods: written as people write them, checked as the system has them."""

import pytest

from chancery.register.cases.products import MOST, check_codes, codes_in
from chancery.register.errors import InvalidValuesError


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("", ()),
        ("0810", ("0810",)),
        ("0810.60, 08; 0805", ("08", "0805", "081060")),
        ("  0810\n0810 ", ("0810",)),
        ("bưởi", ("bưởi",)),
    ],
)
def test_codes_are_taken_apart_as_they_are_written(written, codes):
    assert codes_in(written) == codes


@pytest.mark.parametrize("code", ["01", "97", "0810", "081060"])
def test_a_chapter_a_heading_and_a_subheading_are_codes(code):
    check_codes([code])


@pytest.mark.parametrize(
    "code", ["", "8", "081", "00", "98", "77", "7701", "08106", "0810600", "bưởi"]
)
def test_what_is_no_code_is_named_with_what_to_write(code):
    with pytest.raises(InvalidValuesError, match="2, 4 or 6 digits") as told:
        check_codes(["0810", code])
    assert list(told.value.by_field) == ["hs"]
    assert f": {code}." in str(told.value)


def test_more_codes_than_a_case_bears_are_refused():
    codes = [f"08{number:02}" for number in range(MOST + 1)]
    check_codes(codes[:MOST])
    with pytest.raises(InvalidValuesError, match="At most 50"):
        check_codes(codes)
