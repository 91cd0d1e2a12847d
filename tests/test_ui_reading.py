"""A document's text for reading."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.models import Citation, CitationView, Document, Header, Passage, Resolution, Span, Unit
from tests.markup import read
from ui import reading

TEXT = (
    "QUYẾT ĐỊNH\nĐiều 1. Phạm vi\nNội dung một theo 35-NQ/TW.\n\nĐiều 2. Hiệu lực từ ngày ký; "
    + "rất dài " * 40
    + "\nHết"
)
FIRST, SECOND = TEXT.index("Điều 1"), TEXT.index("Điều 2")
CITED = TEXT.index("35-NQ/TW")


def document(text=TEXT, units=None, pages=(0,), passages=()):
    if units is None:
        units = (
            Unit("article", "1", "Phạm vi", FIRST, SECOND, None),
            Unit("article", "2", "", SECOND, len(TEXT), None),
        )
    return Document("a" * 16, text, pages, Header(), units, (), (), (), passages)


def view(status="RESOLVED", documents=("b" * 16,)):
    citation = Citation(
        CITED, CITED + 8, "35-NQ/TW", "35-NQ/TW", "nghị quyết", None, None, None, "dan_chieu", "numbered"
    )
    return CitationView("a" * 16, citation, Resolution(status, documents))


def whole(doc):
    return Span(0, len(doc.text))


@given(st.text("ab \n", max_size=300), st.integers(10, 80), st.sets(st.integers(1, 299), max_size=5))
def test_windows_cover_the_text_in_order_and_stay_small(text, limit, starts):
    units = tuple(Unit("article", str(s), "", s, len(text), None) for s in sorted(starts) if s < len(text))
    spans = reading.windows(document(text, units), limit)
    assert spans[0].start == 0 and spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(spans, spans[1:], strict=False))
    assert all(span.end - span.start <= limit for span in spans)
    for offset in range(0, len(text), 7):
        span = spans[reading.window_at(spans, offset)]
        assert span.start <= offset < span.end


def test_windows_are_cut_where_a_unit_begins():
    assert reading.windows(document(), SECOND + 5)[0] == Span(0, SECOND)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (None, None, None),
        (-1, None, None),
        (len(TEXT), None, None),
        (5, 9, Span(5, 9)),
        (5, 10**6, Span(5, len(TEXT))),
        (0, None, Span(0, 10)),  # a passage
        (FIRST, None, Span(FIRST, TEXT.index("\n", FIRST))),  # a unit: its heading line
        (3, None, Span(0, 10)),  # inside a passage
        (CITED, None, Span(CITED, CITED + 200)),
    ],
)
def test_target(start, end, span):
    assert reading.target(document(passages=(Passage(0, 10, TEXT[:10], None, ""),)), start, end) == span


def test_the_marked_stretch_is_one_mark_a_line_and_only_the_first_is_the_place_to_scroll_to():
    doc = document()
    markup = reading.text_html(doc, whole(doc), Span(FIRST, CITED + 3), [view()], token="t<1>")
    reader = read(markup)
    marks = [attributes for tag, attributes in reader.tags if tag == "mark"]
    assert [m.get("id") for m in marks].count("dc-mark") == 1
    assert marks[0]["data-token"] == "t<1>"
    assert reader.text == TEXT.replace("\n", "")


def test_a_held_citation_leads_to_the_document_and_a_missing_one_to_what_is_known_of_it():
    doc = document()
    held = read(reading.text_html(doc, whole(doc), None, [view()]))
    links = [a for tag, a in held.tags if tag == "a"]
    assert [a["href"] for a in links] == ["van-ban?doc=" + "b" * 16]
    assert "dc-held" in links[0]["class"]
    missing = read(reading.text_html(doc, whole(doc), None, [view("MISSING", ())]))
    assert [(a["href"], a["class"]) for tag, a in missing.tags if tag == "a"] == [
        ("vien-dan?doc=35-NQ%2FTW", "dc-nav dc-cite dc-missing")
    ]


def test_headings_are_bold_but_not_the_content_behind_them():
    doc = document()
    markup = reading.text_html(doc, whole(doc), None, [])
    assert "<b>Điều 1. Phạm vi</b>" in markup
    assert "<b>Điều 2.</b> Hiệu lực" in markup


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("Điều 1. Phạm vi điều chỉnh\nQuy chế này quy định việc sau.", "Điều 1. Phạm vi điều chỉnh"),
        ("Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.\n", "Điều 1."),
        ("Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp\ncông dân của cơ quan.", "Điều 1."),
        ("Điều 1. Sửa đổi, bổ sung như sau:\n1. Khoản 1", "Điều 1."),
        ("Điều 1. Phạm vi", "Điều 1. Phạm vi"),
    ],
)
def test_content_on_the_line_of_a_label_is_no_heading(text, bold):
    doc = document(text, (Unit("article", "1", "", 0, len(text), None),))
    assert reading.text_html(doc, whole(doc), None, []).partition("<b>")[2].partition("</b>")[0] == bold


def test_pages_are_numbered_where_they_begin():
    doc = document(pages=(0, FIRST, SECOND))
    markup = reading.text_html(doc, whole(doc), None, [])
    assert markup.count("dc-pagebreak") == 3
    assert markup.index("Trang 2") < markup.index("Điều 1") < markup.index("Trang 3") < markup.index("Điều 2")
    assert reading.text_html(document(), whole(doc), None, []).count("dc-pagebreak") == 0


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=120), st.data())
def test_the_text_is_kept_and_never_becomes_markup(text, data):
    doc = document(text, ())
    spot = st.integers(0, len(text))
    mark = Span(*sorted((data.draw(spot), data.draw(spot))))
    reader = read(reading.text_html(doc, whole(doc), mark, []))
    assert {tag for tag, _ in reader.tags} <= {"p", "mark"}
    shown = reader.text
    assert shown == "".join(line for line in text.split("\n") if line.strip())


def test_the_outline_of_a_long_document_keeps_the_branch_that_is_read():
    units = []
    for chapter in range(3):
        start = chapter * 10_000
        units.append(Unit("chapter", str(chapter), "", start, start + 10_000, None))
        parent = len(units) - 1
        units += [Unit("article", str(i), "", start + i * 50, start + i * 50 + 50, parent) for i in range(120)]
    doc = replace(document("x" * 30_000, tuple(units)))
    lines = reading.outline(doc, 10_000 + 77 * 50)
    assert [line.unit.label for line in lines if line.here] == ["77"]
    assert [line.unit.label for line in lines if line.unit.kind == "chapter"] == ["0", "1", "2"]
    assert sum(line.unit.kind == "article" for line in lines) == 120
    assert {line.depth for line in lines} == {0, 1}


def test_an_outline_leaves_clauses_and_points_out():
    doc = document(units=(Unit("article", "1", "Phạm vi", 0, 50, None), Unit("clause", "1", "", 5, 50, 0)))
    assert [reading.unit_title(line.unit) for line in reading.outline(doc, None)] == ["Điều 1. Phạm vi"]
