# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Extra arguments for installing torch, say the CPU index that pytorch.org names for your system.
TORCH_ARGS ?=

.PHONY: run test check format bench lock audit clean

run: $(VENV)/.run
	$(BIN)/astold demo --if-empty
	$(BIN)/astold serve

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist worksteal

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet $(TORCH_ARGS) torch==2.13.0
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	$(BIN)/python tests/browser/install_chromium.py
	touch $@

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.test
	$(BIN)/astold bench accuracy

# Pins what a fresh environment resolves to: first what it runs on, then what the tests add.
lock:
	rm -rf .lockenv && $(PYTHON) -m venv .lockenv
	.lockenv/bin/python -m pip install --quiet --upgrade pip
	.lockenv/bin/python -m pip install --quiet $(TORCH_ARGS) torch==2.13.0
	.lockenv/bin/python -m pip install --quiet --editable .
	.lockenv/bin/python -m pip freeze --exclude astold | sed 's/+cpu$$//' | sort > requirements.lock
	.lockenv/bin/python -m pip install --quiet --editable '.[dev]'
	.lockenv/bin/python -m pip freeze --exclude astold | sed 's/+cpu$$//' | sort | comm -13 requirements.lock - > requirements-dev.lock
	rm -rf .lockenv

# Asks PyPI's advisories about every pinned package; needs PyPI itself, as mirrors seldom have them.
# Strict: a package that nobody could ask about counts as a finding, so silence means safe.
audit:
	$(PYTHON) -m venv .auditenv
	.auditenv/bin/python -m pip install --quiet pip-audit==2.10.1
	.auditenv/bin/pip-audit --strict --no-deps --disable-pip -r requirements.lock -r requirements-dev.lock
	rm -rf .auditenv

clean:
	rm -rf $(VENV)
