# What people and CI type. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help setup up stack test lint types sure full quality bench train lock clean

RUNTIME := .venv/.runtime-installed
DEV := .venv/.dev-installed
TRAIN := .venv/.train-installed
PRESIDIO := .venv/.presidio-installed
PROFILE := full

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(RUNTIME) ## Make .venv with what Saring runs on

up: $(RUNTIME) ## Start Saring on this machine; Ctrl-C stops it
# exec: signals, from the terminal or passed on by make, then reach Saring itself.
	@exec .venv/bin/saring up

stack: $(RUNTIME) ## Start the real deployment on this machine: PostgreSQL, RabbitMQ, processes
# exec: as above.
	@exec .venv/bin/python -m deploy.stack

test: $(DEV) ## Run all tests (installs Chromium through apt where it may)
	@deploy/install-browser.sh
# Side by side, each file's tests in one process.
	.venv/bin/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(DEV) ## Check style, formatting and which module imports which
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports

types: $(DEV) ## Check types, strictly
	.venv/bin/mypy saring shared services tests training deploy benchmarks examples

sure: lint types test ## Everything that CI checks

full: sure $(TRAIN) $(PRESIDIO) ## Everything there is to check
	.venv/bin/pytest -m quality tests/functional_language tests/quality
	SARING_FAULT_POSTS=500 .venv/bin/pytest -m faults tests/faults
	.venv/bin/pytest -m fuzz tests/e2e/test_fuzz.py
# Anew each time: what a smoke run left would be taken for one to go on with.
	rm -rf build/encoder-smoke
	$(MAKE) train PROFILE=smoke

bench: $(DEV) ## Print figures of speed, side by side (BENCH_SECONDS=60)
	@.venv/bin/python -m benchmarks

train: $(TRAIN) ## Make the encoder (DATA=folder PROFILE=full|open|smoke)
	nice .venv/bin/python -m training.train $(DATA) --profile $(PROFILE)

quality: $(TRAIN) ## Print how models judge texts they were not trained on (DATA=folder)
	@.venv/bin/python -m training.quality $(DATA)

lock: ## Pin the newest dependencies that pyproject.toml allows (needs uv)
	@UV="$(UV)" deploy/lock.sh

clean: ## Remove .venv and caches; data in var/ stays
	rm -rf .venv *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find saring shared services tests training -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock requirements-build.lock pyproject.toml deploy/setup.sh
	@deploy/setup.sh runtime
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@deploy/setup.sh dev
	@touch $@

$(TRAIN): requirements-train.lock $(RUNTIME)
	@deploy/setup.sh train
	@touch $@

$(PRESIDIO): requirements-presidio.lock $(RUNTIME)
	@deploy/setup.sh presidio
	@touch $@
