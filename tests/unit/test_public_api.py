"""What other programs call: present, documented, and no more than is promised."""

from __future__ import annotations

import compare


def test_every_public_name_is_there_and_documented():
    for name in compare.__all__:
        assert getattr(compare, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(compare, "no_such_name")
