# Everything a fresh machine with python3 and make needs. `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help site serve bundle check lint types test bench docs schema lock browser pango clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1|/' | column -t -s '|' 2>/dev/null \
	  || grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST)

site: $(VENV)/.site ## Check the briefings and build the site into site/
	@$(BIN)/briefwright build

serve: $(VENV)/.site ## Show the site on http://127.0.0.1:8000 and follow edits
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

bundle: $(VENV)/.site ## Make the offline copy, bundle.zip
	@$(BIN)/briefwright bundle

check: lint types ## Lint and types of the code, and the committed briefings
	@$(BIN)/briefwright check

lint: $(VENV)/.dev
	@$(BIN)/ruff check generator tests benchmarks .github/scripts
	@$(BIN)/ruff format --check generator tests benchmarks .github/scripts

types: $(VENV)/.dev
	@$(BIN)/mypy

test: $(VENV)/.dev browser pango ## Run all tests, those in a browser included
	@$(BIN)/python -m pytest -m processes --ignore=tests/browser
	@$(BIN)/python -m pytest -m "not processes" -n 2 --dist loadfile

browser: $(VENV)/.dev
	@$(BIN)/python tests/browser/install.py

pango: $(VENV)/.dev
	@$(BIN)/python tests/install_pango.py

bench: $(VENV)/.dev browser ## Measure against Hugo, plain Material for MkDocs and Pagefind (an hour)
	@$(BIN)/python benchmarks/run.py $(BENCH)
	@$(BIN)/python benchmarks/search_run.py $(BENCH_SEARCH)
	@$(BIN)/python benchmarks/bundle_run.py $(BENCH_BUNDLE)
	@$(BIN)/python benchmarks/editorial_run.py $(BENCH_EDITORIAL)

docs: $(VENV)/.dev ## Write the parts of docs/ that are made from the code
	@$(BIN)/briefwright docs

schema: $(VENV)/.site ## Write the JSON Schemas
	@$(BIN)/briefwright schema

lock: $(VENV)/.dev ## Choose the newest versions of all packages and pin them
	@$(PIP) install uv
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
	  pyproject.toml requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
	  --all-extras pyproject.toml requirements.in -c requirements.txt -o requirements-dev.txt

clean: ## Delete what was built, and the virtual environment
	@rm -rf site .cache $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Briefwright needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(MAKE) --no-print-directory venv-package; $(PYTHON) -m venv $(VENV); }

# Debian keeps venv in a package of its own.
.PHONY: venv-package
venv-package:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; \
	else echo "python3 has no venv module; on Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; fi

$(VENV)/.site: $(BIN)/python requirements.txt pyproject.toml
	@echo "Installing into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements-dev.txt
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
