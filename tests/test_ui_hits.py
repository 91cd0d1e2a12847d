"""Hits as HTML, marks in texts, what is said of a document's force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.models import (
    Citation,
    CitationView,
    Evidence,
    Hit,
    LaterAct,
    PassageView,
    Resolution,
    Span,
    Validity,
    Why,
)
from tests.markup import read
from tests.test_ui_render import CARD, TEXT, card
from ui import hits, validity
from ui.marks import Mark, citation_link, citation_marks, highlight_marks, layered


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ((), "an &lt;b&gt; toàn"),
        ((Span(0, 2),), "<mark>an</mark> &lt;b&gt; toàn"),
        ((Span(7, 11), Span(0, 2)), "<mark>an</mark> &lt;b&gt; <mark>toàn</mark>"),
        ((Span(0, 5), Span(3, 6)), "<mark>an &lt;b</mark><mark>&gt;</mark> toàn"),
        ((Span(7, 99),), "an &lt;b&gt; <mark>toàn</mark>"),
        ((Span(5, 5),), "an &lt;b&gt; toàn"),
    ],
)
def test_marked(spans, shown):
    assert layered("an <b> toàn", 0, 11, highlight_marks(spans)) == shown


@given(TEXT, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(*pair)), max_size=5))
def test_marked_keeps_the_text(text, spans):
    reader = read(layered(text, 0, len(text), highlight_marks(spans)))
    assert reader.text == text
    assert {tag for tag, _ in reader.tags} <= {"mark"}


@given(TEXT, TEXT, TEXT)
def test_no_text_becomes_markup(text, title, issuer):
    shown = Hit(
        1, 1.0, card(title=title, issuer=issuer), PassageView(0, len(text), text, title, issuer, 1), Why(False, 1, None)
    )
    reader = read(hits.hit_html(shown))
    assert {tag for tag, _ in reader.tags} <= {"article", "span", "div", "a", "details", "summary", "button"}
    for _, attributes in reader.tags:
        assert set(attributes) <= {"class", "href", "title", "type", "data-copy"}
        assert attributes.get("href", "van-ban?doc=").startswith("van-ban?doc=")


def test_excerpt_holds_most_marks_and_starts_at_a_word():
    text = "mở đầu " * 150 + "an toàn vệ sinh lao động " + "kết thúc " * 150
    start = text.index("an toàn")
    part = hits.excerpt(text, (Span(3, 6), Span(start, start + 2), Span(start + 3, start + 7)))
    assert part.start <= start < part.end
    assert part.end - part.start <= 520
    assert text[part.start - 1] == " "
    assert hits.excerpt("ngắn", ()) == Span(0, 4)


def test_excerpt_of_a_table_is_a_few_lines():
    text = "\n".join(f"ô {number}" for number in range(40))
    assert text[slice(*_bounds(hits.excerpt(text, ())))] == "\n".join(f"ô {number}" for number in range(10))
    start = text.index("ô 30")
    part = hits.excerpt(text, (Span(start, start + 4),))
    assert part.start <= start < part.end and text[part.start : part.end].count("\n") <= 10
    few = "\n".join(f"ô {number}" for number in range(12))
    assert hits.excerpt(few, ()) == Span(0, len(few))


def _bounds(span):
    return span.start, span.end


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why(True, None, None), ["khớp số hiệu"]),
        (Why(False, 2, 7), ["khớp từ · hạng 2", "gần nghĩa · hạng 7"]),
        (Why(False, None, None), []),
    ],
)
def test_why(why, words):
    markup = hits.why_html(why)
    assert read(markup).text == "".join(words)


@pytest.mark.parametrize(
    ("path", "unit", "shown"),
    [
        ("Kế hoạch 12/KH-LĐLĐ › Điều 2 › khoản 1", None, "Điều 2 › khoản 1 · trang 4"),
        ("Kế hoạch 12/KH-LĐLĐ", None, "Trang 4"),
        ("", "Điều 2", "Trang 4"),
        ("Kế hoạch Tổ chức Tháng Công nhân › Điều 2", None, "Điều 2 · trang 4"),
        ("Tổ chức Tháng › Điều 2", None, "Điều 2 · trang 4"),
        ("Chương I › Điều 2", None, "Chương I › Điều 2 · trang 4"),
    ],
)
def test_place(path, unit, shown):
    hit = Hit(1, 1.0, CARD, PassageView(0, 1, "x", unit, path, 4), Why(True, None, None))
    assert hits.place_html(hit) == shown


def view(start, end, status="RESOLVED", number="35-NQ/TW", documents=("b" * 16,)):
    citation = Citation(start, end, "35-NQ/TW", number, "nghị quyết", None, None, None, "dan_chieu", "numbered")
    return CitationView("a" * 16, citation, Resolution(status, documents))


@pytest.mark.parametrize(
    ("cited", "link"),
    [
        (view(0, 8), "van-ban?doc=" + "b" * 16),
        (view(0, 8, "MISSING", documents=()), "vien-dan?doc=35-NQ%2FTW"),
        (view(0, 8, "AMBIGUOUS", documents=("b", "c")), "vien-dan?doc=35-NQ%2FTW"),
        (view(0, 8, "MISSING", None, ()), None),
        (view(0, 8, "SELF", documents=()), None),
        (view(0, 8, "BLANK", None, ()), None),
    ],
)
def test_where_a_citation_leads(cited, link):
    assert citation_link(cited) == link


def test_a_citation_in_a_hit_is_a_link_though_a_word_of_it_was_asked_for():
    text = "Theo 35-NQ/TW về việc này"
    shown = Hit(1, 1.0, CARD, PassageView(100, 100 + len(text), text, None, "", 1), Why(True, 1, 1), (Span(5, 7),))
    reader = read(hits.hit_html(shown, [view(105, 113), view(90, 98), view(120, 140)]))
    inside = [attributes for tag, attributes in reader.tags if tag == "a" and "dc-cite" in attributes["class"]]
    assert [a["href"] for a in inside] == ["van-ban?doc=" + "b" * 16] * 2
    assert text in reader.text


@given(TEXT, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 3)), max_size=6))
def test_layers_nest_and_keep_the_text(text, stretches):
    marks = [Mark(min(a, b), max(a, b), layer, f"<i{layer}>", f"</i{layer}>") for a, b, layer in stretches if a != b]
    reader = read(layered(text, 0, len(text), marks))
    assert reader.text == text
    assert reader.balanced


def test_overlapping_citations_give_one_link():
    assert len(citation_marks([view(5, 13), view(8, 20), view(13, 14)])) == 2


ACTING = card(id="c" * 16, number="50/QĐ-UBND", type="quyết định", date="2024-05-03")


def act(relation, partial):
    return LaterAct(relation, ACTING, partial, Evidence("c" * 16, 10, 30, "thay thế <b>", 1))


@pytest.mark.parametrize(
    ("state", "done", "said"),
    [
        ("replaced", act("thay_the", False), "Bị thay thế bởi Quyết định 50/QĐ-UBND ngày 03/05/2024"),
        ("amended", act("thay_the", True), "Bị thay thế một phần bởi Quyết định 50/QĐ-UBND ngày 03/05/2024"),
        ("repealed", act("bai_bo", False), "Bị bãi bỏ bởi Quyết định 50/QĐ-UBND ngày 03/05/2024"),
        ("amended", act("sua_doi_bo_sung", False), "Được sửa đổi, bổ sung bởi Quyết định 50/QĐ-UBND ngày 03/05/2024"),
    ],
)
def test_a_banner_names_the_later_document_and_leads_to_its_words(state, done, said):
    reader = read(validity.banner(Validity(state, "2024-06-01", (done,))))
    assert reader.text.startswith(said)
    assert "tính đến ngày 01/06/2024" in reader.text
    assert [a["href"] for tag, a in reader.tags if tag == "a"] == ["van-ban?doc=" + "c" * 16 + "&at=10&to=30"]


def test_without_a_later_document_nothing_is_claimed():
    assert validity.banner(Validity("unverified", "2024-06-01")) == ""
    assert validity.line(Validity("unverified", "2024-06-01")) == "Chưa xác minh hiệu lực"
    assert (
        validity.line(Validity("replaced", "2024-06-01", (act("thay_the", False),)))
        == "Bị thay thế (tính đến 01/06/2024)"
    )
