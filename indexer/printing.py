"""What the command `infopresse` prints."""

import json
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

import click

from indexer.checking import Finding, HealthReport
from indexer.indexing import Report
from indexer.results import ResultPage
from indexer.settings import Settings

_MOST_PATHS = 3


def print_json(value: Any) -> None:
    """Print *value* as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_report(report: Report, settings: Settings) -> None:
    """Print what a run did, and on standard error the files that failed."""
    for each in report.failed:
        click.echo(f"failed   {each.path}: {each.reason}", err=True)
    ignored = f", {len(report.ignored)} ignored" if report.ignored else ""
    failed = f", {len(report.failed)} failed" if report.failed else ""
    click.echo(
        f"{report.new} new, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged"
        f"{ignored}{failed}, in {report.seconds:.1f} s; index in {settings.index}"
    )


def print_health(report: HealthReport) -> None:
    """Print what a person should look at, concern by concern."""
    for concern, found in groupby(report.findings, key=attrgetter("concern")):
        of_concern = list(found)
        click.echo(f"{click.style(concern, bold=True)} ({len(of_concern)}): {of_concern[0].advice}")
        for finding in of_concern:
            click.echo(f"    {_places(finding)}: {finding.detail}")
    people = sum(finding.needs_person for finding in report.findings)
    click.echo(
        f"{report.files} files, {report.releases} releases, {len(report.findings)} findings, "
        f"{people} of them for a person, in {report.seconds:.1f} s"
    )


def _places(finding: Finding) -> str:
    shown = ", ".join(finding.paths[:_MOST_PATHS])
    return f"{shown} and {more} more" if (more := len(finding.paths) - _MOST_PATHS) > 0 else shown


def print_page(page: ResultPage) -> None:
    """Print one page of results, with what is marked in bold."""
    click.echo(f"{page.total} releases, page {page.query.page} of {page.pages}")
    for hit in page.hits:
        release = hit.release
        click.echo(f"\n{release.date or '----------'}  {click.style(release.title or release.source, bold=True)}")
        click.echo(f"            {release.source}")
        for excerpt in hit.excerpts:
            click.echo(f"            {_with_marks(excerpt.text, excerpt.marks)}")


def _with_marks(text: str, marks: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], click.style(text[start:end], bold=True)]
        at = end
    return "".join([*parts, text[at:]])
