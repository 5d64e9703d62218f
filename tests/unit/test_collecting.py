"""Garbage is collected again afterwards, however the block ends and however blocks nest."""

from __future__ import annotations

import gc

import pytest

from compare.collecting import uncollected


def test_it_is_off_within_and_on_again_after():
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_fault_within_turns_it_on_again():
    with pytest.raises(ValueError, match="within"), uncollected():
        raise ValueError("within")
    assert gc.isenabled()


def test_what_was_off_before_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
