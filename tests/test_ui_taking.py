"""A list is made as whoever presses the button may see the archive at that moment."""

import pytest

from directives.errors import SignInFailed
from tests.access import archive, seen_by
from ui.taking import _made


@pytest.fixture
def kho(tmp_path):
    with archive(tmp_path) as opened:
        yield opened


def listed(archive, form):
    return f"{form}: {len(archive.documents())}".encode()


def test_what_may_no_longer_be_read_is_not_in_a_file_drawn_before(kho):
    view = seen_by(kho, "hoa")
    assert _made(view, listed, "xlsx") == b"xlsx: 3"
    kho.people.set_groups("hoa", [])
    assert len(view.documents()) == 3  # the view of when the page was drawn
    assert _made(view, listed, "docx") == b"docx: 2"


def test_who_has_been_shut_out_takes_nothing_away(kho):
    view = seen_by(kho, "hoa")
    kho.people.disable("hoa")
    with pytest.raises(SignInFailed):
        _made(view, listed, "xlsx")


def test_without_sign_in_the_archive_itself_is_asked(kho):
    assert _made(kho, listed, "xlsx") == b"xlsx: 3"
