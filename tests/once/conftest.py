"""Fixtures: a sandbox of each flavour, started once and emptied between tests, and a mail host beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lab import PROGRAM, Host, Sandbox          # noqa: E402


def pytest_sessionstart() -> None:
    if not PROGRAM.exists():
        pytest.exit(f"{PROGRAM} is missing: run make", 1)


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[Callable[[str], Sandbox]]:
    running: dict[str, Sandbox] = {}

    def get(flavour: str) -> Sandbox:
        if flavour not in running:
            running[flavour] = Sandbox(flavour).start()
        return running[flavour]
    yield get
    for box in running.values():
        box.stop()


@pytest.fixture(params=["datacenter", "cloud"])
def jira(request: pytest.FixtureRequest, sandboxes: Callable[[str], Sandbox]) -> Iterator[Sandbox]:
    """An empty Jira, of both flavours one after the other."""
    box = sandboxes(request.param)
    yield box
    try:
        box.reset()
    except BaseException:
        # A request that Jira's description does not know fails this test, not the next one.
        box.control("POST", "reset")
        raise


@pytest.fixture
def host(jira: Sandbox, tmp_path: Path) -> Host:
    return Host(jira, tmp_path / "host")


@pytest.fixture
def other_host(jira: Sandbox, tmp_path: Path) -> Host:
    return Host(jira, tmp_path / "other")
