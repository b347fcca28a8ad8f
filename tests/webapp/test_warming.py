"""Before its processes part, the server has answered: what they all need is read once, and none begins with it."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.conformance import write
from support.releases import ARCHIVE

from indexer.analysis import lemmas
from indexer.engines.whoosh.engine import WhooshEngine
from webapp import create_app
from webapp.warming import warm

READ_LATE = """
import sys
from pathlib import Path
from indexer.analysis import lemmas
from indexer.engines import open_engine
from webapp import create_app
from webapp.warming import warm
warm(create_app(open_engine(Path(sys.argv[1]))))
print(lemmas.table.cache_info().currsize, "simplemma" in sys.modules)
"""


def test_the_first_reader_waits_for_no_table_and_no_module(tmp_path: Path):
    lemmas.table()  # is in the cache of this machine from now on
    engine = WhooshEngine(tmp_path)
    write(engine, *ARCHIVE)
    found = subprocess.run(
        [sys.executable, "-c", READ_LATE, tmp_path], check=True, capture_output=True, text=True
    ).stdout
    assert found.split() == ["1", "False"]


def test_the_first_page_is_there_already(engine, monkeypatch):
    app = create_app(engine)
    warm(app)
    monkeypatch.delattr(WhooshEngine, "search")
    assert app.test_client().get("/").status_code == 200


def test_every_kind_of_request_is_answered_once(engine, monkeypatch):
    asked = []
    for name in ("search", "vocabulary"):
        method = getattr(WhooshEngine, name)
        monkeypatch.setattr(
            WhooshEngine,
            name,
            lambda *parts, _name=name, _method=method, **by: asked.append(_name) or _method(*parts, **by),
        )
    warm(create_app(engine))
    assert asked.count("search") >= 4
    assert "vocabulary" in asked


def test_without_an_index_there_is_nothing_to_warm(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    warm(create_app(WhooshEngine(tmp_path / "nowhere")))
    assert len(caplog.records) == 1


def test_what_is_shared_is_left_alone_by_the_collector():
    code = "import gc; from webapp.warming import share; share(); print(gc.get_freeze_count())"
    frozen = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert int(frozen) > 10_000
