"""Typing mistakes put right: keystrokes of Telex and VNI, wrong tones; a query without mistakes is never changed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.keystrokes import from_telex, from_vni, with_tone
from directives.syllables import is_syllable
from index.accents import learn
from index.corrections import correct
from library import read_files

ROOT = Path(__file__).resolve().parent.parent
MODEL = learn(
    [
        "tuyên truyền nghị quyết của đảng; công tác tuyên truyền; kế hoạch kiểm tra, giám sát",
        "kế hoạch kiểm kê tài sản công; phòng cháy, chữa cháy; phòng cháy chữa cháy ở nhà trọ",
        "phát triển đoàn viên; sửa đổi, bổ sung; sửa đổi bổ sung quy chế; khen thưởng",
        "tai nạn lao động; mã số thuế; tên tuổi; số 12/KH-LĐLĐ; thủy lợi",
    ]
    * 60
    + ["nghĩ kỹ"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tuyeen", "tuyên"), ("truyeenf", "truyền"), ("nghij", "nghị"), ("quyeets", "quyết"), ("quyeest", "quyết"),
        ("ddoanf", "đoàn"), ("dduowcj", "được"), ("nguwowif", "người"), ("luowng", "lương"), ("luongw", "lương"),
        ("tuyene", "tuyên"), ("tuw", "tư"), ("hoaf", "hòa"), ("thuyr", "thủy"), ("quys", "quý"), ("gias", "giá"),
        ("ddieenj", "điện"), ("tichs", "tích"), ("xax", "xã"), ("lieuej", "liệu"), ("nguoiwf", "người"),
        ("cong", None), ("wifi", None), ("file", None), ("app", None), ("news", None), ("pass", None), ("", None),
    ],
)  # fmt: skip
def test_telex(typed, meant):
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghi5", "nghị"), ("quyet61", "quyết"), ("quye6t1", "quyết"), ("d9oa2n", "đoàn"), ("d9u7o7c5", "được"),
        ("nguoi72", "người"), ("luong7", "lương"), ("ke61", "kế"), ("na8m", "năm"),
        ("5g", None), ("covid19", None), ("f0", None), ("mp3", None), ("h10", None), ("dien", None), ("a12", None),
    ],
)  # fmt: skip
def test_vni(typed, meant):
    assert from_vni(typed) == meant


@given(st.text(alphabet="abcdefghiklmnopqrstuvwxyzđ0123456789", max_size=10))
def test_what_is_made_of_keystrokes_is_a_syllable(text):
    for made in (from_telex(text), from_vni(text)):
        assert made is None or (is_syllable(made) and made != text)


@pytest.mark.parametrize(
    ("letters", "tone", "word"),
    [
        ("hoa", "\u0300", "hòa"), ("hoan", "\u0300", "hoàn"), ("thuy", "\u0309", "thủy"), ("qua", "\u0301", "quá"),
        ("gia", "\u0300", "già"), ("gi", "\u0300", "gì"), ("khuyêt", "\u0301", "khuyết"), ("ngoai", "\u0300", "ngoài"),
        ("tôt", "\u0301", "tốt"), ("xyz", "", "xyz"), ("ng", "\u0300", None),
    ],
)  # fmt: skip
def test_tones_stand_on_the_main_vowel(letters, tone, word):
    assert with_tone(letters, tone) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tuyeen truyeenf", "tuyên truyền"),
        ("tuyeen truyền", "tuyên truyền"),
        ("tuyeen truyen", "tuyên truyen"),  # the rest is for the accents
        ("nghij quyeets 35", "nghị quyết 35"),
        ("nghi5 quyet61 35", "nghị quyết 35"),
        ("Nghij quyeets", "Nghị quyết"),
        ("nghĩ quyết 35", "nghị quyết 35"),
        ("kiễm tra, giám sát", "kiểm tra, giám sát"),
        ("phòng cháy chửa cháy", "phòng cháy chữa cháy"),
        ("phát triễn đoàn viên", "phát triển đoàn viên"),
        ("sữa đổi bỗ sung", "sửa đổi bổ sung"),
        ("khen thưỡng", "khen thưởng"),
        ("nghix quyeets 35", "nghị quyết 35"),  # keystrokes of the wrong tone
        ("ddoanf viên", "đoàn viên"),
    ],
)
def test_mistakes_beyond_doubt_are_put_right(typed, meant):
    assert correct(MODEL, typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "nghị quyết của đảng",
        "tuyen truyen nghi quyet",  # accents left out are no mistake
        "tuyên truyền ngày hoà bình",  # the other place of a tone
        "thuỷ lợi", "thủy lợi", "nghĩ kỹ",
        "test max", "wifi covid19 5g", "max nạn", "teen",
        "12/KH-LĐLĐ", "kh 12 ldld", "NGHI5 QUYET61", "a.teen@x.vn", "tuyeen-truyền",
        "vú sữa", "lạm dụng", "Nguyễn Văn Nghĩ",  # words that the archive never saw
        "tuyeen",  # one keystroke, nothing around it: not sure
        "", "?!", "2024",
    ],
)  # fmt: skip
def test_what_may_be_right_stays(text):
    assert correct(MODEL, text) is None


@given(st.text(max_size=60))
def test_every_string_can_be_corrected(text):
    assert correct(MODEL, text) is None or correct(MODEL, text) != text


def test_no_line_of_the_samples_is_changed_by_a_model_of_the_others():
    """Every second sample teaches, all are read line by line: right texts with words that the model never saw."""
    texts = [read.text for _, read in read_files(sorted((ROOT / "corpus" / "samples").glob("*.[dmth]*")))]
    model = learn(texts[::2])
    lines = [" ".join(line.split())[:300] for text in texts for line in text.splitlines() if line.strip()]
    assert len(lines) > 500
    assert [(line, fixed) for line in lines if (fixed := correct(model, line))] == []


def test_no_title_and_no_question_of_the_labelled_data_is_changed(test_data):
    titles = [json.loads(line)["title"] for line in (test_data / "admin" / "index.jsonl").read_text("utf-8").split("\n")
              if line]  # fmt: skip
    model = learn(path.read_text(encoding="utf-8") for path in sorted((test_data / "admin" / "txt").glob("*.txt")))
    gold = [json.loads(line)["text"] for line in (test_data / "gold" / "queries.jsonl").read_text("utf-8").split("\n")
            if line]  # fmt: skip
    checked = [*titles, *(title.lower() for title in titles if title), *gold]
    assert [(text, fixed) for text in checked if text and (fixed := correct(model, text))] == []


def test_a_rare_word_is_not_given_up_for_one_that_happens_to_stand_there():
    seen = (
        ["phải bảo đảm an toàn"] * 6000 + ["khi xảy ra thiên tai"] * 300 + ["khi bảo trì"] * 3 + ["bão", "cơn bão lũ"]
    )
    model = learn(seen)
    assert model.pairs["khi", "bảo"] == 3
    assert correct(model, "khi bão 15 vào") is None
    assert correct(model, "bão trì máy") == "bảo trì máy"
    assert correct(model, "bão đảm an toàn") == "bảo đảm an toàn"
