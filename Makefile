# Needs python3 (3.11 or newer), pip and make; each target sets up .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUN := .venv/.run
DEV := .venv/.dev
PEERS := .venv/.peers

.PHONY: brief test browser lint format bench lock clean

brief: $(RUN)  ## the main job: a brief on the sample reports, in the terminal and as out/brief.html
	@mkdir -p out
	@$(BIN)/negotiable brief examples --html out/brief.html
	@echo "The same with the reports beside it: out/brief.html"

test: lint browser  ## lint, then the tests
	$(BIN)/pytest -n 2 --dist loadfile  # two at a time; a module stays together

browser:  # Debian's Chromium for the tests of the workbench; without it they are skipped and say so
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { test "$$(id -u)" = 0 && timeout 300 sh -c 'apt-get update -qq && apt-get install -y -qq chromium' >/dev/null 2>&1; } \
	|| echo "no Chromium here: the tests in a browser are skipped (apt install chromium)"

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(DEV)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(RUN) $(PEERS)  ## the reader against other programs on a corpus, to docs/benchmarks.md: make bench CORPUS=folder
	@test -n "$(CORPUS)" || { echo "give the corpus folder: make bench CORPUS=path/to/polnear/dev" >&2; exit 2; }
	PYTHONPATH=training $(BIN)/python bench/compare.py $(CORPUS) --peers .venv/peers/bin/python

lock:  ## resolve the pinned versions anew; needs uv
	uv pip compile pyproject.toml --group build $(COMPILE) -o requirements/run.lock
	uv pip compile pyproject.toml --group dev $(COMPILE) -o requirements/dev.lock
	uv pip compile bench/requirements.in $(COMPILE) -o bench/requirements.lock
COMPILE := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet

clean:
	rm -rf .venv out build dist

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "negotiable needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

$(RUN): requirements/run.lock pyproject.toml | $(BIN)/python
	$(PIP) install -qq --require-hashes -r requirements/run.lock
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.lock $(RUN)
	$(PIP) install -qq --require-hashes -r requirements/dev.lock
	@touch $@

$(PEERS): bench/requirements.lock | $(BIN)/python
	$(BIN)/python -m venv .venv/peers
	.venv/peers/bin/python -m pip --disable-pip-version-check install -qq --require-hashes -r bench/requirements.lock
	@touch $@
