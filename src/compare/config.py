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
        lock_seconds: how long to wait for another process that writes to the store.
        max_file_mb: larger files are refused.
        person: the name under which decisions are kept.
    """

    store: str = "astold.duckdb"
    model: str = "minilm"
    nli_model: str = ""
    suggested: float = 0.6
    confirmed: float = 0.8
    event_days: float = 7.0
    processes: int = 0
    lock_seconds: float = 60.0
    max_file_mb: int = 100
    person: str = "reader"

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


def _convert(name: str, kind: type, value: object) -> object:
    try:
        if isinstance(value, bool):
            raise ValueError
        return kind(value)
    except (TypeError, ValueError):
        raise ConfigError(
            f"{value!r} is not a value for it", where=name, hint=f"It takes {kind.__name__}"
        ) from None
