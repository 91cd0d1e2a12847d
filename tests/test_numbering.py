"""Automatic numbers of Word lists, as they are printed."""

import pytest

from ingest.numbering import format_number
from ingest.office import extract_docx
from tests.docxs import docx, level, lists, numbered, paragraph, part


def printed(*body, **parts):
    return extract_docx(docx(*body, **parts)).text.split("\n")


@pytest.mark.parametrize(
    ("form", "values", "expected"),
    [
        ("decimal", (1, 12), ("1", "12")),
        ("decimalZero", (3, 12), ("03", "12")),
        ("upperRoman", (1, 4, 9, 14, 40, 1999), ("I", "IV", "IX", "XIV", "XL", "MCMXCIX")),
        ("lowerRoman", (3, 8), ("iii", "viii")),
        ("lowerLetter", (1, 26, 27, 53), ("a", "z", "aa", "aaa")),
        ("upperLetter", (2, 28), ("B", "BB")),
        ("none", (5,), ("",)),
        ("cardinalText", (2,), ("2",)),  # a format of words in some language: at least the value
    ],
)
def test_formats(form, values, expected):
    assert tuple(format_number(value, form) for value in values) == expected


def test_levels_count_below_one_another_and_begin_anew():
    numbering = lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2."), level(2, "%3)", "lowerLetter"))
    depth = (0, 1, 1, 2, 2, 0, 1, 2)
    body = [numbered(f"mục {i}", level=at) for i, at in enumerate(depth)]
    assert [line.split(" mục")[0] for line in printed(*body, numbering=numbering)] == [
        "I.", "I.1.", "I.2.", "a)", "b)", "II.", "II.1.", "a)",
    ]  # fmt: skip


def test_legal_numbering_writes_roman_parents_in_arabic():
    numbering = lists(level(0, "Điều %1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>"))
    assert printed(numbered("một"), numbered("hai", level=1), numbering=numbering) == ["Điều I. một", "1.1. hai"]


def test_what_follows_the_number():
    nothing = '<w:suff w:val="nothing"/>'
    numbering = lists(
        level(0, "%1)", more=nothing), level(1, "%2/", more='<w:suff w:val="space"/>'), level(2, "%3", more=nothing)
    )
    # A dot that was typed behind a bare number stays behind it; words stand apart.
    body = [numbered(text, level=at) for at, text in enumerate(("một", "hai", ". ba"))]
    assert printed(*body, numbering=numbering) == ["1) một", "1/ hai", "1. ba"]


def test_a_level_that_never_starts_again_goes_on():
    numbering = lists(level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    body = [numbered("x", level=at) for at in (0, 1, 1, 0, 1)]
    assert printed(*body, numbering=numbering) == ["1. x", "1) x", "2) x", "2. x", "3) x"]


def test_a_second_list_of_the_same_kind_goes_on_unless_it_starts_anew():
    same = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = [numbered("x", num) for num in (1, 1, 2, 3, 3)]
    assert printed(*body, numbering=lists(level(0, "%1."), more=same + anew)) == [
        "1. x",
        "2. x",
        "3. x",
        "7. x",
        "8. x",
    ]


@pytest.mark.parametrize(
    ("sign", "expected"), [("-", "-"), ("\uf02d", "-"), ("+", "+"), ("\uf0b7", "•"), ("\uf0d8", "•"), ("o", "•")]
)
def test_bullets(sign, expected):
    assert printed(numbered("ý"), numbering=lists(level(0, sign, "bullet"))) == [f"{expected} ý"]


def test_numbers_come_from_styles_and_are_switched_off_by_zero():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>',
    )
    body = [
        paragraph("một", properties='<w:pStyle w:val="Dieu"/>'),
        paragraph("hai", properties='<w:pStyle w:val="Con"/>'),
        paragraph("không", properties='<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph("ba", properties='<w:pStyle w:val="Con"/>'),
    ]
    expected = ["Điều 1. một", "Điều 2. hai", "không", "Điều 3. ba"]
    assert printed(*body, numbering=lists(level(0, "Điều %1.")), styles=styles) == expected


def test_a_style_bound_to_a_level_takes_that_level():
    numbering = lists(level(0, "%1."), level(1, "%2)", more='<w:pStyle w:val="Khoan"/>'))
    bound = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = part("styles", f'<w:style w:type="paragraph" w:styleId="Khoan">{bound}</w:style>')
    body = [numbered("một"), paragraph("hai", properties='<w:pStyle w:val="Khoan"/>')]
    assert printed(*body, numbering=numbering, styles=styles) == ["1. một", "1) hai"]


@pytest.mark.parametrize(
    "numbering",
    [
        None,
        lists(),
        part("numbering", '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'),
        part("numbering", '<w:num w:numId="1"/>'),
    ],
    ids=["no part", "no level", "no definition", "no reference"],
)
def test_a_broken_list_costs_its_numbers_only(numbering):
    parts = {"numbering": numbering} if numbering else {}
    assert printed(numbered("một"), **parts) == ["một"]


def test_a_style_based_on_itself_ends():
    styles = part("styles", '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>')
    assert printed(paragraph("x", properties='<w:pStyle w:val="A"/>'), styles=styles) == ["x"]
