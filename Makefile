# What a person runs; CI runs the same.
PYTHON ?= python3
PIP_TORCH := torch==2.13.0
BIN := .venv/bin
SETUP := .venv/.ready
OPINIONS ?=

.PHONY: run test browser setup index check gate clean
run: setup index
	$(BIN)/streamlit run app.py

test: setup browser check
	$(BIN)/python -m pytest
	$(BIN)/python -m eval gate

# the fast suite over the library alone, beside the last accepted run in eval/baseline
gate: setup
	$(BIN)/python -m eval gate

# the browser test needs Debian's chromium: installed when missing and possible, else one line and a counted skip
browser:
	@if [ -f tests/browser.sh ]; then sh tests/browser.sh; fi

setup: $(SETUP)

# torch first and alone: a plain install would otherwise pull a build of several gigabytes
$(SETUP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(PIP_TORCH)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $(SETUP)

index: setup
	$(BIN)/python -m ingest --if-stale $(if $(OPINIONS),--opinions "$(OPINIONS)")

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m corpus check

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
