"""The real server: `infopresse serve` as a process of its own, asked over HTTP."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.archive_files import AUTUMN, SPRING, write

PATIENCE = 30


@contextmanager
def served(folder: Path, index: Path, *options: str) -> Iterator[str]:
    """Serve *folder* on a free port, yield the address, and stop the server as an administrator would."""
    command = Path(sys.executable).with_name("infopresse")
    arguments = [command, "serve", folder, "--index", index, "--port", "0", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            lines = []
            for line in server.stdout:
                lines.append(line)
                if line.startswith("infopresse: http"):
                    break
            else:
                raise AssertionError(f"the server did not start: {''.join(lines)}")
            yield line.split()[1]
        finally:
            server.send_signal(signal.SIGTERM)
            rest = server.communicate(timeout=PATIENCE)[0]
    assert server.returncode == 0, rest


def total(address: str, text: str = "") -> int:
    parameters = urllib.parse.urlencode({"q": text})
    with urllib.request.urlopen(f"{address}/api/v1/recherche?{parameters}", timeout=PATIENCE) as answer:
        found: int = json.load(answer)["total"]
        return found


def test_served_pages_are_styled(tmp_path: Path) -> None:
    write(tmp_path / "archive", "printemps.txt", SPRING)
    with served(tmp_path / "archive", tmp_path / "index") as address:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            page = answer.read().decode()
        with urllib.request.urlopen(f"{address}/static/infopresse.css", timeout=PATIENCE) as answer:
            style = answer.read().decode()
    assert "Les étangs rouvrent au printemps" in page
    assert "/static/infopresse.css" in page
    assert "@media" in style


def test_new_file_is_found_while_serving(tmp_path: Path) -> None:
    write(tmp_path / "archive", "printemps.txt", SPRING)
    with served(tmp_path / "archive", tmp_path / "index", "--watch") as address:
        assert total(address) == 1
        write(tmp_path / "archive", "automne.txt", AUTUMN)
        end = time.monotonic() + PATIENCE
        while total(address) < 2 and time.monotonic() < end:
            time.sleep(0.2)
        assert total(address, "quimper OU crues") == 1
        assert total(address) == 2


def test_very_long_query_gets_a_page(tmp_path: Path) -> None:
    write(tmp_path / "archive", "printemps.txt", SPRING)
    with served(tmp_path / "archive", tmp_path / "index") as address:
        assert total(address, "é" * 10_000) == 0


def test_every_worker_sees_what_another_process_indexed(tmp_path: Path) -> None:
    folder, index = tmp_path / "archive", tmp_path / "index"
    write(folder, "printemps.txt", SPRING)
    with served(folder, index, "--workers", "2") as address:
        assert {total(address) for _ in range(10)} == {1}
        write(folder, "automne.txt", AUTUMN)
        command = Path(sys.executable).with_name("infopresse")
        subprocess.run([command, "index", folder, "--index", index], check=True, timeout=60, capture_output=True)
        assert {total(address) for _ in range(10)} == {2}


def test_connections_are_kept(tmp_path: Path) -> None:
    write(tmp_path / "archive", "printemps.txt", SPRING)
    with served(tmp_path / "archive", tmp_path / "index") as address:
        place = urllib.parse.urlsplit(address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
        for _ in range(3):
            connection.request("GET", "/?q=%C3%A9tangs")
            answer = connection.getresponse()
            assert (answer.status, answer.getheader("Connection")) == (200, "keep-alive")
            answer.read()
        connection.close()


def test_a_connection_that_says_nothing_keeps_nobody_waiting(tmp_path: Path) -> None:
    write(tmp_path / "archive", "printemps.txt", SPRING)
    with served(tmp_path / "archive", tmp_path / "index", "--workers", "1") as address:
        place = urllib.parse.urlsplit(address)
        with socket.create_connection((place.hostname, place.port)):
            start = time.monotonic()
            assert total(address) == 1
            assert time.monotonic() - start < 4  # after 5 s gunicorn would look at others again
