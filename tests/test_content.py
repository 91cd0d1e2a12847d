"""Raw text to canonical text without losing where it came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.text import canonical
from ingest.content import Segment, assemble_lines, canonical_positions, join_pages, looks_legacy, without_surrogates

# Characters that canonical() composes, drops, turns into spaces or leaves alone.
TEXT = st.text(st.sampled_from("aeoăđẾx \u0301\u0300\u0323\u031b\u00a0\u200b\u00ad\ufeff\t\r\n\u2028各가각"))


@given(TEXT, st.lists(st.integers(0, 40)))
def test_positions_point_to_the_same_place(raw, wanted):
    positions = sorted(min(at, len(raw)) for at in wanted)
    text, mapped = canonical_positions(raw, positions)
    assert text == canonical(raw)
    assert mapped == sorted(mapped)
    for at, there in zip(positions, mapped, strict=True):
        head = canonical(raw[:at])
        # Up to the group that the position lies in, both sides say the same.
        assert text.startswith(head[: max(0, there - 1)]) and there <= len(text)
        if at in (0, len(raw)):
            assert there == (0 if at == 0 else len(text))


@given(st.lists(st.lists(st.tuples(TEXT, st.integers(-1, 3)), max_size=4), max_size=6))
def test_anchors_and_pages_lie_in_the_text(made):
    lines = [[Segment(text, at, 0, 0, page_break=at == 3 and not text) for text, at in line] for line in made]
    content = assemble_lines(lines)
    assert content.text == canonical("\n".join("".join(s.text for s in line) for line in lines))
    assert list(content.pages) == sorted(set(content.pages))
    assert content.pages[0] == 0 and all(at < max(1, len(content.text)) for at in content.pages)
    last = 0
    for anchor in content.anchors:
        assert last <= anchor.start < anchor.end <= len(content.text)
        last = anchor.end


def test_an_anchor_slices_its_run_and_not_the_line_end_behind_it():
    lines = [[Segment("1. "), Segment("Mục ", 0, 0), Segment("đích\n", 0, 1)], [Segment("hai", 1, 0)]]
    content = assemble_lines(lines)
    assert [content.text[a.start : a.end] for a in content.anchors] == ["Mục ", "đích\n", "hai"]


def test_a_break_at_a_line_s_end_begins_the_page_with_the_next_line():
    content = assemble_lines([[Segment("một"), Segment("", page_break=True)], [Segment("hai")]])
    assert content.text[content.pages[1] :] == "hai"


def test_surrogates_are_joined_or_replaced():
    assert without_surrogates("a\ud83d\ude00b\ud800c") == "a😀b\ufffdc"
    assert without_surrogates("Công đoàn") == "Công đoàn"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uû ban nh©n d©n tØnh céng hßa x· héi chñ nghÜa ViÖt Nam ®éc lËp", True),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp Töï do Haïnh phuùc", True),
        ("Ủy ban nhân dân tỉnh Cộng hòa xã hội chủ nghĩa Việt Nam độc lập tự do", False),
        ("Uy ban nhan dan tinh Cong hoa xa hoi chu nghia Viet Nam doc lap tu do", False),
        ("The Council of Ministers shall decide on the matter within thirty days", False),
        ("ngắn", False),
    ],
)
def test_legacy_encodings_are_recognised(text, expected):
    assert looks_legacy(text) is expected


def test_pages_are_joined_by_a_line_end_or_a_space():
    text, starts = join_pages(["một", "hai", "", "ba"], [False, True, False, False])
    assert text == "một hai\n\nba"
    assert [text[start:][:3] for start in starts] == ["một", "hai", "\nba", "ba"]
    assert join_pages([]) == ("", (0,))


@given(st.lists(st.text(max_size=8), max_size=6), st.lists(st.booleans(), max_size=6))
def test_page_starts_ascend_inside_the_text(pages, continued):
    text, starts = join_pages(pages, continued)
    assert list(starts) == sorted(set(starts))
    assert all(0 <= start < max(1, len(text)) for start in starts)
    assert unicodedata.is_normalized("NFC", text) or len(pages) > 1
