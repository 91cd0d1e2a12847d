"""Text files: decoded, canonical, nothing trimmed."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.errors import UnreadableFile
from directives.text import canonical
from ingest.plain import decode, extract_plain

TEXT = "Ủy ban nhân dân tỉnh Sông Ngàn ban hành Kế hoạch số 35-KH/TU về công tác tuyên truyền, vận động đoàn viên.\n"


def test_the_canonical_text_is_the_decoded_file_untouched():
    raw = "\n\n  **Số: 5/KH**  \n\n\n- việc\n   \n"
    assert extract_plain(raw.encode()).text == raw


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_utf_8_text_comes_back_canonical(text):
    assert extract_plain(("a" + text).encode()).text == canonical("a" + text)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 with a mark"),
        (TEXT.encode("utf-16"), "UTF-16 with a mark"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16, high bytes first"),
        (TEXT.encode("utf-32"), "UTF-32 with a mark"),
        (TEXT.encode("utf-16-le"), "UTF-16 without a mark"),
        (TEXT.encode("utf-16-be"), "UTF-16 without a mark, high bytes first"),
        (TEXT.replace("\n", "\r\n").encode(), "line ends of Windows"),
        (TEXT.replace("\n", "\r").encode(), "line ends of old Macs"),
    ],
)
def test_encodings(data, reason):
    assert extract_plain(data).text == TEXT, reason


def test_windows_1258_is_read_where_it_makes_sense():
    text = "quyết định về tiền lương của người lao động trong các doanh nghiệp nhà nước và hợp tác xã. " * 3
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    written = b""
    for c in text:
        try:
            written += c.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", c)
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in marks))
            written += base.encode("cp1258") + "".join(p for p in parts if p in marks).encode("cp1258")
    with pytest.raises(UnicodeDecodeError):
        written.decode("utf-8")
    assert extract_plain(written).text == canonical(text)


def test_a_few_damaged_bytes_cost_only_themselves():
    data = (TEXT * 60).encode()
    text = decode(data[:-2] + b"\xe1\xbb")
    assert text.startswith(TEXT) and text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("ÄÖÜ kß ñº õ¿ ÆØÅ".encode("latin-1") * 30, "bảng mã"),
        (bytes(range(256)) * 20, "nhị phân"),
        (b"\xff\xfe\x00\xd8\x41\x00", "UTF-16"),
        (b"\x00\x01\x02\xff" * 100, "nhị phân"),
    ],
    ids=["no encoding", "bytes", "broken UTF-16", "zeros"],
)
def test_what_is_no_text_is_told_with_a_remedy(data, message):
    with pytest.raises(UnreadableFile, match=message) as caught:
        decode(data)
    assert "UTF-8" in str(caught.value)


def test_form_feeds_begin_pages():
    content = extract_plain("trang một\f\ntrang hai\ftrang ba\f\n".encode())
    assert content.text == "trang một \ntrang hai trang ba \n"
    assert [content.text[start:][:9].strip() for start in content.pages] == ["trang một", "trang ha", "trang ba"]
    assert extract_plain("không có trang".encode()).pages == (0,)
