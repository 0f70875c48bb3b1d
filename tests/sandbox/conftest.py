"""Fixtures of the sandbox's own tests: one server of each flavour for all of them, emptied before each test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from client import Client                  # noqa: E402
from tests.lib.sandbox import Sandbox      # noqa: E402


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, Sandbox]]:
    running = {flavour: Sandbox(flavour).start() for flavour in ("datacenter", "cloud")}
    yield running
    for sandbox in running.values():
        sandbox.stop()


def emptied(sandbox: Sandbox) -> Sandbox:
    sandbox.control("POST", "reset")
    return sandbox


@pytest.fixture
def dc(servers: dict[str, Sandbox]) -> Iterator[Client]:
    yield from client_of(servers["datacenter"])


@pytest.fixture
def cloud(servers: dict[str, Sandbox]) -> Iterator[Client]:
    yield from client_of(servers["cloud"])


@pytest.fixture(params=["datacenter", "cloud"])
def jira(request: pytest.FixtureRequest, servers: dict[str, Sandbox]) -> Iterator[Client]:
    """A client of each flavour in turn."""
    yield from client_of(servers[request.param])


def client_of(sandbox: Sandbox) -> Iterator[Client]:
    client = Client(emptied(sandbox))
    yield client
    client.close()
    # Empties the sandbox, and checks what this test said to it.
    sandbox.reset()
