# What contributors and CI run. Every target sets up what it needs in .venv, and again only when
# what it needs has changed. `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
# Nothing here may be read from a terminal, and the caller's Python settings stay outside.
unexport PYTHONPATH PYTHONHOME

VENV ?= .venv
REPORTS ?= reports
SITE ?= site
# Set to a constraint file to install exactly the versions that it names, as CI does.
CONSTRAINTS ?=
# Arguments of pytest or of the benchmark: make test ARGS="-k card"
ARGS ?=

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
CANDIDATES := python3 python3.11 python3.12 python3.13 python3.14 python
PYTHON ?= $(firstword $(foreach name,$(CANDIDATES),$(shell \
	$(name) -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $(name))))

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet $(addprefix --constraint ,$(CONSTRAINTS))
PLUGINS := $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))

.PHONY: help demo test lint format types docs site pages bench check constraints clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/project.stamp ## Judge both examples and leave their reports in reports/
	@$(call judge,loan-approval,0)
	@$(call judge,loan-approval-bare,1)
	@echo
	@echo "Reports (console, JSON, SARIF, JUnit, HTML) of both runs are in $(abspath $(REPORTS))"

# $(call judge,EXAMPLE,STATUS): judge an example, which must end with that exit status. Evidence
# grows old, and that of the examples does too: they are judged as of a day on which it was in date.
AS_OF := 2026-11-22
define judge
	echo; echo '$$ aims-gate check --as-of $(AS_OF) examples/$(1)'; status=0; \
	$(BIN)/aims-gate check --as-of $(AS_OF) examples/$(1) --format console \
		--format console=$(REPORTS)/$(1)/report.txt \
		--format json=$(REPORTS)/$(1)/report.json \
		--format sarif=$(REPORTS)/$(1)/report.sarif \
		--format junit=$(REPORTS)/$(1)/report.xml \
		--format html=$(REPORTS)/$(1)/report.html || status=$$?; \
	if [ $$status -ne $(2) ]; then \
		echo "make demo: exit status $$status where $(2) was expected" >&2; exit 1; \
	fi; \
	echo "(exit status $$status, as it should be)"
endef

test: $(VENV)/tests.stamp ## Run all tests, the plugins' too
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/tests.stamp ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/tests.stamp ## Bring style and format in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/tests.stamp ## Check types
	$(BIN)/mypy
	$(foreach plugin,$(PLUGINS),cd $(plugin) && $(abspath $(BIN))/mypy \
		--config-file $(CURDIR)/pyproject.toml src tests; cd $(CURDIR);)

docs: $(VENV)/tests.stamp ## Check the documentation: its links, its generated pages, its site
	$(BIN)/python docs/pages.py --check
	$(BIN)/python docs/build_site.py $(SITE)

site: $(VENV)/tests.stamp ## Build the documentation site into site/
	$(BIN)/python docs/build_site.py $(SITE)

pages: $(VENV)/tests.stamp ## Write the generated pages of the documentation anew
	$(BIN)/python docs/pages.py

bench: $(VENV)/tests.stamp ## Measure what start-up and a check cost
	$(BIN)/python benchmarks/run_cost.py $(ARGS)

check: lint types docs test ## Everything that must be green before a merge

constraints: $(VENV)/tests.stamp ## Write what is installed here to constraints/ci.txt
	{ echo '# What CI installs beside the project itself. Written by `make constraints`.'; \
		$(PIP) freeze --exclude-editable; } > constraints/ci.txt.new
	mv constraints/ci.txt.new constraints/ci.txt

clean: ## Remove what these targets made
	rm -rf $(VENV) $(REPORTS) $(SITE)

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "aims-gate needs Python 3.11 or newer and found none on PATH (tried $(CANDIDATES))." >&2; \
		echo "Install one, or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { \
		echo "aims-gate needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/project.stamp: pyproject.toml $(CONSTRAINTS) | $(VENV)/bin/python
	$(INSTALL) --editable .
	@touch $@

# `--group` needs pip 25.1.
$(VENV)/tests.stamp: pyproject.toml $(addsuffix /pyproject.toml,$(PLUGINS)) $(CONSTRAINTS) | $(VENV)/bin/python
	$(INSTALL) --upgrade 'pip>=25.1'
	$(INSTALL) --group dev --editable . $(addprefix --editable ./,$(PLUGINS))
	@touch $@ $(VENV)/project.stamp
