"""Generated requests to every address of the HTTP interface: no 5xx, no answer outside the published schema.

A small, seeded run; `python -m tests.fuzz_api --examples 1000` is the long one.
"""

import pytest

from library import contract
from tests.fuzz_api import fuzz
from tests.serving import archive


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with archive(tmp_path_factory.mktemp("schema"), file_limit_mb=1, api_hosts="testserver") as opened:
        yield opened


@pytest.fixture(scope="module")
def found(library):
    return fuzz(library, examples=14, seed_=20240101)


def test_generated_requests_are_answered_within_the_schema(found):
    assert found.failures == []
    assert found.requests > 150


def test_every_operation_was_asked_and_some_request_to_each_was_good(found):
    assert len(found.statuses) == 17
    never_good = {name for name, statuses in found.statuses.items() if not any(s < 300 for s in statuses)}
    assert never_good <= {"job", "remove", "draft", "draft_content"}  # their ids are not to be had by chance


def test_a_breach_is_found(library, monkeypatch):
    monkeypatch.setattr(contract, "missing", lambda answer: {"missing": [], "ambiguous": [], "more": 1})
    broken = fuzz(library, examples=2, seed_=1, only="missing")
    assert broken.failures
