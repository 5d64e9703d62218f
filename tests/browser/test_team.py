"""A team signs in with an OIDC provider: editors change, readers look, strangers stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import serious_findings
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect
from serving import Dashboard, free_port, serve
from steps import html_article, main, save, settled, upload

import ferry
from compare.store.db import Store

EDITOR, READER, STRANGER = "eva@desk.example", "ida@desk.example", "mal@elsewhere.example"
UNVERIFIED = "claims-to-be-eva"


def people() -> list[User]:
    """Whom the provider knows; anybody may claim an address that nobody has verified."""
    known = [
        User(sub=address, claims={"email": address, "email_verified": True})
        for address in (EDITOR, READER, STRANGER)
    ]
    fake = User(sub=UNVERIFIED, claims={"email": EDITOR, "email_verified": False})
    return [*known, fake]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard where people sign in, on the invented event of the ferry."""
    folder = tmp_path_factory.mktemp("team")
    store, secrets, port = folder / "team.duckdb", folder / "secrets.toml", free_port()
    ferry.fill(Store(store))
    with run_server_in_thread(user_claims=people()) as provider:
        metadata = f"http://localhost:{provider.server_port}/.well-known/openid-configuration"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{"only for tests " * 3}"\nclient_id = "astold"\n'
            f'client_secret = "of the tests"\nserver_metadata_url = "{metadata}"\n'
        )
        env = {
            "ASTOLD_SIGN_IN": "true",
            "ASTOLD_EDITORS": EDITOR,
            "ASTOLD_READERS": READER,
            "ASTOLD_LOCK_SECONDS": "5",
        }
        options = [f"--secrets.files={secrets}"]
        with serve(store, env=env, options=options, port=port) as running:
            yield running


@pytest.fixture
def page(browser: Browser, team: Dashboard) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=team.address)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def shown(address: str) -> str:
    """An address as Markdown shows it: with a word joiner, so that it becomes no link."""
    return address.replace("@", "@\u2060")


def sign_in(page: Page, person: str, address: str = "/") -> None:
    """Go to the dashboard and let the provider say that this is `person`."""
    page.goto(address)
    main(page).get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=person).first.click()
    page.wait_for_url(re.compile(r"^http://127\.0\.0\.1:\d+/(?!auth|oauth)"))
    settled(page)


def test_nobody_sees_anything_before_signing_in(page: Page) -> None:
    for address in ("/", "/event?id=event1", "/add", "/about"):
        page.goto(address)
        settled(page)
        expect(main(page).get_by_role("button", name="Sign in")).to_be_visible()
        assert "ferry" not in page.locator("body").inner_text()
    assert serious_findings(page) == []


def test_a_reader_reads_and_can_change_nothing(page: Page, team: Dashboard) -> None:
    sign_in(page, READER)
    expect(main(page).get_by_text(f"{READER}, reader")).to_be_visible()
    expect(main(page).get_by_role("link", name="Alpha on the ferry")).to_be_visible()
    menu = page.get_by_test_id("stHeader")
    expect(menu.get_by_role("link", name="Outlets")).to_be_visible()
    expect(menu.get_by_role("link", name="Add")).to_have_count(0)
    expect(menu.get_by_role("link", name="Review")).to_have_count(0)
    store = Store(team.store)
    claim = store.claims()[0]
    for address in ("/add", "/review", f"/article?id={claim.article_id}&claim={claim.id}"):
        page.goto(address)
        settled(page)
        expect(page.locator("input[type=file]")).to_have_count(0)
        expect(
            main(page).get_by_role("button", name=re.compile("Save|Read|Same fact"))
        ).to_have_count(0)
    page.goto("/add")
    expect(main(page).get_by_role("heading", name="For editors")).to_be_visible()
    expect(main(page).get_by_text("only editors can change anything here")).to_be_visible()
    assert serious_findings(page) == []


def test_a_shared_address_leads_there_after_signing_in(page: Page) -> None:
    sign_in(page, READER, "/outlets?id=event1")
    expect(page).to_have_url(re.compile(r"/outlets\?id=event1"))
    expect(main(page).get_by_role("heading", name="Who tells what, and when")).to_be_visible()
    page.goto("/")
    settled(page)
    expect(page).to_have_url(re.compile(r"127\.0\.0\.1:\d+/$"))


def test_a_dashboard_that_others_could_reach_stays_closed(browser: Browser, tmp_path: Path) -> None:
    """Plain `streamlit run` with another address, and no setting that says that it is wanted."""
    store = tmp_path / "open.duckdb"
    ferry.fill(Store(store))
    with serve(store, options=["--server.address=0.0.0.0"]) as running:
        page = browser.new_page()
        page.goto(running.address)
        expect(main(page).get_by_text("The dashboard stays closed")).to_be_visible()
        expect(main(page).get_by_text("set open_to_all = true")).to_be_visible()
        assert "Alpha on the ferry" not in page.locator("body").inner_text()
        page.close()


def test_a_stranger_is_kept_out(page: Page) -> None:
    sign_in(page, STRANGER)
    expect(main(page).get_by_text("You aren't on the list")).to_be_visible()
    page.goto("/event?id=event1")
    expect(main(page).get_by_text("You aren't on the list")).to_be_visible()
    assert "ferry" not in page.locator("body").inner_text()


def test_an_address_that_nobody_verified_opens_nothing(page: Page) -> None:
    sign_in(page, UNVERIFIED)
    expect(main(page).get_by_text("doesn't say that your address is verified")).to_be_visible()


def test_after_signing_out_the_door_is_closed(page: Page, team: Dashboard) -> None:
    sign_in(page, READER)
    main(page).get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"localhost:\d+/oauth2/end_session"))
    page.goto(team.address)
    settled(page)
    expect(main(page).get_by_role("button", name="Sign in")).to_be_visible()


def test_a_cookie_that_somebody_made_up_opens_nothing(page: Page, team: Dashboard) -> None:
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": '"{\\"is_logged_in\\": true}"', "url": team.address}]
    )
    page.goto("/")
    settled(page)
    expect(main(page).get_by_role("button", name="Sign in")).to_be_visible()


def test_an_editor_uploads_and_the_log_has_who_it_was(page: Page, team: Dashboard) -> None:
    sign_in(page, EDITOR)
    page.get_by_test_id("stHeader").get_by_role("link", name="Add").click()
    settled(page)
    upload(page, {"port.html": html_article("Salmo Post")})
    save(page, 1)
    [line] = [line for line in Store(team.store).log() if line["action"] == "add articles"]
    assert line["person"] == EDITOR
    pair = sorted(Store(team.store).matches(), key=lambda one: one.probability)[0]
    page.goto(f"/pair?left={pair.left}&right={pair.right}")
    expect(main(page).get_by_text(f"Kept under {shown(EDITOR)}")).to_be_visible()
    expect(main(page).get_by_label("Your name")).to_have_count(0)
    main(page).get_by_role("button", name="Not the same fact").click()
    expect(main(page).get_by_text(f"Not the same fact, {shown(EDITOR)}")).to_be_visible()
    assert [one.person for one in Store(team.store).decisions()] == [EDITOR]
    page.goto("/about?part=What+was+done")
    settled(page)
    expect(main(page).get_by_role("heading", name="Changes by people")).to_be_visible()
