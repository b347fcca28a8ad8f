# What the machine must have: python3 (3.11 or later) with venv, and make. The rest goes into .venv.
PYTHON ?= python3
FOLDER ?= corpus
HOST ?= 127.0.0.1
PORT ?= 8000

BIN := .venv/bin

.PHONY: serve test check check-long clean

serve: .venv/serve.stamp
	$(BIN)/infopresse serve "$(FOLDER)" --host $(HOST) --port $(PORT) --watch

test: .venv/test.stamp
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term --cov-fail-under=90

check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-long: .venv/test.stamp
	LONG=1 $(BIN)/python -m pytest -n 2

clean:
	rm -rf .venv build dist *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/serve.stamp: setup.cfg pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/test.stamp: setup.cfg pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch .venv/serve.stamp $@
