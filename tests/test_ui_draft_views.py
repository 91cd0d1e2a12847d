"""Under a paragraph of a draft: sources by document, findings gravest first, many like notes in one line."""

import re

from directives.grounded import DraftParagraph, Finding
from directives.models import Evidence
from directives.places import Place
from ui.draft_views import found_html, paragraph_html


def words(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def finding(kind, severity, text):
    return Finding(kind, severity, 0, 1, text, f"Lời về {text}.")


def under(*sources, findings=()):
    places = {e: Place(unit) for e, unit in sources}
    paragraph = DraftParagraph("x", "quoted", tuple(e for e, _ in sources))
    return paragraph_html(paragraph, {e.document: f"Văn bản {e.document}" for e, _ in sources}, places, findings)


def piece(document, start, unit):
    return Evidence(document, start, start + 5, "<lời>"), unit


def test_places_of_one_document_stand_together_however_they_are_mixed():
    html = under(piece("a", 0, "nhiệm vụ 1"), piece("b", 0, None), piece("a", 9, "nhiệm vụ 2"))
    assert words(html) == "Trích nguyên văn · Nguồn: Văn bản a, nhiệm vụ 1 · nhiệm vụ 2 ; Văn bản b"
    assert re.findall(r"at=(\d+)", html) == ["0", "9", "0"]
    assert "<lời>" not in html


def test_a_place_that_reads_the_same_is_named_once():
    assert words(under(piece("a", 0, "Điều 1"), piece("a", 9, "Điều 1"))).endswith("Văn bản a, Điều 1")


def test_many_sources_stand_behind_a_disclosure():
    html = under(*(piece(d, 0, None) for d in "abcde"))
    shown, hidden = html.split("<details")
    assert words(shown).endswith("Văn bản a ; Văn bản b ; Văn bản c")
    assert words("<details" + hidden) == "2 văn bản nguồn nữa Văn bản d ; Văn bản e"


def test_findings_come_gravest_first_and_like_notes_in_one_line():
    many = [finding("not_held", "note", f"{n}-NQ/TW") for n in (1, 2, 3)]
    html = found_html(
        [many[0], finding("wrong_date", "error", "ngày 1"), *many[1:], finding("ambiguous", "warning", "7/KH")]
    )
    assert words(html).startswith("Lỗi: Sai ngày ngày 1 – Lời về ngày 1. Cần xem: Trùng số 7/KH – Lời về 7/KH.")
    assert "Ghi chú: Chưa có trong kho 3 chỗ" in words(html)
    assert words(html).endswith("1-NQ/TW; 2-NQ/TW; 3-NQ/TW"), "the numbers are to be seen without opening"
    assert html.count("<details") == 1


def test_few_notes_are_told_one_by_one():
    html = found_html([finding("not_held", "note", "1-NQ/TW"), finding("not_held", "note", "2-NQ/TW")])
    assert "<details" not in html and html.count("dc-draft-finding") == 2
