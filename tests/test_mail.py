"""Electronic mail: its words, its attachments, and those that cannot be read."""

from email.message import EmailMessage

import pytest

from directives.errors import SecretDocument
from ingest.extract import extract
from ingest.reading import read
from tests.docxs import docx, paragraph, part


def message(body, *attachments, html=False):
    mail = EmailMessage()
    mail["Subject"] = "Gửi kế hoạch tháng 5"
    mail["From"] = "Ban Tuyên giáo <tg@example.vn>"
    mail["To"] = "vp@example.vn"
    mail["Date"] = "Mon, 05 Feb 2024 08:30:00 +0700"
    mail.set_content(body, subtype="html" if html else "plain")
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_a_letter_with_an_attachment_on_a_page_of_its_own():
    content = extract(message("Kính gửi văn phòng.\n", ("kế hoạch.docx", docx(paragraph("Điều 1. Phạm vi")))), "a.eml")
    assert content.text.split("\n") == [
        "Tiêu đề: Gửi kế hoạch tháng 5",
        "Từ: Ban Tuyên giáo <tg@example.vn>",
        "Đến: vp@example.vn",
        "Ngày gửi: 05/02/2024 08:30",
        "",
        "Kính gửi văn phòng.",
        "",
        "Tệp đính kèm: kế hoạch.docx",
        "Tệp đính kèm: kế hoạch.docx",
        "Điều 1. Phạm vi",
    ]
    assert content.text[content.pages[1] :].startswith("Tệp đính kèm: kế hoạch.docx\nĐiều 1")


def test_a_letter_in_html():
    assert extract(message("<p>Kính gửi <b>văn phòng</b></p>", html=True), "a.eml").text.endswith("Kính gửi văn phòng")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("nhạc.mp3", b"ID3" + bytes(200), "“nhạc.mp3” không đọc được"),
        ("thu.eml", message("x"), "Thư nằm trong thư"),
        ("hỏng.docx", b"\0\1\2" * 90, "bị hỏng"),
    ],
)
def test_an_attachment_that_cannot_be_read_is_named(name, data, told):
    content = extract(message("Kính gửi.", (name, data)), "a.eml")
    assert told in content.warnings[0] and name in content.text


def test_a_secret_attachment_is_heeded():
    secret = docx(paragraph("x"), header1=part("hdr", paragraph("MẬT")))
    with pytest.raises(SecretDocument):
        extract(message("Kính gửi.", ("a.docx", secret)), "a.eml")


def test_a_letter_is_called_by_its_subject():
    document = read(message("Kính gửi văn phòng, tôi gửi kế hoạch.\n"), "a.eml")
    assert document.header.title == "Gửi kế hoạch tháng 5"
    assert document.header.number is None
