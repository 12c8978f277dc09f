# Everything a person or the pipeline runs. `make help` lists it.
# The environment in .venv is rebuilt when a requirements file changes, and only then.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

# A stamp carries the hash of what it was made from: a fresh clone has fresh dates on every
# file, and switching branches changes dates without changing contents.
hash = $(shell cat $(1) | sha256sum | cut -c 1-16)
RUN_STAMP := .venv/stamps/run-$(call hash,requirements.txt)
DEV_STAMP := .venv/stamps/dev-$(call hash,requirements.txt requirements-dev.txt)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard workforce/translations/*/LC_MESSAGES/*.po))
STATIC_FILES := $(shell find static -type f ! -name '*.br' ! -name '*.gz' 2>/dev/null)
STATIC_STAMP := .venv/stamps/static

# An environment whose interpreter is gone (moved folder, upgraded Python) is made again.
$(shell $(BIN)/python -c '' 2>/dev/null || rm -rf .venv/stamps)

.PHONY: help run test test-deep check bench fix i18n debian-packages

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: $(RUN_STAMP) $(CATALOGUES) $(STATIC_STAMP) ## start the site on http://127.0.0.1:8000 (PORT=… changes the port)
	@exec $(BIN)/python -m workforce.operations.run --port '$(PORT)'

test: debian-packages $(DEV_STAMP) $(CATALOGUES) $(STATIC_STAMP) ## the whole test suite, on both databases and in Chromium (ARGS=… goes to pytest)
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope $(ARGS)

test-deep: export DEEP = 1
test-deep: debian-packages $(DEV_STAMP) $(CATALOGUES) $(STATIC_STAMP) ## every page in every cell, Lighthouse, weak networks, imports killed 30 times (ARGS='-k km-360' runs a part)
	@.ci/lighthouse
	@$(BIN)/python -m pytest -m deep tests/browser/deep tests/imports $(ARGS)

check: $(DEV_STAMP) $(CATALOGUES) ## what the pipeline runs: format, lint, types, migrations, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	.ci/check-migrations $(BIN)/flask
	@$(MAKE) --no-print-directory test

bench: $(DEV_STAMP) ## speed and size of matching beside plain ways (BENCH=scorer runs one of tests/bench)
	@$(BIN)/python -m tests.bench $(BENCH)

fix: $(DEV_STAMP) ## format the code and mend what the linter can
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

i18n: $(DEV_STAMP) ## collect the sentences for translators (workforce/translations)
	$(BIN)/pybabel --quiet extract --mapping-file workforce/translations/babel.cfg --keywords _l --no-location --no-wrap --sort-output --header-comment '# Sentences of the site. Vietnamese is the source.' --output-file workforce/translations/messages.pot .
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date --input-file workforce/translations/messages.pot --output-dir workforce/translations

debian-packages:
	@.ci/debian-packages

.venv/stamps/run-%: | .venv/stamps
	@rm -f .venv/stamps/run-* .venv/stamps/dev-*
	@echo 'Installing what the site needs (a few minutes the first time)…'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/stamps/dev-%: $(RUN_STAMP) | .venv/stamps
	@rm -f .venv/stamps/dev-*
	@echo 'Installing what developing needs…'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

.venv/stamps:
	@.ci/make-venv '$(PYTHON)'
	@mkdir -p $@

%.mo: %.po | $(RUN_STAMP)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(STATIC_STAMP): $(STATIC_FILES) | $(RUN_STAMP)
	@$(BIN)/python -m whitenoise.compress --quiet static
	@touch $@
