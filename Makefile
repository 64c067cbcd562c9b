# How to work on elixir-design. `make demo` and `make test` need nothing but Python 3.11 on Debian or Ubuntu.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/.ready
DEMO := build/demo

# Tests start Python many times. Without its bytecode each start compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup elixir demo serve docs check test pythons bench mutants format screenshots types clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: $(READY) ## Install what is missing

$(READY): pyproject.toml constraints.txt tools/setup
	@tools/setup
	@touch $@

elixir: ## Make sure that Elixir 1.18 can be run (tools/elixir)
	@tools/elixir --setup

demo: $(READY) elixir ## Build the site and an Elixir project from the sample sessions
	$(BIN)/mkdocs build --quiet --strict --site-dir $(DEMO)/site
	rm -rf $(DEMO)/casebook
	$(BIN)/elixir-design scaffold $(DEMO)/casebook --sessions docs/elixir-sessions --force
	tools/elixir --dir $(DEMO)/casebook mix compile --warnings-as-errors
	tools/elixir --dir $(DEMO)/casebook mix test
	@printf '\n%s\n' "The decision site:   $(CURDIR)/$(DEMO)/site/index.html   (make serve browses it)"
	@printf '%s\n' "The Elixir project:  $(CURDIR)/$(DEMO)/casebook" \
	  "Its supervision tree: $(CURDIR)/$(DEMO)/casebook/docs/supervision-tree.svg"

serve: $(READY) ## Browse the site; pages follow your edits
	$(BIN)/mkdocs serve --livereload

docs: $(READY) ## Build the site into site/
	$(BIN)/mkdocs build --strict

check: $(READY) ## Under a minute: format, lint, types, unit tests
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 2 -m "not slow and not browser and not elixir"

test: $(READY) elixir ## Everything that CI runs
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/mkdocs build --quiet --strict
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not browser"
	$(BIN)/pytest -q -m browser  # apart: Playwright keeps an event loop that other tests must not meet
	@tools/pythons

pythons: $(READY) ## Fast tests with each other Python that is installed
	@tools/pythons

bench: $(READY) elixir ## Benchmarks: ratios, measured in one run
	$(BIN)/pytest -q -n 0 -s tests/benchmarks --run-benchmarks

mutants: $(READY) ## Which functions of log/, ledger/ and matching no test would miss (minutes)
	$(BIN)/python tools/mutants $(ONLY)

types: $(READY) elixir ## Generated projects by Dialyzer; the first time takes minutes
	DIALYZER_PLT=$${ELIXIR_DESIGN_CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/elixir-design}/dialyzer.plt $(BIN)/pytest -q -n 0 tests/skeleton/test_types.py

format: $(READY) ## Format Python
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

screenshots: $(READY) ## Make the pictures that README and docs show
	$(BIN)/python tools/screenshots.py

clean: ## Remove everything that can be made again
	rm -rf build dist site .cache .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
