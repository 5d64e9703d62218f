"""The same page by another link has the same address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.readers.urls import canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://courier.example/a?utm_source=x&id=3&fbclid=y#top",
            "https://courier.example/a?id=3",
        ),
        ("HTTPS://Courier.Example:443/A", "https://courier.example/A"),
        ("http://courier.example:8080", "http://courier.example:8080/"),
        ("courier.example/a", "https://courier.example/a"),
        ("https://courier.example/a?page=2&lang=en", "https://courier.example/a?page=2&lang=en"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://courier.example/<script>", None),
        ("no address", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_spelling(text: str, expected: str | None) -> None:
    assert canonical(text) == expected


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-z.]{1,20}(:\d{1,6})?/[a-z?&=#]{0,20}"))
def test_canonical_of_canonical_is_itself(text: str) -> None:
    once = canonical(text)
    assert once is None or canonical(once) == once
