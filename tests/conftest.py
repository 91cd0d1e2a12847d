"""Fixtures shared by the whole suite."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Folder of real documents and labels beside the project; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("DANCHIEU_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no test data at {folder}; set DANCHIEU_TEST_DATA to the folder that holds it")
    return folder
