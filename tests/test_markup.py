"""HTML pages: what a reader sees."""

import pytest

from ingest.markup import extract_html


def lines(page):
    return extract_html(page.encode()).text.split("\n")


@pytest.mark.parametrize(
    ("page", "expected", "reason"),
    [
        ("<p>Số <b>35</b>-<i>NQ/TW</i></p>", ["Số 35-NQ/TW"], "inline tags part nothing"),
        ("<p>kế\n   hoạch</p>", ["kế hoạch"], "white space is one space"),
        ("một<br>hai<br/>ba", ["một", "hai", "ba"], "line breaks"),
        ("<div>một<p>hai</p>ba</div>", ["một", "hai", "ba"], "blocks end lines"),
        ("<p>a &amp; b &lt; c &nbsp;d &#7893;</p>", ["a & b < c  d ổ"], "entities"),
        ("<title>tên</title><script>x()</script><style>p{}</style><p>chữ</p>", ["chữ"], "scripts and styles"),
        ("<p>a<!-- ghi chú -->b</p>", ["ab"], "comments"),
        ("<p>một<span style='display: none'>ẩn</span> hai</p><p hidden>ẩn</p>", ["một hai"], "hidden parts"),
        ("<nav>menu</nav><form><button>nút</button></form><p>chữ</p>", ["chữ"], "controls"),
        ("<ol><li>một<li>hai</ol>", ["1. một", "2. hai"], "numbers of a list"),
        ("<ol start=3 type=a><li>x<li value=7>y</ol>", ["c. x", "g. y"], "where it starts and how it counts"),
        ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"], "backwards"),
        ("<ol><li>một<ol type=I><li>con</ol><li>hai</ol>", ["1. một", "I. con", "2. hai"], "a list in a list"),
        ("<ol><li><p>một</p><p>tiếp</p></li><li><p>hai</p></ol>", ["1. một", "tiếp", "2. hai"], "paragraphs in items"),
        ("<ul><li>một<li></li><li>hai</ul>", ["- một", "- hai"], "an empty item leaves no bullet behind"),
        ("<pre>a\n  b</pre>", ["a", "  b"], "preformatted text keeps its lines"),
        ("<p>C<img align=left>\nÔNG ĐOÀN</p>", ["CÔNG ĐOÀN"], "LibreOffice hangs pictures into words"),
        ("<p>Xem <img align=left> ảnh</p>", ["Xem ảnh"], "a picture between words"),
        ("<p>trước <del>ngày 15</del><ins>ngày 20</ins></p>", ["trước ngày 20"], "what was taken out"),
        ("<p>Công nhân<a href='#n1'><sup>1</sup></a>, và</p>", ["Công nhân[1], và"], "the mark of a note"),
        ("<p>Công nhân<sup><a href='#n1'>1</a></sup></p>", ["Công nhân[1]"], "the same the other way round"),
        ("<div><a href='#a1'>1</a>Kế hoạch</div>", ["[1] Kế hoạch"], "the note itself"),
        ("<p>500 m<sup>2</sup>, xem <a href='#x'>mục 2</a></p>", ["500 m2, xem mục 2"], "raised digits, other links"),
        ("<p>chưa đóng<p>cũng vậy<b>", ["chưa đóng", "cũng vậy"], "tags left open"),
        ("<p>a</p></div></p></table><p>b</p>", ["a", "b"], "tags too many"),
    ],
)
def test_what_is_seen(page, expected, reason):
    assert lines(page) == expected, reason


def test_a_heading_set_as_a_table_is_read_column_by_column_and_data_row_by_row():
    page = """<table><tr><td>CÔNG ĐOÀN<br>SÔNG NGÀN</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<p>Độc lập</p></td></tr>
    <tr><td>Số: 5/KH</td><td>Sông Ngàn, ngày 5</td></tr></table>
    <table><tr><th>STT</th><th>Tên</th></tr><tr><td>1</td><td>A <table><tr><td>x</td><td>y</table></td></tr></table>"""
    assert lines(page) == [
        "CÔNG ĐOÀN", "SÔNG NGÀN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập", "Số: 5/KH", "Sông Ngàn, ngày 5",
        "STT | Tên", "1", "A", "x | y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        "<p>Công đoàn</p>".encode(),
        '<meta charset="windows-1258"><p>Công đoàn</p>'.encode(),  # says one thing and is another
        "\ufeff<p>Công đoàn</p>".encode(),
        "<p>Công đoàn</p>".encode("utf-16"),
        b'<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>C\xf4ng \x26#273;o\xe0n</p>',
    ],
    ids=["plain", "false charset", "mark", "UTF-16", "Latin-1"],
)
def test_encodings(data):
    assert extract_html(data).text == "Công đoàn"


def test_depth_breaks_nothing():
    assert extract_html(b"<div>" * 100_000 + "sâu".encode()).text == "sâu"
    assert extract_html(b"<b>" * 3_000 + "sâu".encode()).text == "sâu"


def test_a_page_without_text_is_empty():
    assert extract_html(b"<html><body></body></html>").text == ""
    assert extract_html(b"  \n").text == ""


def test_nothing_is_fetched_and_no_entity_opened():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p><img src="http://127.0.0.1:9/a.png">'
    assert "root:" not in extract_html(page.encode()).text
