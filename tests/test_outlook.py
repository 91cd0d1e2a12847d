"""Messages of Outlook: their words and attachments, and those that carry a secret or are damaged."""

import pytest

from directives.errors import SecretDocument, UnreadableFile
from ingest.extract import extract
from ingest.formats import format_of
from tests.docxs import docx, package, paragraph
from tests.outlook import message

PLAN = docx(paragraph("Điều 1. Phạm vi điều chỉnh"))
SECRET = "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 5/KH-LĐLĐ\nMẬT\nKẾ HOẠCH\nTổ chức hội nghị\n"


def test_words_and_attachments_on_pages_of_their_own():
    data = message("Gửi kế hoạch", "Kính gửi văn phòng.", ("kế hoạch.docx", PLAN), ("nhạc.mp3", b"ID3" + bytes(5000)))
    assert format_of(data, "a.bin") == "msg"
    content = extract(data, "a.msg")
    assert content.text.split("\n") == [
        "Tiêu đề: Gửi kế hoạch",
        'Từ: "Văn phòng" <vp@sn.vn>',
        "",
        "Kính gửi văn phòng.",
        "",
        "Tệp đính kèm: kế hoạch.docx; nhạc.mp3",
        "Tệp đính kèm: kế hoạch.docx",
        "Điều 1. Phạm vi điều chỉnh",
    ]
    assert content.text[content.pages[1] :].startswith("Tệp đính kèm: kế hoạch.docx\nĐiều 1")
    assert [w for w in content.warnings if "nhạc.mp3" in w and "không đọc được" in w]


def test_a_letter_in_html():
    content = extract(message("x", "", html="<p>Kính gửi <b>văn phòng</b></p>".encode()), "a.msg")
    assert content.text.endswith("Kính gửi văn phòng")


def test_files_of_an_attached_archive_are_read():
    content = extract(message("x", "Kính gửi.", ("a.zip", package({"b/kế hoạch.docx": PLAN}))), "a.msg")
    assert "Tệp đính kèm: a.zip/b/kế hoạch.docx\nĐiều 1. Phạm vi" in content.text


@pytest.mark.parametrize("held", [("a.txt", SECRET.encode()), ("a.zip", package({"a.txt": SECRET}))])
def test_a_secret_attachment_is_heeded(held):
    with pytest.raises(SecretDocument, match="MẬT"):
        extract(message("x", "Kính gửi.", held), "a.msg")


def test_a_message_in_a_message_is_told():
    content = extract(message("x", "Kính gửi.", ("thư.msg", message("y", "z"))), "a.msg")
    assert "Thư nằm trong thư" in content.warnings[0]


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.9])
def test_a_cut_message_is_told_or_read(share):
    data = message("Gửi", "Kính gửi văn phòng " * 400, ("a.docx", PLAN))
    with pytest.raises(UnreadableFile):
        extract(data[: int(len(data) * share)], "a.msg")
