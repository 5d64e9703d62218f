"""The Add page: read, correct, save, match, stop; what can't come in says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from apphelp import html_of

import planted
from compare.errors import Cancelled
from compare.ui import jobs

TEXT = (
    b"Ferry hits the pier\n\nBy Jon Vale\n4 May 2021\n\n"
    b"Minister Eva Lund said nine people were hurt in Port Salmo on Tuesday. "
    b"The ferry Aurelia had left the harbour an hour late, the operator said. "
    b"Divers looked at the hull in the evening and found a hole of two metres.\n"
)


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the matching, which tests of the pipeline cover; keeps what it was given."""
    calls: list[str] = []

    def run(store, settings, progress):
        for done in range(3):
            progress("claims", done, 2)
        calls.append(settings.store)

    monkeypatch.setattr("compare.pipeline.run", run)
    return calls


def button(app, label: str):
    return next(one for one in app.button if one.label.startswith(label))


def upload(app, *files: tuple[str, bytes, str]):
    app.file_uploader[0].set_value(list(files))
    return button(app, "Read the files").click().run()


def test_a_file_is_looked_at_corrected_and_saved(empty, visit, matched, store_path: Path):
    app = upload(visit("add"), ("ferry.txt", TEXT, "text/plain"))
    assert not app.exception
    next(one for one in app.text_input if one.label == "Outlet").set_value("Salmo Post")
    button(app, "Keep these").click().run()
    button(app, "Save 1 article").click().run()
    assert not app.exception
    assert [one.outlet for one in empty.articles()] == ["Salmo Post"]
    job = jobs.current(str(store_path))
    assert job is not None
    job.thread.join(10)
    assert matched == [str(store_path)]
    app.run()
    assert "1 article added" in "".join(item.value for item in app.success)
    assert "waits for the matching" in html_of(app)


def test_a_broken_file_says_why_and_the_good_one_goes_in(empty, visit, matched):
    app = upload(visit("add"), ("empty.txt", b"", "text/plain"), ("ferry.txt", TEXT, "text/plain"))
    assert not app.exception
    assert "1 thing refused, or taken in without a detail" in app.warning[0].value
    assert "empty.txt" in html_of(app)
    button(app, "Save 1 article").click().run()
    assert len(empty.article_ids()) == 1
    assert len(empty.rejects()) == 1


def test_pasted_text_is_read(empty, visit, matched):
    app = visit("add")
    app.text_area(key="pasted").set_value(TEXT.decode())
    button(app, "Read the text").click().run()
    assert not app.exception
    assert button(app, "Save 1 article")
    assert "Divers looked at the hull" in html_of(app)


def test_the_same_article_again_adds_nothing(empty, visit, matched):
    for expected in ("1 article added, 0 already", "0 articles added, 1 already"):
        app = upload(visit("add"), ("ferry.txt", TEXT, "text/plain"))
        button(app, "Save 1 article").click().run()
        assert expected in "".join(item.value for item in app.success)


def test_a_running_job_shows_how_far_it_is_and_can_be_stopped(
    empty, visit, store_path, monkeypatch
):
    import threading

    going = threading.Event()

    def run(store, settings, progress):
        while True:
            progress("claims", 3, 9)
            going.wait(0.02)

    monkeypatch.setattr("compare.pipeline.run", run)
    from compare.config import Settings

    job = jobs.start(str(store_path), empty, Settings(store=str(store_path)))
    app = visit("add")
    assert not app.exception
    assert any("Finding claims: 3 of 9" in str(item.proto) for item in app.get("progress"))
    button(app, "Stop").click().run()
    job.thread.join(10)
    assert isinstance(job.error, Cancelled)
    app.run()
    assert "run it again" in app.error[0].value


def test_a_matching_that_fails_is_a_message(empty, visit, store_path, monkeypatch):
    def run(store, settings, progress):
        raise ValueError("no vector")

    monkeypatch.setattr("compare.pipeline.run", run)
    from compare.config import Settings

    jobs.start(str(store_path), empty, Settings(store=str(store_path))).thread.join(10)
    app = visit("add")
    assert not app.exception
    assert "Nothing of the unfinished part was saved" in app.error[0].value


def test_an_empty_store_offers_the_example(empty, visit, matched):
    app = button(visit("add"), "Load the example").click().run()
    assert not app.exception
    assert len(empty.article_ids()) == 25


def test_a_file_that_kills_its_reader_leaves_the_page_and_the_rest(
    empty, visit, matched, monkeypatch
):
    from compare.readers import worker
    from compare.ui import readers

    monkeypatch.setattr(worker, "command", planted.command)
    monkeypatch.setattr(readers, "_idle", list)  # none that was started without the plant
    app = upload(visit("add"), ("bad.txt", b"DIE", "text/plain"), ("f.txt", TEXT, "text/plain"))
    assert not app.exception
    assert "breaks the reader" in html_of(app)
    button(app, "Save 1 article").click().run()
    assert len(empty.article_ids()) == 1


TABLE = (
    b"Headline,Teaser,Body\nFerry hits pier,Nine hurt,The ferry Aurelia hit a pier <b>today</b>.\n"
)


def test_the_columns_of_a_table_are_shown_and_corrected(empty, visit, matched):
    app = upload(visit("add"), ("list.csv", TABLE, "text/csv"))
    assert not app.exception
    assert "a pier &lt;b&gt;today" in html_of(app)
    title = next(one for one in app.selectbox if one.label == "Title")
    assert title.options[title.index] == "Headline"
    title.set_value(title.options.index("Teaser"))
    button(app, "Read it again").click().run()
    assert not app.exception
    button(app, "Save 1 article").click().run()
    assert [one.title for one in empty.articles()] == ["Nine hurt"]


def test_a_table_without_a_text_is_read_once_its_column_is_named(empty, visit, matched):
    table = TABLE.replace(b"Body", b"What they wrote").replace(b"Teaser", b"Rest")
    app = upload(visit("add"), ("list.csv", table, "text/csv"))
    assert "no column holds the text" in html_of(app)
    button(app, "Read it again").click().run()
    assert "Choose the column" in app.error[0].value
    text = next(one for one in app.selectbox if one.label == "Text")
    text.set_value(text.options.index("What they wrote"))
    button(app, "Read it again").click().run()
    assert button(app, "Save 1 article")


def test_addresses_are_fetched_unless_the_settings_say_no(empty, visit, matched, monkeypatch):
    from datetime import UTC, datetime

    from compare.records import Page

    address = "https://salmopost.example/ferry"
    page = Page(TEXT, address, address, "text/plain", datetime(2031, 5, 4, tzinfo=UTC))
    monkeypatch.setattr("compare.intake.fetch", lambda url, visits: page)
    app = visit("add")
    app.text_area(key="addresses").set_value(f"{address}\n{address}\n")
    button(app, "Fetch and read").click().run()
    assert not app.exception
    button(app, "Save 1 article").click().run()
    (article,) = empty.articles()
    assert empty.page(article.id) == page
    assert not visit("article", id=article.id).exception
    monkeypatch.setenv("ASTOLD_FETCH", "no")
    assert all(one.key != "addresses" for one in visit("add").text_area)


def test_a_newer_version_is_named_on_both_pages(empty, visit, matched):
    later = TEXT.replace(b"nine", b"eleven").replace(b"4 May", b"5 May") + b"More is expected.\n"
    for text in (TEXT, later):
        app = upload(visit("add"), ("salmo.txt", b"Outlet: Post\nTitle: Ferry\n\n" + text, ""))
        button(app, "Save 1 article").click().run()
    assert "1 article is in newer versions now" in app.success[-1].value
    (newest,) = empty.articles()
    (old,) = [one for one in empty.articles(include_superseded=True) if one.id != newest.id]
    app = visit("article", id=old.id)
    assert not app.exception
    assert "An earlier version of" in html_of(app)
    button(app, "This is another article").click().run()
    assert len(empty.articles()) == 2


def test_the_box_names_the_limit_of_the_settings(empty, visit, monkeypatch):
    import tomllib

    from compare.config import Settings

    monkeypatch.setenv("ASTOLD_MAX_FILE_MB", "7")
    assert visit("add").file_uploader[0].proto.max_upload_size_mb == 7
    config = Path(__file__).parents[2] / ".streamlit" / "config.toml"
    limit = tomllib.loads(config.read_text("utf-8"))["server"]["maxUploadSize"]
    assert limit == Settings().max_file_mb


def test_every_field_of_a_table_can_be_corrected():
    from compare.readers import tabular
    from compare.ui import columns

    assert set(columns.FIELDS) == set(tabular.FIELDS)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Read the files", "No file is here yet"),
        ("Read the text", "no text yet"),
        ("Fetch and read", "no address yet"),
    ],
)
def test_reading_nothing_says_what_is_missing(empty, visit, label, said):
    app = visit("add")
    assert not any(said in one.value for one in app.info)
    app = button(app, label).click().run()
    assert not app.exception
    assert any(said in one.value for one in app.info)
