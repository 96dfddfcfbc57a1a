"""What a scene says is taken is what was taken, place for place, in whatever order it came."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.reader.mentions.scene import Scene
from chancery.reader.mentions.words import Words
from tests.reader.reading_cast import context_of

LENGTH = 30
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9)).map(lambda s: (s[0], sum(s)))


def scene_of(text: str) -> Scene:
    return Scene(context_of(text, "vi"), Words(text))


@settings(deadline=None)
@given(taken=st.lists(SPANS, max_size=12), freed=st.lists(SPANS, max_size=3), asked=SPANS)
def test_a_span_is_covered_where_a_place_of_it_is_taken_and_not_freed(taken, freed, asked):
    scene, places = scene_of("a" * LENGTH), set[int]()
    for number, span in enumerate(taken):
        scene.mark("X", *span)
        places |= {*range(*span)}
        if number < len(freed):
            scene.drop("X", [freed[number]])
            places -= {*range(*freed[number])}
    assert scene.covers("X", *asked) == (not places.isdisjoint(range(*asked)))
    assert scene.covers_any(("Y", "X"), *asked) == scene.covers("X", *asked)
    assert not scene.covers("Y", *asked)


@settings(deadline=None)
@given(taken=st.lists(SPANS, max_size=12), asked=SPANS)
def test_a_span_lies_inside_where_one_taken_span_holds_all_of_it(taken, asked):
    scene = scene_of("a" * LENGTH)
    for span in taken:
        scene.mark("X", *span)
    first, last = asked
    held = any(start <= first and last <= end for start, end in taken)
    assert scene.inside("X", first, last) == held


def test_beyond_both_ends_of_a_text_stands_no_word():
    scene = scene_of("Hà Nội")
    for word in (-2, -1, 2, 3):
        assert (scene.low(word), scene.gap_before(word)) == ("", "")
        assert (scene.joined(word), scene.is_capital(word)) == (False, False)
    assert [scene.gap_before(word) for word in (0, 1)] == ["", " "]
    assert [scene.is_name_word(word) for word in (0, 1, 2)] == [False, True, False]
