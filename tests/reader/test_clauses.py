"""Sentences and segments."""

from __future__ import annotations

import pytest

from chancery.reader.clauses import LONGEST, masked, segments, sentences, trim


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segments(text, 0, len(text))]


def sentences_of(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hai bên họp. Hai bên ký.", ["Hai bên họp", "Hai bên ký"]),
        ("Đạt 8,4 tỉ USD. Tăng 10.2%.", ["Đạt 8,4 tỉ USD", "Tăng 10.2%"]),
        ("Tại TP. Hồ Chí Minh, Q. 9 họp.", ["Tại TP. Hồ Chí Minh, Q. 9 họp"]),
        ("Ông T. Smith đến.", ["Ông T. Smith đến"]),
        ("So với cuối quý I. Kim ngạch tăng.", ["So với cuối quý I", "Kim ngạch tăng"]),
        ("Cơ chế (ASEAN, G7...), bảo đảm lợi ích.", ["Cơ chế (ASEAN, G7...), bảo đảm lợi ích"]),
        ("Toyota, Canon... về công nghiệp.", ["Toyota, Canon... về công nghiệp"]),
        ("Đối tác kinh tế... Chủ tịch nói.", ["Đối tác kinh tế", "Chủ tịch nói"]),
        ("Hạn chế: dự báo chậm; phối hợp kém.", ["Hạn chế", "dự báo chậm", "phối hợp kém"]),
        ("Lúc 20:54 họp.", ["Lúc 20:54 họp"]),
        ("Các tỉnh: Lạng Sơn, Lào Cai cần họp.", ["Các tỉnh: Lạng Sơn, Lào Cai cần họp"]),
        ("Có 2 việc. Thứ nhất, rà soát. Thứ hai, báo cáo.", ["Có 2 việc", "rà soát", "báo cáo"]),
        ("Yêu cầu: (1) rà soát; (2) báo cáo.", ["Yêu cầu", "rà soát", "báo cáo"]),
        ("Hội nghị lần thứ hai đã họp.", ["Hội nghị lần thứ hai đã họp"]),
        ("Hỗ trợ người Việt ở ÚcĐịnh hướng quan hệ.", ["Hỗ trợ người Việt ở Úc", "Định hướng quan hệ"]),
        ("VinFast và VietinBank họp.", ["VinFast và VietinBank họp"]),
        ("The U.S. side met. It agreed.", ["The U.S. side met", "It agreed"]),
    ],
)  # fmt: skip
def test_segments(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_a_sentence_holds_its_segments() -> None:
    assert sentences_of("Một; hai; ba. Bốn.") == ["Một; hai; ba", "Bốn"]


def test_a_quotation_and_its_speaker_are_one_sentence() -> None:
    text = '"Hiệp định chưa có hiệu lực", ông nói. Hai bên họp.'
    assert sentences_of(text) == ['"Hiệp định chưa có hiệu lực", ông nói', "Hai bên họp"]


def test_ordinals_and_separators_are_kept() -> None:
    text = "Thứ nhất, rà soát; phân loại. Thứ hai, báo cáo."
    found = segments(text, 0, len(text))
    assert [s.ordinal for s in found] == [1, None, 2]
    assert [s.before for s in found] == ["", ";", ""]
    assert [s.sentence for s in found] == [0, 0, 1]


def test_an_unclosed_bracket_hides_nothing() -> None:
    assert cut("Cơ chế (ASEAN. Hai bên họp.") == ["Cơ chế (ASEAN", "Hai bên họp"]


def test_trim_takes_edges_but_no_words() -> None:
    text = ' "Hai bên họp"; '
    assert text[slice(*trim(text, 0, len(text)))] == "Hai bên họp"
    assert trim("...", 0, 3) == (3, 3)


def test_a_motto_is_masked_and_speech_is_not() -> None:
    motto = 'quán triệt tinh thần "phải thực hiện" ngay'
    speech = '"Tôi đề nghị các bạn đầu tư", ông nói'
    assert [motto[a:b] for a, b in masked(motto, 0, len(motto))] == ['"phải thực hiện"']
    assert masked(speech, 0, len(speech)) == []


def test_a_stretch_without_a_stop_is_cut_at_a_space() -> None:
    text = "rà soát " * 2_000
    found = segments(text, 0, len(text))
    assert max(s.end - s.start for s in found) <= LONGEST
    assert sum(text[s.start : s.end].count("soát") for s in found) == 2_000
