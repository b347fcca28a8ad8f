"""
Where things are: read once, from options and from the environment.

    INFOPRESSE_INDEX     the folder of the index
    INFOPRESSE_FOLDER    the archive's folder, from which the folder of the index is derived
    INFOPRESSE_STATE     the folder of people's decisions about the archive

An index is a cache; without a place of its own it lies in the user's data directory, one folder an archive. Decisions
are no cache: without a place of their own they lie in the archive, see `indexer.archive.deciding`.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from indexer.errors import SettingsError

_PREFIX = "INFOPRESSE_"
_NAMES = ("INFOPRESSE_INDEX", "INFOPRESSE_FOLDER", "INFOPRESSE_STATE")


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder of the index and, where they are known, those of the archive and of decisions kept outside of it."""

    index: Path
    folder: Path | None = None
    state: Path | None = None

    @property
    def engine(self) -> Path:
        """The engine's own folder."""
        return self.index / "engine"

    @property
    def catalogue(self) -> Path:
        """The catalogue's file."""
        return self.index / "catalogue.sqlite"


def read(
    environment: Mapping[str, str],
    *,
    index: Path | None = None,
    folder: Path | None = None,
    state: Path | None = None,
    data: Path | None = None,
) -> Settings:
    """
    Return the settings that the options and the environment give: the index is *index*, else INFOPRESSE_INDEX, else
    derived from *folder*, else from INFOPRESSE_FOLDER; decisions are in *state*, else in INFOPRESSE_STATE.

    Without any of them the only index in the data directory is meant. Raises `SettingsError`, also for an unknown
    INFOPRESSE_ variable and for an index inside its archive.
    """
    _check_names(environment)
    data = data or user_data_path("infopresse")
    folder = folder or _path(environment.get("INFOPRESSE_FOLDER"))
    index = index or _path(environment.get("INFOPRESSE_INDEX"))
    if index is None:
        index = derived(folder, data) if folder else _only_index(data)
    if folder and index.resolve().is_relative_to(folder.resolve()):
        raise SettingsError(f"the index {index} lies inside the archive {folder}: choose another place with --index")
    return Settings(index, folder, state or _path(environment.get("INFOPRESSE_STATE")))


def derived(folder: Path, data: Path) -> Path:
    """Return the place below *data* of the index of the archive in *folder*: its name, and a hash of where it is."""
    place = folder.resolve()
    name = re.sub(r"[^A-Za-z0-9]+", "-", place.name).strip("-") or "archive"
    return data / f"{name}-{hashlib.sha256(bytes(place)).hexdigest()[:12]}"


def _only_index(data: Path) -> Path:
    found = sorted(each.parent for each in data.glob("*/catalogue.sqlite"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise SettingsError(
            f"there is no index in {data}: make one with `infopresse index FOLDER`, or name it with --index"
        )
    listed = "\n".join(f"  --index {each}" for each in found)
    raise SettingsError(f"there are several indexes; name one:\n{listed}")


def _check_names(environment: Mapping[str, str]) -> None:
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in _NAMES:
            raise SettingsError(f"unknown environment variable {name}; known are {', '.join(_NAMES)}")


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None
