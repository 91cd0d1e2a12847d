"""The invented library answers as the real one does: same methods and parameters, also of what hangs off it."""

import inspect

import pytest

from library import Library
from library.checking import Checks
from library.contents import Contents
from library.deciding import Decisions
from library.upkeep import Upkeep
from tests.fake_library import FakeChecks, FakeContents, FakeDecisions, FakeLibrary, FakeUpkeep

PAIRS = (
    (FakeLibrary, Library),
    (FakeChecks, Checks),
    (FakeContents, Contents),
    (FakeDecisions, Decisions),
    (FakeUpkeep, Upkeep),
)
METHODS = [
    (fake, real, name)
    for fake, real in PAIRS
    for name, value in vars(fake).items()
    if inspect.isfunction(value) and not name.startswith("_")
]


@pytest.mark.parametrize(("fake", "real", "name"), METHODS)
def test_a_method_takes_what_the_real_one_takes(fake, real, name):
    wanted = list(inspect.signature(getattr(real, name)).parameters)
    taken = list(inspect.signature(getattr(fake, name)).parameters)
    # What stands first is always given by position; the pages give the others by name.
    assert taken[2:] == wanted[2 : len(taken)]
    assert (len(taken) > 1) == (len(wanted) > 1)


def test_it_has_what_the_pages_call():
    called = {"search", "tasks", "trace", "missing", "citations", "validity", "ingest", "remove"}
    assert called <= set(vars(FakeLibrary)) and {"make", "revoke"} <= set(vars(FakeDecisions))
