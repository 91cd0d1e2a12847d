"""Everyday words and what documents say for them."""

import pytest

from directives import tables
from directives.everyday import official_words
from directives.text import canonical


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("đám ma ở thôn", ("việc tang",)),
        ("dam ma o thon", ("việc tang",)),
        ("nghỉ đẻ rồi xin giữ trẻ, đổi pass email", ("nghỉ thai sản", "mật khẩu", "thư điện tử")),
        ("xin sổ đỏ", ("giấy chứng nhận quyền sử dụng đất",)),
        ("đàm mã", ()),  # accents that were typed count
        ("linh hoạt", ()),  # "lính" typed without its accent is too little to go by
        ("linh hoat", ()),
        ("", ()),
    ],
)
def test_pairs(text, official):
    assert official_words(text) == official


def test_the_table_holds_each_everyday_phrase_once_and_never_for_itself():
    rows = list(tables.read("everyday.csv", ("everyday", "official")))
    phrases = [everyday for everyday, _ in rows]
    assert len(phrases) == len(set(phrases)) > 100
    assert all(text == " ".join(canonical(text).split()) for row in rows for text in row)
    assert all(everyday != official for everyday, official in rows)
