# One target a daily act. `make demo` and `make test` need Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: faults help demo test quick lint types house tests bench pictures lock clean

help:            ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.demo: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.demo requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

demo: $(VENV)/.demo   ## a demo workspace in .demo, opened (ARGS=--no-open stops before the screens)
	@if [ ! -d .demo/.git ]; then rm -rf .demo && $(BIN)/negotiate demo .demo --no-open; fi
	@case "$(ARGS)" in *--no-open*) echo "the demo workspace is in .demo";; *) $(BIN)/negotiate -w .demo;; esac

test: lint types house tests   ## everything that must hold

lint: $(VENV)/.test   ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test   ## strict types, sources and tests
	$(BIN)/mypy

house: $(VENV)/.test   ## imports run one way
	$(BIN)/lint-imports

tests: $(VENV)/.test   ## the tests
	$(BIN)/python -m pytest -n 3 --dist loadfile $(ARGS)

quick: $(VENV)/.test   ## the tests without the real programs, one process
	$(BIN)/python -m pytest -x -m "not slow" $(ARGS)

faults: $(VENV)/.test   ## a fault at every changing system call of every act, and long races (hours)
	FAULTS=all $(BIN)/python -m pytest tests/repository/test_repository_faults.py tests/workspace/test_faults_of_acts.py \
		tests/workspace/test_sync.py tests/workspace/test_two_at_once.py

bench: $(VENV)/.test   ## measured against peers; writes benchmarks/RESULTS.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m benchmarks $(ARGS)

pictures: $(VENV)/.test   ## the pictures of the README, from the running program
	$(BIN)/python scripts/pictures.py

lock: $(VENV)/.test   ## pins every dependency by hash, without index addresses
	$(BIN)/python -m pip install --quiet "pip-tools>=7.4,<8"
	$(BIN)/python scripts/lock.py

clean:           ## everything made here goes
	rm -rf $(VENV) .demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
