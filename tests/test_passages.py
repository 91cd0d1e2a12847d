"""Passages: along the units, of a fair length, nothing lost, nothing twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.headers.header import parse_header
from directives.models import Header, Span, Unit
from directives.units.structure import parse_units
from ingest.passages import MAX, MIN, split_passages

HEADING = """ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN
Số: 87/2025/QĐ-UBND
Sông Ngàn, ngày 05 tháng 3 năm 2025
QUYẾT ĐỊNH
Ban hành Quy định về quản lý nhà ở công vụ
"""


def words(n, word="lời"):
    """Return a sentence of `n` whitespace tokens."""
    return " ".join([word.capitalize(), *[word] * (n - 1)]) + "."


def passages(text):
    header = parse_header(text)
    units = parse_units(text, header)
    return split_passages(text, header, units), units


def bodies(text):
    found, units = passages(text)
    return [
        (units[p.unit].kind + units[p.unit].label if p.unit is not None else None, len(p.text.split()))
        for p in found[1:]
    ]


def test_the_heading_block_is_the_first_passage_under_the_document_s_name():
    found, _ = passages(HEADING + "Điều 1. " + words(100))
    assert found[0].text == HEADING.strip()
    assert (found[0].unit, found[0].heading_path) == (None, "Quyết định 87/2025/QĐ-UBND")
    assert found[1].text.startswith("Điều 1.")


def test_an_article_of_a_fair_length_is_one_passage_under_its_path():
    found, units = passages(HEADING + "\n".join(f"Điều {n}. Phạm vi\n{words(100)}" for n in (1, 2, 3)))
    assert [p.text.split("\n")[0] for p in found[1:]] == ["Điều 1. Phạm vi", "Điều 2. Phạm vi", "Điều 3. Phạm vi"]
    assert [units[p.unit].label for p in found[1:]] == ["1", "2", "3"]
    assert found[2].heading_path == "Quyết định 87/2025/QĐ-UBND › Điều 2. Phạm vi"


def test_small_siblings_are_joined_and_belong_to_their_parent():
    clauses = "\n".join(f"{n}. {words(60)}" for n in range(1, 7))
    assert bodies(HEADING + f"Điều 1. Phạm vi\n{clauses}") == [
        ("article1", 3 + 61 * 2 + 2 - 1),
        ("article1", 122),
        ("article1", 122),
    ]


def test_a_small_sibling_beside_a_fair_one_is_not_left_alone():
    assert bodies(HEADING + f"Điều 1. {words(20)}\nĐiều 2. {words(100)}\nĐiều 3. {words(300)}")[0] == (None, 124)


def test_a_lone_small_unit_stays_small():
    text = HEADING + f"Điều 1. {words(300)}\nĐiều 2. {words(10)}\nĐiều 3. {words(300)}"
    assert ("article2", 12) in bodies(text)


def test_a_long_unit_is_divided_at_sentences_into_even_parts():
    text = HEADING + "Điều 1. " + " ".join(words(30) for _ in range(20))
    found, _ = passages(text)
    sizes = [len(p.text.split()) for p in found[1:]]
    assert len(sizes) == 4 and all(120 <= size <= 182 for size in sizes)
    assert all(p.text.endswith(".") for p in found[1:])


def test_paragraphs_are_parted_rather_than_cut():
    text = HEADING + "Điều 1. " + "\n".join(" ".join(words(20) for _ in range(5)) for _ in range(6))
    found, _ = passages(text)
    assert all(p.text.count("\n") == 0 or len(p.text.split()) <= MAX for p in found)
    ends = {p.end for p in found[1:]}
    assert all(end == len(text) or text[end] == "\n" for end in ends)


def test_a_sentence_beyond_the_limit_is_divided_evenly():
    text = HEADING + "Điều 1. " + words(1000)
    sizes = [size for _, size in bodies(text)]
    assert sum(sizes) == 1002 and max(sizes) <= MAX and min(sizes) >= MIN


def test_a_text_without_structure_is_joined_by_paragraphs():
    text = "\n".join(words(40) for _ in range(9))
    found = split_passages(text, Header(title="Truyện"), ())
    assert [len(p.text.split()) for p in found] == [120, 120, 120]
    assert {(p.unit, p.heading_path) for p in found} == {(None, "Truyện")}


def test_recipients_and_signatures_give_no_passage():
    text = (
        HEADING
        + f"Điều 1. {words(100)}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n"
    )
    found, _ = passages(text)
    assert [p.text for p in found] == [HEADING.strip(), f"Điều 1. {words(100)}"]


def test_what_follows_the_signature_is_found_and_not_joined_over_it():
    text = (
        HEADING + f"Điều 1. {words(50)}\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n"
        f"PHỤ LỤC I\nDANH MỤC\n1. {words(30)}\n2. {words(30)}\n"
    )
    found, units = passages(text)
    assert not any("Lê Văn Mẫu" in p.text for p in found)
    (last,) = [p for p in found if "DANH MỤC" in p.text]
    assert units[last.unit].kind == "attachment" and last.text.endswith(words(30))
    assert found[1].text == f"Điều 1. {words(50)}"


def test_attachments_are_never_joined():
    text = HEADING + f"Điều 1. {words(100)}\nPHỤ LỤC I\n{words(20)}\nPHỤ LỤC II\n{words(20)}\n"
    found, _ = passages(text)
    assert sum("PHỤ LỤC I" in p.text for p in found) == 2
    assert not any("PHỤ LỤC I\n" in p.text and "PHỤ LỤC II" in p.text for p in found)


def test_nothing_gives_nothing_and_signs_alone_neither():
    assert split_passages("", Header(), ()) == ()
    assert split_passages("\n  ---\n***\n", Header(), ()) == ()


def test_dotted_lines_and_endless_tokens_do_not_overflow():
    text = "Họ tên: " + "." * 5000 + "\n" + "x" * 50_000
    found = split_passages(text, Header(), ())
    assert max(len(p.text) for p in found) <= MAX * 80 + 80


# --- what holds for every tree of units -------------------------------------------------------------------------------


@st.composite
def documents(draw):
    """Draw a text with random units, a heading and closings, as parsers may find them."""
    text = ""
    units = []

    def prose():
        nonlocal text
        for _ in range(draw(st.integers(0, 3))):
            text += words(draw(st.sampled_from([1, 5, 30, 80, 221, 450]))) + draw(st.sampled_from([" ", "\n", "\n\n"]))

    def unit(depth, parent):
        nonlocal text
        start, index = len(text), len(units)
        units.append(None)
        text += f"{index}. "
        prose()
        if depth < 3:
            for _ in range(draw(st.integers(0, 3))):
                unit(depth + 1, index)
        kind = draw(st.sampled_from(["article", "clause", "attachment"]))
        units[index] = Unit(kind, str(index), "", start, len(text.rstrip()), parent)

    prose()
    heading = Span(0, len(text.rstrip())) if draw(st.booleans()) else Span(0, 0)
    closings = []
    for _ in range(draw(st.integers(0, 4))):
        unit(0, None)
        if draw(st.booleans()):
            text += "\n"
            start = len(text)
            text += "Nơi nhận: lưu.\n"
            closings.append(Span(start, len(text) - 1))
            prose()
    return text, Header(number="5/QĐ", heading=heading, closing=tuple(closings)), tuple(units)


@settings(max_examples=100, deadline=None)
@given(documents())
def test_passages_slice_cover_the_body_never_overlap_and_respect_units(document):
    text, header, units = document
    found = split_passages(text, header, units)
    free = [c.isalnum() for c in text]  # what still has to be found in a passage
    for span in header.closing:
        free[span.start : span.end] = [False] * (span.end - span.start)
    letters = free.copy()
    for passage in found:
        start, end = passage.start, passage.end
        assert text[start:end] == passage.text == passage.text.strip() != ""
        assert free[start:end] == letters[start:end], "a place found twice"
        free[start:end] = [False] * (end - start)
        assert not any(start < span.end and span.start < end for span in header.closing)
        holders = []
        for i, unit in enumerate(units):
            if unit.start <= start and end <= unit.end:
                holders.append(i)
            elif start < unit.end and unit.start < end:  # then all of the unit is in the passage
                assert not any(letters[unit.start : max(unit.start, start)]) and not any(letters[end : unit.end])
        assert passage.unit is None or passage.unit in holders
    assert not any(free)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_only_what_stands_alone_is_long(document):
    text, header, units = document
    for passage in split_passages(text, header, units)[bool(header.heading.end) :]:
        assert len(passage.text.split()) <= MAX


def test_real_documents_keep_the_rules(test_data):
    for path in sorted((test_data / "admin" / "txt").glob("*.txt"))[::15]:
        text = path.read_text(encoding="utf-8")
        header = parse_header(text)
        units = parse_units(text, header)
        found = split_passages(text, header, units)
        held = bytearray(len(text))
        for passage in found:
            assert text[passage.start : passage.end] == passage.text
            assert not any(held[passage.start : passage.end])
            held[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
        for span in header.closing:
            held[span.start : span.end] = b"\1" * (span.end - span.start)
        assert not [i for i, c in enumerate(text) if c.isalnum() and not held[i]], path.name


@pytest.mark.parametrize("mass", ["a ", "1. ", "a.\n", "Điều 1. ", "; ", "\n", "…"])
def test_a_megabyte_of_anything_ends(mass):
    text = mass * (10**6 // len(mass))
    split_passages(text, Header(), ())
