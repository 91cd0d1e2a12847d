"""Programs that some tests need: absent, the test is skipped with the reason, or fails where nothing may be skipped."""

import os
import shutil

import pytest


def require_program(*names: str) -> str:
    """Return the path of the first of `names` that is installed.

    Where none is, skip the test; with DANCHIEU_STRICT=1 (`run.py test --strict`) fail it.
    """
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is not None:
        return found
    reason = f"program not installed: {' or '.join(names)}"
    if os.environ.get("DANCHIEU_STRICT") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
