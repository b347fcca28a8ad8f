"""Where things are: options before the environment, the environment before what can be derived."""

from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.settings import Settings, derived, read


def make_index(data: Path, name: str) -> Path:
    index = data / name
    index.mkdir(parents=True)
    (index / "catalogue.sqlite").touch()
    return index


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "Communiqués 2024"
    folder.mkdir()
    return folder


def test_the_first_that_is_given_says_where_the_index_is(tmp_path: Path, data: Path, archive: Path) -> None:
    option, variable, other = tmp_path / "option", tmp_path / "variable", tmp_path / "other"
    environment = {"INFOPRESSE_INDEX": str(variable), "INFOPRESSE_FOLDER": str(other)}
    only = make_index(data, "only")
    assert read(environment, index=option, folder=archive, data=data) == Settings(option, archive)
    assert read(environment, folder=archive, data=data) == Settings(variable, archive)
    assert read(environment, index=option, data=data) == Settings(option, other)
    assert read(environment, data=data) == Settings(variable, other)
    assert read({}, folder=archive, data=data) == Settings(derived(archive, data), archive)
    assert read({"INFOPRESSE_FOLDER": str(other)}, data=data) == Settings(derived(other, data), other)
    assert read({}, data=data) == Settings(only)


def test_decisions_lie_where_the_option_says_or_the_environment(tmp_path: Path, data: Path, archive: Path) -> None:
    environment = {"INFOPRESSE_STATE": str(tmp_path / "variable")}
    assert read({}, folder=archive, data=data).state is None
    assert read(environment, folder=archive, data=data).state == tmp_path / "variable"
    assert read(environment, folder=archive, state=tmp_path / "option", data=data).state == tmp_path / "option"


def test_an_empty_variable_is_none(data: Path) -> None:
    only = make_index(data, "only")
    assert read({"INFOPRESSE_INDEX": "", "INFOPRESSE_FOLDER": "", "INFOPRESSE_STATE": ""}, data=data) == Settings(only)


@pytest.mark.parametrize("name", ["INFOPRESSE_INDX", "INFOPRESSE_", "INFOPRESSE_folder"])
def test_an_unknown_variable_is_an_error_that_names_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="INFOPRESSE_INDEX") as error:
        read({name: "x"}, index=tmp_path)
    assert name in str(error.value)


def test_variables_of_others_do_not_matter(tmp_path: Path) -> None:
    assert read({"PATH": "/bin", "MY_INFOPRESSE_X": "1", "infopresse_x": "1"}, index=tmp_path).index == tmp_path


def test_without_an_index_the_message_says_how_to_make_one(data: Path) -> None:
    for _ in range(2):
        with pytest.raises(SettingsError, match="infopresse index"):
            read({}, data=data)
        data.mkdir(exist_ok=True)


def test_a_folder_without_a_catalogue_is_no_index(data: Path) -> None:
    only = make_index(data, "only")
    (data / "empty").mkdir()
    assert read({}, data=data).index == only


def test_several_indexes_are_listed(data: Path) -> None:
    found = [make_index(data, name) for name in ("agence", "ville")]
    with pytest.raises(SettingsError) as error:
        read({}, data=data)
    assert all(str(index) in str(error.value) for index in found)


@pytest.mark.parametrize("inside", [".", "index", "a/b/../c", "../Communiqués 2024/index"])
def test_an_index_inside_its_archive_is_refused(inside: str, archive: Path, data: Path) -> None:
    with pytest.raises(SettingsError, match="inside the archive"):
        read({}, index=archive / inside, folder=archive, data=data)
    with pytest.raises(SettingsError, match="inside the archive"):
        read({"INFOPRESSE_INDEX": str(archive / inside), "INFOPRESSE_FOLDER": str(archive)}, data=data)


def test_an_index_that_a_link_leads_into_the_archive_is_refused(archive: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(archive)
    with pytest.raises(SettingsError, match="inside the archive"):
        read({}, index=link / "index", folder=archive)
    with pytest.raises(SettingsError, match="inside the archive"):
        read({}, folder=archive, data=archive / "data")


def test_a_neighbour_with_a_longer_name_is_not_inside(archive: Path) -> None:
    neighbour = archive.with_name(archive.name + " index")
    assert read({}, index=neighbour, folder=archive).index == neighbour


def test_one_archive_has_one_index_however_it_is_named(
    archive: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(archive)
    monkeypatch.chdir(archive)
    assert {derived(each, data) for each in (archive, link, Path(), Path("../Communiqués 2024"))} == {
        derived(archive, data)
    }


def test_two_archives_of_one_name_have_two_indexes(tmp_path: Path, data: Path) -> None:
    one, other = tmp_path / "a" / "presse", tmp_path / "b" / "presse"
    assert derived(one, data) != derived(other, data)
    assert derived(one, data).name.startswith("presse-")


@pytest.mark.parametrize("name", ["Été", "日本", "a b", "...", "caf\udce9"])
def test_any_folder_name_gives_a_plain_name_below_the_data(name: str, tmp_path: Path, data: Path) -> None:
    place = derived(tmp_path / name, data)
    assert place.parent == data
    assert place.name.isascii()
    assert " " not in place.name


def test_engine_and_catalogue_lie_in_the_index(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert settings.engine.parent == settings.catalogue.parent == tmp_path
    assert settings.engine != settings.catalogue
