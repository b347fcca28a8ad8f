"""The command `infopresse`. Every command is one call of a module below, and its report (see `printing`)."""

import datetime
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer import settings as settings_module
from indexer.archive.catalogue import Catalogue
from indexer.archive.changes import Change
from indexer.archive.files import FoundFile, found_files
from indexer.checking import check
from indexer.engines import open_engine
from indexer.errors import IndexerError, ReadError
from indexer.indexing import Report, synchronise
from indexer.printing import print_health, print_json, print_page, print_report
from indexer.reading import Reader
from indexer.requests import Problem, decode
from indexer.results import page_record
from indexer.searching import search
from indexer.settings import Settings

Clock = Callable[[], datetime.datetime]
"""Gives the aware instant by which embargoes are judged: the context's object, which tests hand in."""

FAILED = 1
FATAL = 2

_MOST_PROCESSES = 4
_File = TypeVar("_File", Change, FoundFile)

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_ANY_PATH = click.Path(path_type=Path)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_index = click.option("--index", type=_ANY_PATH, help="The folder of the index. Default: derived from the archive's.")
_state = click.option("--state", type=_ANY_PATH, help="The folder of decisions. Default: .infopresse in the archive.")
_folder = click.option("--folder", type=_ANY_PATH, help="The archive's folder, to find its index.")


class _Group(click.Group):
    """Says what went wrong in one line, and exits 2: an error that infopresse foresees is no reason for a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except IndexerError as error:
            click.echo(f"infopresse: {error}", err=True)
            context.exit(FATAL)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="infopresse")
@click.pass_context
def main(context: click.Context) -> None:
    """Full-text search for archives of French press releases."""
    context.obj = context.obj or _utc_now
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")


@main.command("index")
@click.argument("folder", type=_FOLDER)
@_index
@_state
@click.option("--rebuild", is_flag=True, help="Read every file again and build the index anew.")
@click.option("--allow-removals", is_flag=True, help="Go on although more than half of the known files are gone.")
@click.option(
    "--processes", type=click.IntRange(1, 64), help="Processes that read. Default: one a processor, at most 4."
)
@_as_json
@click.pass_context
def index_command(
    context: click.Context,
    folder: Path,
    index: Path | None,
    state: Path | None,
    rebuild: bool,
    allow_removals: bool,
    processes: int | None,
    as_json: bool,
) -> None:
    """Bring the index up to date with FOLDER: read what is new or changed, drop what is gone."""
    settings = settings_module.read(os.environ, index=index, folder=folder, state=state)
    report = _synchronise(
        settings, folder, rebuild=rebuild, allow_removals=allow_removals, processes=processes, quiet=as_json
    )
    if as_json:
        print_json(asdict(report))
    else:
        print_report(report, settings)
    context.exit(FAILED if report.failed else 0)


@main.command("search")
@click.argument("text")
@_index
@_folder
@click.option("--du", help="From this date: 2023, 07/2023, 13/07/2023.")
@click.option("--au", help="Until this date, included.")
@click.option("--annee", multiple=True, help="Year; this and the next ones may be repeated.")
@click.option("--mois", multiple=True, help="Month: 2023-07.")
@click.option("--contact", multiple=True, help="Name in any order, or e-mail address.")
@click.option("--emetteur", multiple=True, help="Issuer.")
@click.option("--lieu", multiple=True, help="Place.")
@click.option("--type", multiple=True, help="Kind of release.")
@click.option("--langue", multiple=True, help="Language, as two letters.")
@click.option("--tri", help="pertinence, recent or ancien.")
@click.option("--page", help="From 1.")
@click.option("--taille", help="Hits a page, 1 to 100.")
@click.option("--zones", multiple=True, help="titre, chapo, corps, notes, contacts, apropos, tout.")
@click.option("--mots", help="How many words must match: auto, tous or un.")
@_as_json
@click.pass_obj
def search_command(
    clock: Clock,
    /,
    text: str,
    index: Path | None,
    folder: Path | None,
    as_json: bool,
    **options: str | tuple[str, ...] | None,
) -> None:
    """Search for TEXT, in the page's own language: words, "phrases", -word, OU, prefix*, titre:word."""
    settings = settings_module.read(os.environ, index=index, folder=folder)
    request, problems = decode({"q": [text], **_parameters(options)})
    if problems:
        raise click.UsageError("; ".join(_problem(problem) for problem in problems))
    engine = open_engine(settings.engine)
    try:
        page = search(engine, request.query(clock()))
    finally:
        engine.close()
    if as_json:
        print_json(page_record(page))
    else:
        print_page(page)


@main.command("read")
@click.argument("files", nargs=-1, required=True, type=_ANY_PATH)
@click.option("--archive", type=_FOLDER, help="The archive's folder: ids and paths are counted from there.")
@click.option("--json", "_as_json", is_flag=True, help="Print JSON Lines; this command prints nothing else.")
@click.pass_context
def read_command(context: click.Context, files: tuple[Path, ...], archive: Path | None, _as_json: bool) -> None:
    """Print what is read from FILES (or from all files of a folder), one JSON object a release; nothing is indexed."""
    failed = False
    with Reader() as reader:
        for path, source in _sources(files, archive):
            try:
                for _, record in reader.read(path, source):
                    click.echo(json.dumps({**record, "path": str(path)}, ensure_ascii=False))
            except ReadError as error:
                click.echo(f"infopresse: {error}", err=True)
                failed = True
    context.exit(FAILED if failed else 0)


@main.command("serve")
@click.argument("folder", type=_FOLDER, required=False)
@_index
@_state
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--watch", is_flag=True, help="Index what changes in FOLDER while serving.")
def serve_command(
    folder: Path | None, index: Path | None, state: Path | None, host: str, port: int, workers: int, watch: bool
) -> None:
    """Bring the index up to date with FOLDER, if one is given, and serve it as web pages."""
    from webapp.serving import serve  # the one place where the indexer knows of the pages

    settings = settings_module.read(os.environ, index=index, folder=folder, state=state)
    if watch and not settings.folder:
        raise click.UsageError("--watch needs the archive's folder: infopresse serve FOLDER --watch")
    if settings.folder:
        print_report(_synchronise(settings, settings.folder), settings)
    serve(
        settings,
        host=host,
        port=port,
        workers=workers,
        watch=watch,
        announce=lambda address: click.echo(f"infopresse: {address}"),
    )


@main.command("info")
@_index
@_folder
@_as_json
def info_command(index: Path | None, folder: Path | None, as_json: bool) -> None:
    """Say what an index holds and which version made it."""
    settings = settings_module.read(os.environ, index=index, folder=folder)
    engine = open_engine(settings.engine)
    try:
        info = {"index": str(settings.index), **asdict(engine.info())}
    finally:
        engine.close()
    if as_json:
        print_json(info)
        return
    for name, value in info.items():
        click.echo(f"{name.replace('_', ' '):17} {value}")


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@main.command("check")
@click.argument("folder", type=_FOLDER)
@_state
@_as_json
@click.pass_context
def check_command(context: click.Context, folder: Path, state: Path | None, as_json: bool) -> None:
    """Say what a person should look at in FOLDER, and what to do; exits 1 when there is something. Changes nothing."""
    settings = settings_module.read(os.environ, folder=folder, state=state)
    report = check(folder, state=settings.state, follow=_following(quiet=as_json))
    if as_json:
        print_json(asdict(report))
    else:
        print_health(report)
    context.exit(FAILED if report.needs_person else 0)


def _synchronise(
    settings: Settings,
    folder: Path,
    *,
    rebuild: bool = False,
    allow_removals: bool = False,
    processes: int | None = None,
    quiet: bool = False,
) -> Report:
    engine, catalogue = open_engine(settings.engine), Catalogue(settings.catalogue)
    try:
        return synchronise(
            engine,
            catalogue,
            folder,
            state=settings.state,
            rebuild=rebuild,
            allow_removals=allow_removals,
            processes=processes or min(_MOST_PROCESSES, os.cpu_count() or 1),
            follow=_following(quiet=quiet),
        )
    finally:
        catalogue.close()
        engine.close()


def _following(*, quiet: bool) -> Callable[[Sequence[_File]], Iterable[_File]]:
    return iter if quiet or not sys.stderr.isatty() else _with_progress


def _with_progress(files: Sequence[_File]) -> Iterator[_File]:
    with click.progressbar(files, label="Reading", file=sys.stderr) as bar:
        yield from bar


def _parameters(options: Mapping[str, str | tuple[str, ...] | None]) -> dict[str, Sequence[str]]:
    """Return options as the parameters of a request; an option that was not given is absent."""
    return {
        name: value if isinstance(value, tuple) else (value,) for name, value in options.items() if value is not None
    }


def _sources(files: Iterable[Path], archive: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield each file with its path below the archive, which by default is the folder that it lies in."""
    for path in files:
        if path.is_dir():
            yield from ((each.path, each.source) for each in found_files(path))
            continue
        root = archive or path.parent
        if not path.resolve().is_relative_to(root.resolve()):
            raise click.UsageError(f"{path} does not lie below --archive {root}")
        yield path, path.resolve().relative_to(root.resolve()).as_posix()


def _problem(problem: Problem) -> str:
    return f"--{problem.parameter} {problem.value!r} : {problem.reason}"
