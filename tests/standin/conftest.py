"""A stand-in of each flavour for each test, and a mail host beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.lib.host import PROGRAM  # noqa: E402

from .host import Host  # noqa: E402
from .jira import Standin  # noqa: E402


def pytest_sessionstart() -> None:
    if not PROGRAM.exists():
        pytest.exit(f"{PROGRAM} is missing: run make", 1)


@pytest.fixture(params=["datacenter", "cloud"])
def jira(request: pytest.FixtureRequest) -> Iterator[Standin]:
    with Standin(request.param) as one:
        yield one


@pytest.fixture
def host(jira: Standin, tmp_path: Path) -> Host:
    return Host(jira, tmp_path / "host")
