from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated plans; without it the tests that need it are skipped, on CI they fail."""
    folder = Path(os.environ.get("GOVGRAPH_SHARED") or Path(__file__).parents[3].parent / "shared")
    if not (folder / "gold").is_dir():
        reason = f"no annotated plans in {folder}; set GOVGRAPH_SHARED"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
