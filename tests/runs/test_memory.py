"""Memory that is freed stays with the process, where the C library can be told so."""

from __future__ import annotations

import multiprocessing
import sys

import pytest

from justice_finance.runs.memory import keep_freed_memory

PAGES = 2**15  # 4 KiB each


def _faults_of_making_again(keep: bool) -> int:
    import resource

    import numpy as np

    if keep:
        assert keep_freed_memory()
    np.ones(PAGES * 512)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(4):
        np.ones(PAGES * 512)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library has mallopt")
def test_arrays_made_again_use_the_pages_they_had() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        kept = pool.apply(_faults_of_making_again, (True,))
    assert kept < PAGES / 8


def test_another_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not keep_freed_memory()
