"""The format of a file says nothing about the release in it: every format gives the same."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from support.invented_releases import RELEASES
from support.renderings import RENDERINGS, WITHOUT_HEADINGS, WITHOUT_NO_BREAK_SPACES

from indexer import extraction, readers
from indexer.blocks import Block
from indexer.releases import Release

EXAMPLES = 300 if os.environ.get("LONG") else 15


def extracted(folder: Path, name: str, blocks: tuple[Block, ...]) -> Release:
    """Return the release in *blocks* as a file of the format called *name*, without what belongs to the file."""
    suffix, rendering = RENDERINGS[name]
    path = folder / f"communique{suffix}"
    path.write_bytes(rendering(blocks))
    (document,) = readers.read(path)
    found = extraction.release(document, release_id="", source="", format="")
    return replace(found, origins=(), headings=() if name in WITHOUT_HEADINGS else found.headings)


@pytest.mark.parametrize("name", sorted(RENDERINGS.keys() - {"html"}))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=RELEASES)
def test_every_format_gives_the_same_release(tmp_path: Path, name: str, blocks: tuple[Block, ...]) -> None:
    shown = tuple(map(with_plain_spaces, blocks)) if name in WITHOUT_NO_BREAK_SPACES else blocks
    page = extracted(tmp_path, "html", shown)
    assert page.title and page.date and page.place and page.contacts and page.boilerplate
    expected = replace(page, headings=()) if name in WITHOUT_HEADINGS else page
    assert extracted(tmp_path, name, blocks) == expected


def with_plain_spaces(block: Block) -> Block:
    return replace(block, text=block.text.replace("\u00a0", " "))
