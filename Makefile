# All the set-up there is: `make book` builds the book, `make test` runs all tests.
# Another Python: make clean book PYTHON=python3.12
# uv installs when it is on the path, else pip; pip all the same: make book UV=

PYTHON ?= python3
UV ?= $(shell command -v uv 2>/dev/null)
VENV := .venv
BIN := $(VENV)/bin

# The name of a stamp sums up what an installation rests on, so that nothing is taken for installed after a change,
# whatever the times of the files; this folder is part of it, as the scripts in .venv begin with its path.
summed = $(shell { pwd -P; cat $(1); } 2>/dev/null | cksum | cut -d ' ' -f 1)
LOCKED := $(VENV)/.locked-$(call summed,requirements.lock)
INSTALLED := $(VENV)/.installed-$(call summed,requirements.lock pyproject.toml)
INSTALLERS := $(VENV)/.installers-$(call summed,tests/installers/*.lock)

# Settings of the user, in variables or a pip.conf, say where packages come from and how to get there;
# not what is installed, nor where to.
SOURCES := INDEX% DEFAULT_INDEX EXTRA_INDEX% FIND_LINKS NO_INDEX OFFLINE TRUSTED_HOST INSECURE_HOST \
  CERT CLIENT_CERT SYSTEM_CERTS NATIVE_TLS PROXY %TIMEOUT HTTP% RETRIES KEYRING% CACHE_DIR NO_CACHE% \
  LINK_MODE CONFIG_FILE NO_CONFIG
KEPT := $(addprefix PIP_,$(SOURCES)) $(addprefix UV_,$(SOURCES))
DROPPED := $(filter-out $(KEPT),$(filter PIP_% UV_% PYTHON%,$(.VARIABLES)))
PLAIN := env $(addprefix -u ,$(DROPPED)) PIP_USER=0 PIP_CONSTRAINT=/dev/null PIP_REQUIRE_HASHES=0

ifeq ($(UV),)
pip = $(PLAIN) $(BIN)/python -I -m pip $(1) --disable-pip-version-check
else
pip = $(PLAIN) "$(UV)" pip $(1) --python $(BIN)/python
endif
LOCK := --quiet --no-deps --require-hashes --only-binary :all:

.PHONY: help book quick test serve check clean install installers anew

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

book: $(INSTALLED) ## install what is needed, build the book, say where to open it
	$(BIN)/wb6 build

quick: $(INSTALLED) ## install what is needed and run the tests that need no kernel, build or browser
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not slow and not browser" tests

test: $(INSTALLED) $(INSTALLERS) ## install what is needed and run all tests
	$(BIN)/python -m pytest -q -n auto --dist loadscope --no-loadscope-reorder tests
	$(BIN)/python -m pytest -q -n auto --dist loadscope --nbval chapters/

serve: $(INSTALLED) ## show the book in place on this computer
	$(BIN)/wb6 serve

check: $(INSTALLED) ## check format and types of the code, the data, the sources and the prose
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/wb6 check

clean: ## remove what was built, and the virtual environment
	rm -rf _build $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis

install: $(INSTALLED) ## install what is needed, which the others do by themselves

# A Python that was removed or replaced leaves links in .venv that lead nowhere.
$(LOCKED): $(shell $(BIN)/python -I -c '' 2>/dev/null || echo anew)
	@$(PYTHON) -I -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Python 3.11 or later is needed: make PYTHON=python3.11")'
	@echo "Installing requirements.lock into $(VENV), with $(if $(UV),uv,pip)"
	@$(PLAIN) $(PYTHON) -m venv --clear $(VENV)
	@$(call pip,install) $(LOCK) -r requirements.lock
	@touch $@

$(INSTALLED): $(LOCKED)
	@rm -f $(VENV)/.installed-*
	@$(call pip,install) --quiet --no-deps --no-build-isolation --editable .
	@$(call pip,check)
	@touch $@

installers: $(INSTALLERS)

# The pips and the uv that tests/test_install.py installs with.
$(INSTALLERS): $(INSTALLED)
	@rm -rf $(VENV)/installers $(VENV)/.installers-*
	@$(call pip,install) $(LOCK) --target $(VENV)/installers/oldest -r tests/installers/oldest.lock
	@$(call pip,install) $(LOCK) --target $(VENV)/installers/newest -r tests/installers/newest.lock
	@touch $@
