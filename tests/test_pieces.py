"""The tokenizer of the default model: the same pieces as the float model's, read by another library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.pieces import open_pieces
from index.registry import DEFAULT_MODEL, PIECES_FILE
from settings import Settings
from tests.test_weights import PIECES, built, packed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["built", "packed"]  # fixtures

TEXTS = (
    "Kế hoạch số 12/KH-LĐLĐ ngày 03/5/2024 của Liên đoàn Lao động tỉnh Sông Ngàn",
    "  khoảng   trắng\tvà\nxuống dòng  ",
    "",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "35‑NQ/TW; “ngoặc kép”… ½ m², № 7, ﬁ",
    "Ho\u0300a đồng – tổ hợp",  # an accent on its own, after its letter
    "漢字 😀 ありがとう",
    "a\u00adb\u200bc\ufeffd\u00a0e",
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữự ABCĐNQTW0123456789/-.,;:()\n"


@pytest.fixture(scope="module")
def model() -> Path:
    path = Settings().models_dir / DEFAULT_MODEL
    if not path.is_dir():
        pytest.skip(f"the default model is not built at {path}; python3 run.py setup builds it")
    return path


@pytest.fixture(scope="module")
def other(model: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(model / "tokenizer.json"))


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_are_those_of_the_float_model(model: Path, other: Tokenizer, text: str) -> None:
    assert open_pieces(model / PIECES_FILE, 512)(text) == other.encode(text).ids


def test_pieces_of_any_letters_are_those_of_the_float_model(model: Path, other: Tokenizer) -> None:
    numbers = open_pieces(model / PIECES_FILE, 512)

    @settings(max_examples=300, deadline=None)
    @given(
        st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữự ABCĐNQTW0123456789/-.,;:()\n", max_size=60)
    )
    def same(text: str) -> None:
        # Of two ways to cut that score alike each library may take its own: then both are of one length.
        ours, theirs = numbers(text), other.encode(text).ids
        assert ours == theirs or (len(ours) == len(theirs) and sorted(ours) == sorted(theirs)), text

    same()


def test_numbers_of_a_small_model(built: Path) -> None:
    numbers = open_pieces(built / PIECES_FILE, 512)

    def pieces(text: str) -> list[str]:
        return [PIECES[number] for number in numbers(text)]

    assert pieces("công đoàn") == ["<s>", "▁công", "▁đoàn", "</s>"]
    assert pieces("x\n y\x01") == ["<s>", "▁x", "▁y", "</s>"]
    assert pieces("ﬁ") == ["<s>", "▁f", "i", "</s>"]
    assert pieces("a漢") == ["<s>", "▁a", "<unk>", "</s>"]
    assert pieces("") == ["<s>", "</s>"]


@pytest.mark.parametrize("mark", ["<s>", "</s>", "<pad>", "<mask>"])
def test_a_text_cannot_say_the_models_own_marks(model: Path, mark: str) -> None:
    numbers = open_pieces(model / PIECES_FILE, 512)
    assert not {0, 1, 2, 250001} & set(numbers(f"công {mark} đoàn")[1:-1])


def test_a_long_text_is_cut_before_its_end_mark(model: Path) -> None:
    whole = open_pieces(model / PIECES_FILE, 512)("công đoàn " * 600)
    short = open_pieces(model / PIECES_FILE, 12)("công đoàn " * 600)
    assert len(whole) == 512
    assert short == [*whole[:11], 2]
