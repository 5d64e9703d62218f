"""Settings from a TOML file and the environment."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from compare.errors import ConfigError
from compare.records import content_id

CONFIG_NAME = "astold.toml"
ENV_PREFIX = "ASTOLD_"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a person can set.

    Attributes:
        store: path of the DuckDB file.
        model: embedding model: "minilm" comes with the installation; any other
            sentence-transformers name or folder works where it can be loaded.
        nli_model: cross-encoder for relations, a name or folder; "" for the built-in way.
        suggested: from this probability a pair is suggested as a match.
        confirmed: from this probability a match counts without a person's word.
        event_days: the further apart beyond this two reports are, the more alike they must be
            to be put into one event.
        processes: processes for the linguistics; 0: as many as there are processors.
        engine: where runs are worked out, see `compare.engines`: "local" or "ray".
        ray_address: of the Ray cluster; "" for one that is started on this machine.
        lock_seconds: how long to wait for another process that writes to the store.
        max_file_mb: larger files are refused.
        person: the name under which decisions are kept, where nobody signs in.
        address: where `astold serve` listens.
        open_to_all: serve on an address that others can reach although nobody signs in.
        sign_in: people sign in with the OIDC provider of `.streamlit/secrets.toml`.
        readers, editors: who may look, and who may also change; entries as in `compare.roles`.
        sign_in_hours: after so many hours people sign in anew.
        fetch: whether pages and feeds may be fetched by their addresses.
    """

    store: str = "astold.duckdb"
    model: str = "minilm"
    nli_model: str = ""
    suggested: float = 0.6
    confirmed: float = 0.8
    event_days: float = 7.0
    processes: int = 0
    engine: str = "local"
    ray_address: str = ""
    lock_seconds: float = 60.0
    max_file_mb: int = 100
    person: str = "reader"
    address: str = "127.0.0.1"
    open_to_all: bool = False
    sign_in: bool = False
    readers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    sign_in_hours: float = 12.0
    fetch: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.suggested <= self.confirmed <= 1:
            raise ConfigError(
                "the thresholds must satisfy 0 < suggested <= confirmed <= 1, "
                f"not {self.suggested} and {self.confirmed}",
                where="suggested, confirmed",
                hint="Change one of the two in the settings",
            )
        if self.event_days <= 0 or self.max_file_mb <= 0 or self.lock_seconds < 0:
            raise ConfigError("event_days, max_file_mb and lock_seconds must be above 0")

    @property
    def matching_hash(self) -> str:
        """Changes when a setting changes that can change what is matched."""
        kept = ("model", "nli_model", "suggested", "confirmed", "event_days")
        values = asdict(self)
        return content_id(json.dumps({name: values[name] for name in kept}))


def load(path: Path | None = None, env: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: defaults, then the TOML file, then `ASTOLD_*` variables.

    Args:
        path: the TOML file; by default `astold.toml` in the current folder, if it is there.
        env: the environment; `os.environ` by default.

    Raises:
        ConfigError: the file is missing or no TOML, or a setting is unknown or malformed.
    """
    values: dict[str, object] = {}
    file = path or Path(CONFIG_NAME)
    if file.exists():
        try:
            values |= tomllib.loads(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"not readable as TOML: {error}", where=str(file)) from error
    elif path is not None:
        raise ConfigError("there is no such file", where=str(path))
    kinds = {item.name: type(item.default) for item in fields(Settings)}
    unknown = set(values) - set(kinds)
    if unknown:
        raise ConfigError(
            f"unknown setting {', '.join(sorted(unknown))}",
            where=str(file),
            hint=f"Known settings: {', '.join(kinds)}",
        )
    for name in kinds:
        text = (os.environ if env is None else env).get(ENV_PREFIX + name.upper())
        if text is not None:
            values[name] = text
    return Settings(**{name: _convert(name, kinds[name], value) for name, value in values.items()})  # type: ignore[arg-type]


_YES_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_TAKES: dict[object, str] = {
    bool: "true or false",
    tuple: "a list of words; in a variable, with commas between",
}


def _convert(name: str, kind: type, value: object) -> object:
    try:
        if kind is bool:
            return value if isinstance(value, bool) else _YES_NO[str(value).strip().lower()]
        if kind is tuple:
            return _words(value)
        if isinstance(value, bool):
            raise ValueError
        return kind(value)
    except (TypeError, ValueError, KeyError):
        raise ConfigError(
            f"{value!r} is not a value for it",
            where=name,
            hint=f"It takes {_TAKES.get(kind, kind.__name__)}",
        ) from None


def _words(value: object) -> tuple[str, ...]:
    """Take a list of TOML, or the text of a variable with commas between the words."""
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError
    return tuple(item.strip() for item in items if item.strip())
