"""Fixtures: a Jira sandbox of each flavour for the whole session, emptied between tests, and mail hosts that talk to it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.lib.host import PROGRAM, Host  # noqa: E402
from tests.lib.sandbox import Sandbox  # noqa: E402

NEEDED = {"openssl": "openssl"}


def pytest_sessionstart() -> None:
    """What is missing is told once, in words, and is never a reason to leave a test out."""
    if not PROGRAM.exists():
        pytest.exit(f"{PROGRAM} is missing: run make", 1)
    for command, package in NEEDED.items():
        if not shutil.which(command):
            pytest.exit(f"{command} is missing: install the package {package} (or run: sh contrib/setup tools)", 1)


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[Callable[[str], Sandbox]]:
    """Starts each flavour once, and only if a test asks for it."""
    running: dict[str, Sandbox] = {}

    def get(flavour: str) -> Sandbox:
        if flavour not in running:
            running[flavour] = Sandbox(flavour).start()
        return running[flavour]
    yield get
    for box in running.values():
        box.stop()


def emptied(box: Sandbox) -> Iterator[Sandbox]:
    """The sandbox for one test. Emptying it holds the exchanges against Jira's description; if that fails, the next
    test must not suffer from it."""
    yield box
    try:
        box.reset()
    except BaseException:
        box.control("POST", "reset")
        raise


@pytest.fixture
def dc(sandboxes: Callable[[str], Sandbox]) -> Iterator[Sandbox]:
    yield from emptied(sandboxes("datacenter"))


@pytest.fixture
def cloud(sandboxes: Callable[[str], Sandbox]) -> Iterator[Sandbox]:
    yield from emptied(sandboxes("cloud"))


@pytest.fixture(params=["datacenter", "cloud"])
def jira(request: pytest.FixtureRequest, sandboxes: Callable[[str], Sandbox]) -> Iterator[Sandbox]:
    """Both flavours, one after the other."""
    yield from emptied(sandboxes(request.param))


@pytest.fixture
def jicket(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    """A host for the sandbox that the test uses: jira, cloud or dc, or no one. Its runs have little time, if their test
    does not say more: what a request left in doubt is looked for until it is over."""
    used = [request.getfixturevalue(name) for name in ("jira", "cloud", "dc") if name in request.fixturenames]
    return Host(used[0] if used else None, tmp_path, JICKET_TIMEOUT="3")


@pytest.fixture
def host(jira: Sandbox, tmp_path: Path) -> Host:
    """A host whose runs have jicket's own time limit."""
    return Host(jira, tmp_path / "host")


@pytest.fixture
def other_host(jira: Sandbox, tmp_path: Path) -> Host:
    return Host(jira, tmp_path / "other")
