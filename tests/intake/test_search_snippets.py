"""Whatever the text, what is marked in it is what was written there."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from chancery.intake.search.query import ask
from chancery.intake.search.snippets import marked, passage, places
from chancery.intake.search.words import folded_line, words_of
from chancery.lib.text import fold

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
texts = st.one_of(
    st.text(max_size=200),
    st.text(
        alphabet=VIETNAMESE + VIETNAMESE.upper() + " \n.,-/0123\u0301\u0323\u00ad\u200b",
        max_size=200,
    ),
).map(lambda text: text if len(text) % 2 else unicodedata.normalize("NFD", text))


@given(text=texts)
def test_each_word_folds_from_the_slice_it_points_at(text):
    behind = 0
    for word in words_of(text):
        assert behind <= word.start < word.end <= len(text)
        behind = word.end
        slice_folded = "".join(c for c in fold(text[word.start : word.end]) if c.isalnum())
        assert slice_folded[:64] == word.folded


@given(text=texts, typed=st.text(alphabet=VIETNAMESE, min_size=1, max_size=3))
def test_a_passage_is_a_piece_of_the_text_and_its_marks_are_the_words(text, typed):
    for asked in (ask(typed), ask(typed).without_marks()):
        part = passage(text, asked)
        assert part.text == text[part.start : part.end]
        whole = marked(text, asked)
        assert "".join(piece.text for piece in whole) == text
        wanted = asked.words(asked.wanted[0])[0] if asked.wanted else ""
        for piece in whole:
            if piece.found and not asked.exact:
                assert wanted in folded_line(piece.text)
        assert bool(places(text, asked)) == any(piece.found for piece in whole)


def test_a_passage_is_chosen_where_most_of_the_words_stand():
    filler = "Nội dung khác không liên quan. " * 30
    text = f"Về bưởi. {filler}Xuất khẩu bưởi sang Nhật Bản. {filler}"
    part = passage(text, ask("bưởi xuất nhật"))
    assert "Xuất khẩu bưởi sang Nhật" in part.text
    assert part.cut_before
    assert part.cut_after
    assert [p.text for p in part.pieces if p.found] == ["Xuất", "bưởi", "Nhật"]


def test_marks_stand_in_a_text_that_was_typed_apart():
    text = unicodedata.normalize("NFD", "tại Đà Nẵng nhé")
    assert [p.text for p in marked(text, ask("da nang").side_by_side()) if p.found] == [
        unicodedata.normalize("NFD", "Đà Nẵng")
    ]


def test_a_text_without_the_words_shows_its_beginning():
    part = passage("Mở đầu. " * 100, ask("khác"))
    assert (part.start, part.first, part.cut_before, part.cut_after) == (0, None, False, True)
