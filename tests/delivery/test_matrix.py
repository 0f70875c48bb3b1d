"""The fault matrix as a test; `make matrix-full` runs all of it."""

from __future__ import annotations

import pytest

from tests.delivery.long import matrix


def test_every_cell_holds(capsys: pytest.CaptureFixture[str]) -> None:
    results, models = matrix.matrix()
    with capsys.disabled():
        print(f"\n  fault matrix: {matrix.report(results).splitlines()[0]}")
    assert set(models) >= {(scenario, flavour) for scenario in matrix.MAIN for flavour in matrix.FLAVOURS}
    assert not any(result.problems for result in results), matrix.report(results)
