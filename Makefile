# All the set-up there is: `make book` builds the book, `make test` runs all tests.
# Another Python: make book PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help book test serve check clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

book: $(INSTALLED) ## install what is needed, build the book, say where to open it
	$(BIN)/wb6 build

test: $(INSTALLED) ## install what is needed and run all tests
	$(BIN)/python -m pytest -q -n auto --dist loadscope tests
	$(BIN)/python -m pytest -q -n auto --dist loadscope --nbval chapters/

serve: $(INSTALLED) ## show the book in place on this computer
	$(BIN)/wb6 serve

check: $(INSTALLED) ## check the format of the code, the data, the sources and the prose
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/wb6 check

clean: ## remove what was built, and the virtual environment
	rm -rf _build $(VENV) .pytest_cache .ruff_cache .hypothesis

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
