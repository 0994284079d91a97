# `make help` lists what this file can do. It needs make and Python 3.11 or newer, nothing else.

# The first Python that is new enough; `make PYTHON=/path/to/python demo` chooses another one.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then echo $$python; exit; fi; done; echo python3)
endif

VENV := .venv
BIN := $(VENV)/bin
DEMO_DATA := $(CURDIR)/.demo
GOVGRAPH := env -u NEO4J_URI GOVGRAPH_DATA_DIR="$(DEMO_DATA)" $(BIN)/govgraph
PIP_TOOLS := pip-tools==7.6.2

INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input
ifdef CI
INSTALL += --quiet
endif

say = @printf '\n==> %s\n' '$(1)'

.DEFAULT_GOAL := help
.PHONY: help demo serve test gold lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@echo 'usage: make TARGET [PYTHON=python3.12]'
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

demo: $(VENV)/.runtime ## install, load the sample plans, follow one line of work through them
	$(call say,govgraph load samples/)
	@$(GOVGRAPH) load samples/
	$(call say,govgraph trace 桥梁监测)
	@$(GOVGRAPH) trace 桥梁监测
	$(call say,govgraph status)
	@$(GOVGRAPH) status
	@printf '\n%s\n' 'The graph is in .demo/ of this folder. Go on with:'
	@printf '    %s\n' \
		'export GOVGRAPH_DATA_DIR="$$PWD/.demo"' \
		'$(BIN)/govgraph trace 口袋公园' \
		'$(BIN)/govgraph cypher "MATCH (i:Initiative)-[:REFERS_TO]->(r:Regulation) RETURN i.city, i.year, r.name"' \
		'$(BIN)/govgraph load YOUR_PLANS/' \
		'make serve      # the pages on this graph, at http://127.0.0.1:8000' \
		'$(BIN)/govgraph --help'

serve: $(VENV)/.runtime ## open the pages on the demonstration's graph, until Ctrl-C
	$(call say,govgraph serve)
	@$(GOVGRAPH) serve

test: $(VENV)/.dev ## install the development tools, run every check and test
	$(call say,ruff check)
	@$(BIN)/ruff check
	$(call say,ruff format --check)
	@$(BIN)/ruff format --check
	$(call say,mypy)
	@$(BIN)/mypy
	$(call say,lint-imports)
	@$(BIN)/lint-imports
	$(call say,pytest)
	@$(BIN)/python -m pytest

gold: $(VENV)/.dev ## score against annotated plans: gained and lost facts; UPDATE='reason' accepts them
	@$(BIN)/python -m benchmarks.gold $${UPDATE+--update "$$UPDATE"}

lock: $(VENV)/.created ## resolve pyproject.toml anew into requirements.lock and requirements-dev.lock
	$(call say,$(PIP_TOOLS) into $(VENV)/lock)
	@$(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check '$(PIP_TOOLS)'
	$(call say,requirements.lock)
	@$(COMPILE) --output-file $(VENV)/lock/runtime.txt pyproject.toml
	@{ echo '$(LOCK_NOTE)'; cat $(VENV)/lock/runtime.txt; } > requirements.lock
	$(call say,requirements-dev.lock)
	@$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' \
		> $(VENV)/lock/dev.in
	@$(COMPILE) --constraint requirements.lock --output-file $(VENV)/lock/dev.txt pyproject.toml $(VENV)/lock/dev.in
	@{ echo '$(LOCK_NOTE)'; cat $(VENV)/lock/dev.txt; } > requirements-dev.lock

COMPILE := $(VENV)/lock/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header --no-annotate \
	--no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
LOCK_NOTE := \# Written by `make lock` from pyproject.toml: change it there.

clean: ## remove the environment, the demonstration data and all caches
	rm -rf $(VENV) .demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps keep a second run from installing again. They come last, so an interrupted run starts over.

$(VENV)/.created:
	@$(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || { \
		echo 'govgraph needs Python 3.11 or newer; $(PYTHON) is' "$$($(PYTHON) --version 2>&1)." >&2; \
		echo 'Name another one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	$(call say,a virtual environment in $(VENV))
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements.lock pyproject.toml
	$(call say,the locked packages)
	@$(INSTALL) --require-hashes -r requirements.lock
	$(call say,govgraph itself)
	@$(INSTALL) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.created requirements-dev.lock pyproject.toml
	$(call say,the locked packages and development tools)
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	$(call say,govgraph itself)
	@$(INSTALL) --no-deps --editable .
	@touch $@
