# One target a daily act. `make demo` and `make test` need Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: faults laws rounds help demo test quick lint types house read tests bench pictures lock dist clean

help:            ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
PINNED := $(PIP) --require-hashes -r

# The tests start programs hundreds of times: without bytecode each would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

# An older Python brings a pip that takes twice as long to read an index.
$(VENV)/.pip: requirements-pip.lock
	$(PYTHON) -m venv $(VENV)
	$(PINNED) requirements-pip.lock
	@touch $@

$(VENV)/.demo: $(VENV)/.pip pyproject.toml requirements.lock
	$(PINNED) requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.pip pyproject.toml requirements-test.lock
	$(PINNED) requirements-test.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/.demo   ## a demo workspace in .demo, opened (ARGS=--no-open stops before the screens)
	@if [ ! -d .demo/.git ]; then rm -rf .demo && $(BIN)/negotiate demo .demo --no-open; fi
	@case "$(ARGS)" in *--no-open*) echo "the demo workspace is in .demo";; *) $(BIN)/negotiate -w .demo;; esac

# The types take one core half a minute; beside them the tests are read once for all their processes.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
test: $(VENV)/.test   ## everything that must hold
	@$(MAKE) --no-print-directory -k -j 2 $(SYNC) types lint house read
	@$(MAKE) --no-print-directory tests

lint: $(VENV)/.test   ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test   ## strict types, sources and tests
	$(BIN)/mypy

house: $(VENV)/.test   ## imports run one way
	$(BIN)/lint-imports

read: $(VENV)/.test
	@$(BIN)/python -m pytest --collect-only -qq $(ARGS) >/dev/null || true  # `tests` says what is wrong

tests: $(VENV)/.test   ## the tests
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

quick: $(VENV)/.test   ## the tests without the real programs, one process
	$(BIN)/python -m pytest -x -m "not slow and not round" $(ARGS)

faults: $(VENV)/.test   ## a fault at every changing system call of every act, and long races (hours)
	FAULTS=all $(BIN)/python -m pytest tests/repository/test_repository_faults.py tests/repository/test_repository_crash.py \
		tests/workspace/test_faults_of_acts.py tests/workspace/test_sync.py tests/workspace/test_two_at_once.py

laws: $(VENV)/.test   ## every law with all its examples: three times those of `make test` (minutes)
	LAWS=all $(BIN)/python -m pytest -n 2 tests/agreement tests/bargaining tests/costing tests/packets tests/redline \
		tests/repository tests/workspace $(ARGS)

rounds: $(VENV)/.test   ## two whole rounds, from a received agreement to the ratified successor (minutes)
	$(BIN)/python -m pytest -m round tests/rounds $(ARGS)

bench: $(VENV)/.test   ## measured against peers; writes benchmarks/RESULTS.md
	$(PINNED) requirements-bench.lock
	$(BIN)/python -m benchmarks $(ARGS)

pictures: $(VENV)/.test   ## the pictures and the recorded demo of the README, from the running program
	$(BIN)/python -m scripts.pictures
	$(BIN)/python -m scripts.house
	$(BIN)/python -m scripts.reference

lock: $(VENV)/.test   ## pins every dependency by hash, without index addresses
	$(BIN)/python -m pip install --quiet "pip-tools>=7.4,<8"
	$(BIN)/python scripts/lock.py

dist: $(VENV)/.test   ## wheel and sdist in dist/, checked, and tried on every Python found
	$(BIN)/python -m scripts.release
	$(BIN)/python -m pip install --quiet "twine>=6,<8"
	$(BIN)/python -m twine check --strict dist/*

clean:           ## everything made here goes
	rm -rf $(VENV) .demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
