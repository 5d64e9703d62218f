"""Long fuzz of all readers: mutated samples of every format; stops at the first exception or hang.

Usage: python benchmarks/fuzz_readers.py [--inputs 100000] [--seed 1] [--most-seconds 10]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from compare.readers.registry import preview, read, readers

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "unit"))
NOW = datetime(2026, 5, 4, tzinfo=UTC)
TOKENS = [
    *(b"<", b">", b"</p>", b"<![CDATA[", b"&#x0;", b"&a;", b'"', b"'", b"{", b"}", b"[", b"]"),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\r\n", b"\n\n", b",,,,", b"\t"),
    *(
        b"9" * 40,
        b"2022-99-99",
        b"12 Nov 2022 25:61",
        b"%s%n",
        b"\\u0000",
        b"PK\x05\x06",
        b"TY  - ",
    ),
    *(
        b"Content-Length: -1",
        b"boundary=",
        b"=?x?y?z?=",
        b"{\\rtf1",
        b"endstream",
        b"/Kids [1 0 R]",
    ),
]


def samples() -> dict[str, bytes]:
    """A good file of every format, as the tests build them."""
    from test_readers_formats import FILES

    return {name: make() for name, make in FILES.items()}


def mutate(data: bytes, pick: random.Random) -> bytes:
    """Flip, cut, double, move or insert, a few times."""
    value = bytearray(data)
    for _ in range(pick.choice((1, 1, 2, 4, 16))):
        at = pick.randrange(len(value) + 1)
        end = min(len(value), at + pick.choice((1, 2, 8, 64, 512)))
        way = pick.randrange(6)
        if way == 0 and at < len(value):
            value[at] = pick.randrange(256)
        elif way == 1:
            del value[at:end]
        elif way == 2:
            value[at:at] = pick.choice(TOKENS)
        elif way == 3:
            value[at:at] = value[at:end] * pick.choice((1, 3, 20))
        elif way == 4:
            value[at:end] = bytes(pick.randrange(256) for _ in range(end - at))
        else:
            value = value[: max(1, at)]
    return bytes(value)


def inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    pick = random.Random(seed)
    good = samples()
    names = sorted(good)
    for number in range(count):
        name = names[number % len(names)]
        data = mutate(good[name], pick)
        if pick.random() < 0.1:  # the wrong reader for it
            name = "x" + pick.choice(
                sorted({end for r in readers().values() for end in r.suffixes})
            )
        yield name, data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-seconds", type=float, default=10.0)
    args = parser.parse_args()
    started = time.monotonic()
    slowest, articles, rejects = 0.0, 0, 0
    for number, (name, data) in enumerate(inputs(args.inputs, args.seed), 1):
        before = time.monotonic()
        try:
            result = read(data, name, now=NOW)
            preview(data, name)
        except BaseException:
            Path("fuzz-failure.bin").write_bytes(data)
            print(f"input {number} ({name}) raised; it is kept in fuzz-failure.bin")
            raise
        took = time.monotonic() - before
        if took > args.most_seconds:
            Path("fuzz-failure.bin").write_bytes(data)
            raise SystemExit(f"input {number} ({name}) took {took:.1f} s; see fuzz-failure.bin")
        slowest = max(slowest, took)
        articles += len(result.articles)
        rejects += len(result.rejects)
        if number % 1000 == 0:
            print(
                f"{number:,} inputs, {articles:,} articles, {rejects:,} rejects, slowest "
                f"{slowest:.2f} s, {time.monotonic() - started:.0f} s in all",
                flush=True,
            )
    print("no exception, no hang")


if __name__ == "__main__":
    main()
