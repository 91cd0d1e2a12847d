"""Word segmentation: words of the field stay together, numbers whole, long and odd texts whole and quick."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("directives.reference.numbers")

from index.words import _LIMIT, _chunks, segment, segment_text  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def test_words_of_the_field_stay_together() -> None:
    text = "Công đoàn cơ sở tổ chức hội nghị về an toàn, vệ sinh lao động."
    words = [word.lower() for word in segment(text)]
    assert "công_đoàn" in words
    assert {"cơ_sở", "tổ_chức", "hội_nghị", "an_toàn", "vệ_sinh", "lao_động", ",", "."} <= set(words)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Căn cứ Nghị quyết số 35-NQ/TW của Bộ Chính trị", "35-NQ/TW"),
        ("theo Quyết định số 2214/QĐ-TTg ngày 28/12/2023", "2214/QĐ-TTg"),
        ("Nghị định 30/2020/NĐ-CP về công tác văn thư", "30/2020/NĐ-CP"),
        ("Công văn số 482/TLĐ-TG", "482/TLĐ-TG"),
    ],
)
def test_reference_numbers_are_kept_whole(text: str, number: str) -> None:
    words = segment(text)
    assert number in words
    assert "_".join(segment(number)) == number


def test_text_form() -> None:
    assert segment_text("công đoàn\n tỉnh") == "công_đoàn tỉnh"
    assert segment("") == []
    assert segment(" \n\t") == []


def test_long_texts_are_cut_between_words() -> None:
    words = segment("công đoàn cơ sở " * 2000)
    assert "".join(words).replace("_", "") == "côngđoàncơsở" * 2000
    assert words.count("công_đoàn") > 1900


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ["a" * 50_000, "-" * 5_000, "1.2/3-" * 3_000, "@" * 10_000, "http://" * 5_000, "A." * 9_000]
)
def test_pathological_text_loses_nothing_and_ends(text: str) -> None:
    assert "".join(segment(text)).replace("_", "") == text


@settings(deadline=None)
@given(st.text(alphabet="aâ .\n;Đ1", max_size=4000))
def test_chunks_are_short_and_together_hold_every_word(text: str) -> None:
    spans = list(_chunks(text, 0, len(text)))
    assert all(0 < b - a <= _LIMIT for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).split() or not text.split()
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


def test_threads_get_the_same_words() -> None:
    texts = [f"Công đoàn ngành số {i} thực hiện Kế hoạch số {i}/KH-LĐLĐ về chuyển đổi số" for i in range(40)]
    alone = [segment(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(segment, texts)) == alone


def test_nothing_heavy_is_imported_and_nothing_stays_switched_off() -> None:
    code = (
        "import sys; from index.words import segment; print(segment('công đoàn')[0]); "
        "print(sorted({'torch', 'transformers', 'sklearn'} & set(sys.modules))); "
        "print([name for name, module in sys.modules.items() if module is None])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines() == ["công_đoàn", "[]", "[]"]


def test_a_missing_library_is_said_plainly() -> None:
    code = (
        "import sys; sys.modules['underthesea'] = None\n"
        "from directives.errors import DanChieuError\nfrom index.words import segment\n"
        "try: segment('công đoàn')\nexcept DanChieuError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "underthesea" in done.stdout
    assert "run.py setup" in done.stdout
