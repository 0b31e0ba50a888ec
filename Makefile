# Everything that people type here. `make help` explains it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export FLASK_APP := app
# Tests start the site many times; each start would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

# Files that take long begin first, in the order of tests/conftest.py; each stays in one process.
PYTEST := $(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test check all-tests fast-tests coverage lint words browser endurance benchmark pictures lock clean

help: ## Show this list.
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1 \2/p' Makefile | sed -E 's/^(  make [a-z]+) /\1\t/' | expand -t 18

run: $(VENV)/.has-files ## Start the site at http://127.0.0.1:8000, with demo content if it is empty.
	@exec $(BIN)/flask serve --demo --with-mail

# The checks run beside the tests, so that no core is idle; either of the two fails the whole.
BESIDE := $(MAKE) --no-print-directory --jobs 2

test: $(VENV)/.can-browse ## Run all checks and all tests, in a real browser too.
	@$(BESIDE) lint all-tests

check: $(VENV)/.can-test ## The fast half: checks, and the tests that need neither a browser nor much time.
	@$(BESIDE) lint fast-tests

all-tests: $(VENV)/.can-browse
	@$(PYTEST)

fast-tests: $(VENV)/.can-test
	@$(PYTEST) -m "not browser and not long"

coverage: $(VENV)/.can-test ## Which branches no test takes; the tests that need no browser take longer by it.
	@$(PYTEST) -m "not browser" --cov --cov-report=term-missing

lint: $(VENV)/.can-test ## Style, types and templates.
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/djlint --quiet --lint templates

words: $(VENV)/.can-run ## Bring the catalogs of the interface up to date; docs/languages.md says how.
	@$(BIN)/python -m ethreader.i18n.catalogs

browser: $(VENV)/.can-browse ## The tests in a real browser alone.
	@$(PYTEST) -m browser

endurance: $(VENV)/.can-test ## Kill the mail process and the site 200 times each, under load (about 20 minutes).
	@$(BIN)/pytest -m endurance --override-ini faulthandler_timeout=0

pictures: $(VENV)/.can-browse ## Write pictures of every page into screenshots/, to be looked at.
	@$(BIN)/python -m tests.browser.pictures

benchmark: $(VENV)/.can-test ## How fast the site is beside what cannot be beaten, into docs/speed.md (15 minutes).
	@sh .ci/system-packages benchmark
	@$(BIN)/python -m tests.benchmarks

lock: ## Write the lock files anew from pyproject.toml (needs uv).
	@uv pip compile --no-strip-extras --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements.txt pyproject.toml
	@uv pip compile --no-strip-extras --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean: ## Remove what set-up made; the instance folder stays.
	@rm -rf $(VENV) .tools .mypy_cache .pytest_cache .ruff_cache static/vendor/*.js static/vendor/*.woff2 fonts static/vendor/packed templates/__pycache__

$(BIN)/python:
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh .ci/environment

$(VENV)/.can-run: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs (once)."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.txt
	@touch $@

TEMPLATES := $(filter-out templates/__pycache__/%,$(wildcard templates/*.* templates/*/*.*))
# Fetched, compressed and compiled anew where a file was changed.
$(VENV)/.has-files: ethreader/web/assets.py ethreader/ops/packing.py ethreader/ops/compiling.py $(wildcard static/*.* static/css/* static/js/*) $(TEMPLATES) $(VENV)/.can-run
	@$(BIN)/flask assets fetch
	@touch $@

$(VENV)/.can-test: requirements-dev.txt $(VENV)/.can-run | $(VENV)/.has-files
	@echo "Installing what the tests need (once)."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.can-browse: tests/tools.py .ci/system-packages $(VENV)/.can-test
	@sh .ci/system-packages
	@$(BIN)/python -m tests.tools
	@touch $@
