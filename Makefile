# Each target does its own set-up from a bare machine (Python 3.11+ with pip and venv, make, git).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
UV_VERSION := 0.13.9

.PHONY: run test faults lint bench pollution lock docs pictures clean

run: $(VENV)/run.done
	$(BIN)/python cli.py prepare
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/test.done
	./tests/install_browser.sh
	$(BIN)/python -m pytest -n auto --dist loadfile

# two hundred kills of an import and more; `make test` has a few of them
faults: $(VENV)/test.done
	$(BIN)/python -m pytest tests/faults -m "faults or not faults" -o log_cli=true -o log_cli_level=INFO

lint: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(VENV)/test.done
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-group-by=group

# how well dirty files are read: the pollutions of the Pollock benchmark, and damage at random
pollution: $(VENV)/test.done
	$(BIN)/python -m tests.pollution

# requirements files from pyproject.toml and tests/requirements.in; run after a change of dependencies
lock: $(VENV)/uv.done
	$(BIN)/uv pip compile --quiet --universal --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --no-header tests/requirements.in -c requirements.txt -o tests/requirements.txt

docs: $(VENV)/run.done
	$(BIN)/python -m analytics.metrics_page > docs/metrics.md

pictures: $(VENV)/test.done
	./tests/install_browser.sh
	$(BIN)/python cli.py prepare
	$(BIN)/python -m tests.browser.pictures

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

$(VENV)/uv.done:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	touch $@

$(VENV)/run.done: requirements.txt $(VENV)/uv.done
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.txt
	touch $@

$(VENV)/test.done: tests/requirements.txt $(VENV)/run.done
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r tests/requirements.txt
	touch $@
