"""The overview of a directive's tasks as HTML: numbers in words beside each bar, bars in proportion."""

import re

import pytest

from directives.models import DocumentCard
from library.coverage import TaskCoverage
from tests.fake_library import FakeLibrary
from ui.coverage import coverage_html, overview_link, summary_html

DIRECTIVE = FakeLibrary().document("d" * 16)


def card(number):
    return DocumentCard(number[:2] * 8, number, "kế hoạch", "<b>Tên</b>", None, None, "/a")


def task(label, held=0, repeated=0, known=0, unknown=0, near=()):
    return TaskCoverage(label, f"Việc <i>{label}</i>", 0, 10, held, repeated, known, unknown, tuple(map(card, near)))


def words(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def widths(html):
    return [float(width) for width in re.findall(r"width:([\d.]+)%", html)]


def test_every_number_of_a_bar_stands_in_words():
    html = coverage_html(DIRECTIVE, [task("1", 1, 2, 3, 4)])
    assert "1 có trong kho · 3 chưa có (đã biết) · 4 chưa có (chưa rõ) · 2 trùng số" in words(html)
    assert widths(html) == [10.0, 30.0, 40.0, 20.0]
    assert html.count('<th scope="row">') == 1 and html.count('<th scope="col">') == 3
    assert "Việc &lt;i&gt;1&lt;/i&gt;" in html


def test_bars_are_in_proportion_to_the_task_with_most():
    assert widths(coverage_html(DIRECTIVE, [task("1", held=1), task("2", known=4)])) == [25.0, 100.0]
    both = coverage_html(DIRECTIVE, [task("1", near=["1/A"]), task("2", near=["1/A", "2/A"])])
    assert widths(both) == [50.0, 100.0]


def test_nothing_is_said_as_nothing():
    html = coverage_html(DIRECTIVE, [task("1")])
    assert "Không dẫn văn bản nào" in html and "Chưa có</span>" in html
    assert widths(html) == []


def test_more_documents_than_fit_stand_behind_a_disclosure():
    said = words(coverage_html(DIRECTIVE, [task("1", near=["1/A", "2/A", "3/A", "4/A", "5/A"])]))
    assert "5 văn bản: Kế hoạch 1/A ; Kế hoạch 2/A ; Kế hoạch 3/A 2 văn bản nữa Kế hoạch 4/A ; Kế hoạch 5/A" in said


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ([task("1", held=1, known=2), task("2", near=["1/A"])],
         "2 trong 2 nhiệm vụ có văn bản trong kho để dựa vào; trong 3 lượt dẫn, 1 đã có văn bản trong kho."),
        ([task("1", known=1), task("2"), task("3", near=["1/A"])],
         "1 trong 3 nhiệm vụ có văn bản trong kho để dựa vào; trong 1 lượt dẫn, 0 đã có văn bản trong kho. "
         "Nhiệm vụ 1, 2 chưa có văn bản nào."),
        ([task("1", near=["1/A"])], "1 trong 1 nhiệm vụ có văn bản trong kho để dựa vào."),
    ],
)  # fmt: skip
def test_the_summary_names_the_tasks_without_anything(tasks, said):
    assert words(summary_html(tasks)) == said


def test_its_address():
    assert overview_link("d") == "nhiem-vu?doc=d&xem=tong-hop"
