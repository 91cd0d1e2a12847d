"""Schemathesis over the HTTP interface, in process: `python -m tests.fuzz_api [--examples N] [--seed N]`."""

import argparse
import contextlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api import serving
from tests.serving import archive

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
HELD = ("15/KH-LĐLĐ", "qd 20 ubnd", "35-NQ/TW")


@dataclass
class Found:
    """How many requests were sent, with which statuses by operation, and what was wrong."""

    requests: int = 0
    statuses: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[str] = field(default_factory=list)


def fuzz(library, examples, seed_, only=None):
    """Send `examples` generated requests, positive and negative, to each operation (or to the one named)."""
    found = Found()
    app = serving.application(library)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    for result in schema.get_all_operations():
        operation = result.ok()
        if only not in (None, operation.definition.raw["operationId"]):
            continue
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            strategy = operation.as_strategy(generation_mode=mode)
            with contextlib.suppress(Unsatisfiable):  # what takes no parameter cannot be asked wrongly
                _send(strategy, examples // 2, seed_, found, mode is schemathesis.GenerationMode.POSITIVE)
    app.state.jobs.close()
    return found


def _send(strategy, examples, first, found, good):
    @seed(first)
    @settings(
        max_examples=max(1, examples),
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def each(case):
        found.requests += 1
        if good and found.requests % 2 and case.operation.definition.raw["operationId"] != "remove":
            for name in {"document", "number"} & set(case.query or ()):  # no document is met by chance
                case.query[name] = HELD[found.requests // 2 % len(HELD)]
        name, status = case.operation.definition.raw["operationId"], 500
        try:
            answer = case.call()
            status = answer.status_code
            case.validate_response(answer, checks=CHECKS)
        except BaseException as error:  # every breach and every fault is counted, none ends the run
            found.failures.append(f"{case.method} {case.path} {status}: {str(error)[:1500]}")
        found.statuses[name][status] += 1

    each()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        archive(Path(folder), file_limit_mb=1, api_hosts="testserver") as library,
    ):
        found = fuzz(library, options.examples, options.seed)
    print(json.dumps({name: dict(counts) for name, counts in sorted(found.statuses.items())}))
    print(f"{found.requests} requests, {len(found.failures)} failures")
    for failure in found.failures[:20]:
        print(failure)
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
