"""The invented library answers as the real one does: same methods, same parameters."""

import inspect

import pytest

from library import Library
from tests.fake_library import FakeLibrary

METHODS = [name for name, value in vars(FakeLibrary).items() if inspect.isfunction(value) and not name.startswith("_")]


@pytest.mark.parametrize("name", METHODS)
def test_a_method_takes_what_the_real_one_takes(name):
    real = list(inspect.signature(getattr(Library, name)).parameters)
    fake = list(inspect.signature(getattr(FakeLibrary, name)).parameters)
    # What stands first is always given by position; the pages give the others by name.
    assert fake[2:] == real[2 : len(fake)]
    assert (len(fake) > 1) == (len(real) > 1)


def test_it_has_what_the_pages_call():
    called = {"search", "tasks", "trace", "missing", "citations", "validity", "decide", "revoke", "ingest", "remove"}
    assert called <= set(METHODS)
