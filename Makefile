# make lab        open the course in JupyterLab (more flags: make lab ARGS="--no-browser --port 8899")
# make test       check the code and run every test and every notebook
# make test-long  many seeds and every mutant of the exercises (some minutes)
# make check      format, lint and types alone
# make notebooks  build notebooks/ from notebooks/source/ (only what changed)
# make bench      print timings, and write benchmarks/results.md (5 minutes)
# make pins       write requirements.txt anew from pyproject.toml
# A particular Python is asked for by PYTHON=..., the first time: make lab PYTHON=python3.13

.PHONY: lab test test-long check notebooks bench pins
.DELETE_ON_ERROR:

BIN := .venv/bin
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for python in python3.12 python3.13 python3.11 python3 python; do \
	$$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done)

lab: .venv/lab-is-ready
	$(BIN)/python -m jupyterlab --config=.jupyter/jupyter_server_config.py $(ARGS)

test: check
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --nbval tests xentlib notebooks $(ARGS)

test-long: .venv/all-is-ready
	$(BIN)/python -m pytest -m long -s tests $(ARGS)

check: .venv/all-is-ready
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

notebooks: .venv/all-is-ready
	$(BIN)/python tools/build_notebooks.py $(ARGS)

bench: .venv/all-is-ready
	$(BIN)/python benchmarks/imports.py
	$(BIN)/python benchmarks/explorers.py
	$(BIN)/python benchmarks/losses.py

pins: .venv/all-is-ready
	(sed '/^#/!d' requirements.txt; $(BIN)/uv pip compile --quiet --universal --upgrade --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--extra all pyproject.toml) > requirements.new
	mv requirements.new requirements.txt

.venv/lab-is-ready: EXTRAS := notebooks,training
.venv/all-is-ready: EXTRAS := all
.venv/lab-is-ready .venv/all-is-ready: pyproject.toml requirements.txt
	@'$(PYTHON)' -c '$(SUPPORTED)' 2>/dev/null || { echo "The course needs Python 3.11, 3.12 or 3.13, and \
	$(or $(PYTHON),none of python3 and python) is not one. Install one from python.org or your system's \
	packages, or name one that you have: make $(or $(MAKECMDGOALS),lab) PYTHON=/path/to/python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || echo "Installing the course into .venv (once; a few minutes at most)"
	@test -x $(BIN)/pip || '$(PYTHON)' -m venv --clear .venv || { echo "'$(PYTHON)' cannot make virtual \
	environments: install what its message above names (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.txt uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -c requirements.txt -e '.[$(EXTRAS)]' \
		|| $(BIN)/python -m pip install -c requirements.txt -e '.[$(EXTRAS)]'
	@mkdir -p .venv/etc/jupyter/labconfig  # JupyterLab's announcements would ask for the network
	@echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}' \
		> .venv/etc/jupyter/labconfig/page_config.json
	@touch $@
