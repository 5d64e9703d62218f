"""Roles by lists, addresses that are open to strangers, and what is told of the provider."""

from __future__ import annotations

import time
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_article, make_claim
from compare import exposure, oidc
from compare.cli import main
from compare.commands.serve import _secrets
from compare.config import Settings, load
from compare.errors import ConfigError, NotAllowedError, NotFoundError
from compare.roles import check_entries, identify
from compare.store.db import Store

TEAM = Settings(
    sign_in=True, editors=("Eva@Desk.example", "groups=news"), readers=("@desk.example", "sub=42")
)
NOW = 2_000_000_000.0
AUTH = {
    "redirect_uri": "https://told.example/oauth2callback",
    "cookie_secret": "s" * 32,
    "client_id": "astold",
    "client_secret": "x",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}


def says(**claims):
    return {"sub": "7", "iat": NOW - 60, "email_verified": True} | claims


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "eva@desk.example"}, "editor"),
        ({"email": " EVA@DESK.example "}, "editor"),
        ({"email": "ida@desk.example"}, "reader"),
        ({"email": "ida@mail.desk.example"}, "stranger"),
        ({"email": "ida@notdesk.example"}, "stranger"),
        ({"email": "ida@evil.example@desk.example"}, "stranger"),
        ({"email": "@desk.example"}, "stranger"),
        ({"email": "eva@desk.example", "email_verified": False}, "stranger"),
        ({"email": "eva@desk.example", "email_verified": None}, "stranger"),
        ({"email": ["eva@desk.example"]}, "stranger"),
        ({"groups": ["sport", "news"]}, "editor"),
        ({"groups": "news"}, "editor"),
        ({"groups": ["newsroom"]}, "stranger"),
        ({"sub": "42"}, "reader"),
        ({"sub": 42}, "stranger"),
        ({"sub": ""}, "stranger"),
        ({}, "stranger"),
    ],
)
def test_the_lists_give_the_role(claims, role):
    assert identify(says(**claims), TEAM, NOW).role == role


def test_a_sign_in_counts_for_a_limited_time():
    claims = says(email="eva@desk.example")
    assert identify(claims | {"iat": NOW - 11 * 3600}, TEAM, NOW).may_edit
    for iat in (NOW - 13 * 3600, None, "yesterday"):
        who = identify(claims | {"iat": iat}, TEAM, NOW)
        assert who.role == "stranger"
        assert "too old" in who.why


def test_the_name_in_the_log_is_none_that_people_choose():
    assert identify(says(email="eva@desk.example", name="The Editor"), TEAM, NOW).name == (
        "eva@desk.example"
    )
    fake = says(email="eva@desk.example", email_verified=False, preferred_username="eva")
    assert identify(fake, TEAM, NOW).name == "7"


@given(st.dictionaries(st.sampled_from(["email", "sub", "groups", "iat"]), st.text() | st.none()))
def test_no_words_of_a_provider_break_the_door(claims):
    assert identify(claims, TEAM, NOW).role == "stranger"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"editors": (), "readers": ()}, "no list says"),
        ({"readers": ("desk",)}, "names nobody"),
        ({"readers": ("groups=",)}, "names nobody"),
        ({"editors": ("*",)}, "everybody"),
    ],
)
def test_lists_that_say_nothing_or_too_much_are_refused(change, words):
    with pytest.raises(ConfigError, match=words) as error:
        check_entries(replace(TEAM, **change))
    assert error.value.hint


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("unix:///run/astold.sock", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.7", False),
        ("localhost.evil.example", False),
        ("", False),
        (None, False),
    ],
)
def test_an_address_that_others_reach_is_refused_without_a_sign_in(address, alone):
    assert exposure.is_loopback(address) is alone
    for settings in (Settings(open_to_all=True), TEAM):
        exposure.check_address(address, settings)
    if alone:
        exposure.check_address(address, Settings())
    else:
        with pytest.raises(ConfigError, match="nobody signs in") as error:
            exposure.check_address(address, Settings())
        assert "open_to_all" in error.value.hint


@pytest.mark.parametrize(
    ("headers", "fine"),
    [
        ({}, True),
        ({"Host": "127.0.0.1:8501"}, True),
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, True),
        ({"Host": "[::1]:8501"}, True),
        ({"Host": "told.example"}, False),
        ({"host": "rebound.example:8501"}, False),
        ({"Host": "localhost", "X-Forwarded-For": "203.0.113.5"}, False),
        ({"Host": "127.0.0.1:8501", "Forwarded": "for=203.0.113.5"}, False),
    ],
)
def test_a_visit_through_a_proxy_or_by_another_name_is_refused(headers, fine):
    exposure.check_request(headers, TEAM)
    exposure.check_request(headers, Settings(open_to_all=True))
    if fine:
        exposure.check_request(headers, Settings())
    else:
        with pytest.raises(ConfigError, match="nobody signs in"):
            exposure.check_request(headers, Settings())


def test_a_provider_that_is_told_whole_is_taken():
    oidc.check_provider(AUTH)
    here = {"redirect_uri": "http://localhost:8501/oauth2callback"}
    oidc.check_provider(AUTH | here)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"client_secret": " "}, "lacks client_secret"),
        ({"cookie_secret": "short"}, "could be guessed"),
        ({"redirect_uri": "http://told.example/oauth2callback"}, "no https address"),
        ({"server_metadata_url": "http://login.example/"}, "no https address"),
    ],
)
def test_a_provider_that_is_told_badly_is_refused(change, words):
    with pytest.raises(ConfigError, match=words) as error:
        oidc.check_provider(AUTH | change)
    assert error.value.hint


def test_no_section_at_all_names_what_is_missing():
    with pytest.raises(ConfigError, match="redirect_uri, cookie_secret, client_id"):
        oidc.check_provider(None)


def test_the_last_file_of_secrets_counts(tmp_path):
    one, two, three = (tmp_path / f"{name}.toml" for name in ("one", "two", "three"))
    one.write_text('[auth]\nclient_id = "1"\n')
    two.write_text("other = 1\n")
    three.write_text("[auth\n")
    assert oidc.read_auth([one, two, tmp_path / "none.toml"]) == {"client_id": "1"}
    with pytest.raises(ConfigError, match="not readable as TOML"):
        oidc.read_auth([one, three])
    with pytest.raises(NotFoundError, match="no such file"):
        _secrets(tmp_path / "app.py", str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"ASTOLD_ADDRESS": "0.0.0.0"}, "nobody signs in"),
        ({"ASTOLD_SIGN_IN": "yes"}, "no list says"),
        ({"ASTOLD_SIGN_IN": "yes", "ASTOLD_EDITORS": "eva@desk.example"}, "lacks redirect_uri"),
        ({"ASTOLD_SIGN_IN": "perhaps"}, "true or false"),
    ],
)
def test_the_command_refuses_to_start(env, words, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert main(["serve"]) == 2
    assert words in capsys.readouterr().err


def test_lists_come_from_the_file_or_a_variable(tmp_path):
    file = tmp_path / "astold.toml"
    file.write_text('editors = ["eva@desk.example", "groups=news"]\nsign_in = true\n')
    env = {"ASTOLD_READERS": "@desk.example, ida@other.example,"}
    found = load(file, env)
    assert found.editors == ("eva@desk.example", "groups=news")
    assert found.readers == ("@desk.example", "ida@other.example")
    assert found.sign_in
    for text in ("editors = [1]", "editors = 5", "sign_in = 7", "confirmed = true"):
        file.write_text(text + "\n")
        with pytest.raises(ConfigError, match="is not a value"):
            load(file, {})


def test_every_setting_is_explained_on_the_page():
    from compare.ui.aboutparts import EXPLAINED

    assert set(EXPLAINED) == {item.name for item in fields(Settings)}


def test_a_store_for_readers_refuses_every_change(tmp_path):
    path = tmp_path / "s.duckdb"
    article = make_article()
    Store(path).add([article], person="eva@desk.example")
    reading = Store(path, may_write=False)
    assert reading.article(article.id) == article
    before = reading.revision()
    for change in (
        lambda: reading.add([make_article(2)]),
        lambda: reading.edit_article(article.id, "x", title="y"),
        lambda: reading.delete_article(article.id, "x"),
        lambda: reading.move_article(article.id, "e", "x"),
        lambda: reading.decide("a", "b", "confirm", "x"),
        lambda: reading.undo("a", "x"),
        lambda: reading.set_alias("a", "b", "x"),
        lambda: reading.set_outlet("a", "b", "x"),
        lambda: reading.save_claims({article.id: [make_claim(article)]}),
    ):
        with pytest.raises(NotAllowedError):
            change()
    assert reading.revision() == before
    [line] = reading.log()
    assert (line["person"], line["action"]) == ("eva@desk.example", "add articles")


def test_the_time_of_a_sign_in_is_taken_from_the_clock():
    assert identify(says(email="eva@desk.example", iat=time.time()), TEAM).may_edit
