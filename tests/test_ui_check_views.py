"""A check's result as HTML: numbers, marks and list agree, everything foreign is escaped, long texts are shortened."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from directives.grounded import CheckReport, Finding
from directives.models import Evidence
from tests.markup import read
from ui.check_views import ICONS, list_html, numbered, tally_html, text_html

TEXT = "Theo Quyết định số 12/KH-LĐLĐ\n\nngày 04/3/2023 <script>alert(1)</script>\ncuối"


def finding(words, severity="error", expected=None, evidence=None, text=TEXT):
    start = text.index(words)
    said = f"Sai {words}; hãy sửa."
    return Finding("wrong_date", severity, start, start + len(words), words, said, expected, evidence)


def result(*findings, text=TEXT):
    return CheckReport(text, tuple(sorted(findings, key=lambda f: f.start)), ())


ALL = ("error", "warning", "note")


def test_the_text_is_whole_and_marked_where_the_findings_are():
    report = result(finding("Quyết định"), finding("04/3/2023", "warning"))
    shown = read(text_html(report, numbered(report, ALL)))
    assert shown.balanced
    marks = [attrs["class"] for tag, attrs in shown.tags if tag == "mark"]
    assert marks == ["dc-marked dc-error", "dc-marked dc-warning"]
    without = shown.text.replace(f"{ICONS['error']} 1", "").replace(f"{ICONS['warning']} 2", "")
    assert without == TEXT.replace("\n", "")
    assert "<script>" not in text_html(report, ())


def test_every_number_in_the_text_leads_to_the_list_and_back():
    report = result(finding("Quyết định"), finding("Quyết định số 12/KH-LĐLĐ", "warning"), finding("04/3/2023"))
    found = numbered(report, ALL)
    text, listed = read(text_html(report, found)), read(list_html(report, found))
    ids = {attrs["id"] for tag, attrs in [*text.tags, *listed.tags] if "id" in attrs}
    jumps = {attrs["data-jump"] for tag, attrs in [*text.tags, *listed.tags] if "data-jump" in attrs}
    assert jumps == ids == {f"{side}-{n}" for side in ("cho", "loi") for n in (1, 2, 3)}


def test_where_findings_overlap_the_graver_one_shows():
    report = result(finding("Quyết định số 12/KH-LĐLĐ", "note"), finding("số", "error"))
    marks = [attrs["class"] for tag, attrs in read(text_html(report, numbered(report, ALL))).tags if tag == "mark"]
    assert marks == ["dc-marked dc-note", "dc-marked dc-error", "dc-marked dc-note"]


def test_a_finding_over_lines_is_numbered_once():
    report = result(finding("12/KH-LĐLĐ\n\nngày"))
    html = text_html(report, numbered(report, ALL))
    assert html.count('id="cho-1"') == 1
    assert html.count("<mark") == 2


def test_numbers_stay_when_the_filter_changes():
    report = result(finding("Quyết định", "note"), finding("04/3/2023"))
    assert [n.number for n in numbered(report, ("error",))] == [2]


def test_the_list_says_place_remedy_and_where_the_proof_is():
    evidence = Evidence("abc", 5, 9, "đúng", 2)
    report = result(finding("04/3/2023", expected="04/3/2024 <b>", evidence=evidence))
    shown = read(list_html(report, numbered(report, ALL)))
    assert shown.balanced
    assert "dòng 3" in shown.text
    assert "Sai ngày" in shown.text and "Nên ghi: 04/3/2024 <b>" in shown.text and "✕ Lỗi" in shown.text
    links = [attrs["href"] for tag, attrs in shown.tags if tag == "a"]
    assert links == ["van-ban?doc=abc&at=5&to=9"]
    assert [attrs["data-copy"] for _, attrs in shown.tags if "data-copy" in attrs] == ["04/3/2024 <b>"]


def test_nothing_found_is_said():
    assert "không có gì phải sửa" in tally_html(result(), "a.docx")
    assert "Không có mục nào" in list_html(result(), ())


def test_of_a_long_text_only_what_matters_is_shown():
    text = "\n".join(f"Đoạn {i} " + "x" * 60 for i in range(2_000))
    report = result(finding("Đoạn 1000 ", text=text), text=text)
    shown = read(text_html(report, numbered(report, ALL)))
    assert re.findall(r"Đoạn (\d+)", shown.text) == ["999", "1000", "1001"]
    assert shown.text.count("[…]") == 1


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(ALL)), max_size=6)


@given(st.text(alphabet="ab <&\nđ“", min_size=1, max_size=50), SPANS)
def test_any_findings_leave_the_text_whole(text, spans):
    found = [
        Finding("wrong_date", severity, start, min(len(text), start + length), text[start : start + length], "Sai.")
        for start, length, severity in spans
        if start < len(text)
    ]
    report = CheckReport(text, tuple(sorted(found, key=lambda f: (f.start, f.end))), ())
    shown = read(re.sub(r"<button.*?</button>", "", text_html(report, numbered(report, ALL))))
    assert shown.balanced
    kept = "".join(line for line in text.split("\n") if line.strip())
    assert shown.text == kept
    assert all(a.number < b.number for a, b in pairwise(numbered(report, ALL)))
