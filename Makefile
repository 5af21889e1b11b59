# Everything a newcomer needs is two commands: `make weigh` and `make test`. Both set up what they need.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TESTING := .venv/.testing
CASE ?= examples/los_angeles.toml
EXAMPLES ?= 100000
ROWS ?= 10000000
MOST ?= $(ROWS)
INPUT ?= unlike
BUDGET ?= 300
# Open Policy Agent as a library: it says that it needs Python 3.14, and runs on 3.11 (it has no dependencies).
OPA := opa-golib-python-bindings==0.4.4

.PHONY: weigh parts test check lint types arrows unit mutants nightly differential bench bench-screen bench-peers \
	bench-peer-screening study \
	accuracy docs pictures golden soak lock clean

weigh: $(READY)
	@$(BIN)/steelyard advise $(CASE)

# Everything but Spark: screening, papers, the desk.
parts: $(TESTING)

test: check unit

check: lint types arrows

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# The tests need every extra but Spark; `make nightly` installs that too.
$(TESTING): $(READY) requirements-testing.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-testing.lock
	@touch $(TESTING)

lint: $(TESTING)
	@$(BIN)/ruff check src tests benchmarks docs/site
	@$(BIN)/ruff format --check --quiet src tests benchmarks docs/site

types: $(TESTING)
	@$(BIN)/mypy

arrows: $(TESTING)
	@$(BIN)/lint-imports

# A worker that has nothing left takes over tests of the other: the slow ones stand together.
unit: $(TESTING)
	@$(BIN)/pytest -n 3 --dist worksteal -m "not nightly"

# Changes the law in one place at a time; prints the share that the law's own cases notice.
mutants: $(TESTING)
	@$(BIN)/python -m tests.mutants

nightly: $(TESTING) differential
	@$(BIN)/pytest -n 2 --dist worksteal
	@$(BIN)/python -m tests.mutants

# The reference evaluator, Polars and DuckDB side by side at length, with a histogram of what the rules were made of.
differential: $(TESTING)
	@$(BIN)/python -m tests.differential.at_length --examples $(EXAMPLES)

bench: $(TESTING)
	@$(BIN)/python benchmarks/run.py

# Builds the documentation site in build/docs and looks for faults in it.
docs: $(TESTING)
	@$(BIN)/python docs/site/make.py

# Takes the README's pictures anew, in the system's Chromium.
pictures: $(TESTING)
	@$(BIN)/python docs/site/pictures.py

# Takes the golden pictures of the desk's pages anew: look at what changed before you commit them.
golden: $(TESTING)
	@STEELYARD_GOLDEN=write $(BIN)/pytest -p no:xdist tests/desk/browser/test_golden.py

# Ten minutes of readers and writers on SQLite, as `make nightly` does on both databases.
soak: $(TESTING)
	@$(BIN)/python -m benchmarks.desk --soak --seconds 600 --cases 2000 --pause 0.8

# Scores the answers against the tables of decided cases and charts, where they stand beside the project.
accuracy: $(TESTING)
	@$(BIN)/python benchmarks/accuracy.py ../shared/benchmarks

# Writes the two lock files anew from pyproject.toml: docs/decisions/0002-lock-file.md says why it is not uv.lock.
lock:
	@test -x $(BIN)/uv || ($(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet uv)
	@$(BIN)/uv lock --quiet
	@$(BIN)/uv export --quiet --frozen --no-header --no-emit-project --no-dev --group build --output-file requirements.lock
	@$(BIN)/uv export --quiet --frozen --no-header --no-emit-project --group build --group dev --all-extras --no-extra spark \
		--output-file requirements-testing.lock
	@rm -f uv.lock

# Screens files of 10^5 to 10^7 rows beside a bare scan; SUFFOLK names the file they are drawn from.
bench-screen: $(TESTING)
	@$(BIN)/python benchmarks/screen.py $(SUFFOLK) $(SIZES)

# The study of a county's file with its pictures: docs/studies/suffolk.md. SUFFOLK names the file.
study: $(TESTING)
	@test -n "$(SUFFOLK)" || { echo "say where the file is: make study SUFFOLK=suffolk_prosecutions_2013_2018.parquet"; exit 2; }
	@$(BIN)/python -m benchmarks.suffolk $(SUFFOLK)

# The same rules in other engines, in an environment of their own. ROWS is how many convictions the columnar ones get, MOST up to
# how many the cost is measured as they grow (100000000 for all of it) with BUDGET processor seconds for a point, INPUT what they are: unlike or field.
bench-peers: .venv-peers/.ready
	@PYTHONPATH=src .venv-peers/bin/python -m benchmarks.peers.run --rows $(ROWS) --input $(INPUT)
	@PYTHONPATH=src .venv-peers/bin/python -m benchmarks.peers.growth --most $(MOST) --input $(INPUT) --budget $(BUDGET)

# A whole screening beside OpenFisca doing the same; SUFFOLK names the file that ROWS rows are drawn from.
bench-peer-screening: .venv-peers/.ready
	@PYTHONPATH=src .venv-peers/bin/python -m benchmarks.peers.screening $(SUFFOLK) $(ROWS)

.venv-peers/.ready: pyproject.toml
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --group peers .[batch]
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python $(OPA)
	@touch $@

clean:
	@rm -rf .venv .venv-peers build .mypy_cache .ruff_cache .pytest_cache .hypothesis
