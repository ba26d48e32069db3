# Needs Python 3.11 to 3.13 with pip, and make. Nothing else has to be set up first.
#   make demo   the Kenya study with uncertainty, into out/kenya
#   make test   the whole test suite
#   make lint   style; make types: type check; make bench: speed
#   make messages texts for people that are new, into the catalogues of translations
#   make sample the sample report; make expected: figures that shipped studies must give

VENV ?= .venv
WORKERS ?= 2
BIN := $(VENV)/bin

# The first interpreter found that is new enough; or say which: make PYTHON=/path/to/python demo
FIND_PYTHON = for each in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	"$$each" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	2>/dev/null && { echo "$$each"; break; }; done
# Quiet, but a failed install says why.
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

.PHONY: help demo test lint types bench messages sample expected clean
help:
	@sed -n '2,6s/^# *//p' Makefile

demo: $(VENV)/.installed
	$(BIN)/justice-finance demo

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGUMENTS)

lint: $(VENV)/.installed-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-lint
	$(BIN)/mypy

bench: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.engines
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.cohort_speed

# Collects the texts that are said to people; those that are new are empty in the catalogues.
messages: $(VENV)/.installed-test
	$(BIN)/python -m tests.language.collecting

# A sample of a report for reports/kenya, small enough to be kept.
sample: $(VENV)/.installed
	$(BIN)/python -m reports

# The figures that shipped studies must give: after a change that is meant to move them.
expected: $(VENV)/.installed-test
	$(BIN)/python -m tests.shipped.expected $(STUDIES)

clean:
	rm -rf $(VENV) out dist build .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python:
	@python="$$($(FIND_PYTHON))"; \
	if [ -z "$$python" ]; then \
		echo "No Python from 3.11 to 3.13 with venv and pip was found."; \
		echo "Install one (https://www.python.org/downloads/), or name it: make PYTHON=/path/to/python"; \
		exit 2; \
	fi; \
	echo "Making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv $(VENV)

# Stamps: an install is repeated only when what it installs has changed.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing justice-finance (once; a few minutes)"
	@$(INSTALL) -e '.[report]'
	@$(BIN)/python -m compileall -qq src
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what the tests and notebooks need (once)"
	@$(INSTALL) -e '.[notebooks,report,test]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-test
	@echo "Installing the simulators that are compared (once)"
	@$(INSTALL) -e '.[bench,compiled,notebooks,report,test]'
	@touch $@

$(VENV)/.installed-lint: $(VENV)/.installed-test
	@echo "Installing what lint and types need (once)"
	@$(INSTALL) -e '.[lint,notebooks,report,test]'
	@touch $@
