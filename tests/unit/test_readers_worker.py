"""A file that hangs or kills its reader costs one line, not the program."""

from __future__ import annotations

import time

import pytest
from reader_samples import NOW, TEXT, TITLE

from compare.readers import worker as worker_module
from compare.readers.registry import read
from compare.readers.worker import Worker

ARTICLE = f"{TITLE}\n\n{TEXT}".encode()


def test_worker_reads_as_the_registry_does() -> None:
    with Worker() as worker:
        for name in ("a.txt", "b.txt"):
            assert worker.read(ARTICLE, name, now=NOW) == read(ARTICLE, name, now=NOW)
        table = b"a,b\nNordpress,The minister said that the bridge is open.\n"
        mapping = {"outlet": "a", "text": "b"}
        assert worker.read(table, "a.csv", mapping=mapping).articles[0].outlet == "Nordpress"


def test_killed_worker_starts_again() -> None:
    with Worker() as worker:
        worker.read(ARTICLE, "a.txt", now=NOW)
        process = worker._process
        assert process is not None
        process.kill()
        process.wait()
        assert worker.read(ARTICLE, "a.txt", now=NOW).articles


@pytest.mark.parametrize(
    ("code", "says"),
    [("import time; time.sleep(60)", "longer than"), ("raise SystemExit", "breaks")],
)
def test_hanging_or_dying_worker_gives_one_reject(
    code: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = worker_module.subprocess.Popen

    def stub(command: list[str], **options: object) -> object:
        return real([command[0], "-c", code], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(worker_module.subprocess, "Popen", stub)
    start = time.monotonic()
    with Worker(seconds=1.5) as worker:
        result = worker.read(ARTICLE, "a.txt")
    assert time.monotonic() - start < 15
    assert result.articles == ()
    assert says in result.rejects[0].reason


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="memory is limited on POSIX only")
def test_memory_is_limited() -> None:
    wide = "\N{PARTY POPPER}" + "words " * 15_000_000  # four bytes a character once decoded
    with Worker(memory_mb=450) as worker:
        result = worker.read(wide.encode(), "a.txt", now=NOW)
        assert result.articles == ()
        assert "memory" in result.rejects[0].reason or "too large" in result.rejects[0].reason
        assert worker.read(ARTICLE, "a.txt", now=NOW).articles


def test_only_archives_of_files_are_gone_through_one_by_one() -> None:
    import io
    import zipfile

    from compare.readers.zip_reader import members

    def packed(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return out.getvalue()

    assert members(packed("a.txt", "__MACOSX/a.txt")) == ["a.txt"]
    assert members(packed("word/document.xml")) == []
    assert members(ARTICLE) == []
