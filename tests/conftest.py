"""Fixtures for every test: an empty store in memory and a small encoder without a model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from builders import FakeEncoder

if TYPE_CHECKING:
    from compare.store.db import Store


@pytest.fixture
def store() -> Store:
    from compare.store.db import Store

    return Store(":memory:")


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()
