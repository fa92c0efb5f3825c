# make lab        open the course in JupyterLab (more flags: make lab ARGS="--no-browser --port 8899")
# make lab WITH=grading  the same with nbgrader, whose formgrader is in its menu; from then on `make lab` has it, too
# make test       check the code and run every test and every notebook
# make test-pythons  the tests without the lessons on every Python 3.11 to 3.13 here, or on PYTHONS="..."
# make test-bounds  every lesson with the lowest versions that are allowed, and with the newest
# make test-long  many seeds and every mutant of the exercises (some minutes)
# make check      format, lint and types alone
# make notebooks  build notebooks/ from notebooks/source/ (only what changed)
# make budgets    print what each lesson and assignment costs: minutes, seconds, memory, network
# make readme     write README's tables, badge and picture anew from what they are about
# make book       build the course as a site: docs/_build/html
# make bench      print timings, and write benchmarks/results.md and memory.md (8 minutes)
# make pins       write requirements.txt anew from pyproject.toml
# A particular Python is asked for by PYTHON=...: make lab PYTHON=python3.13

.PHONY: lab-is-ready all-is-ready lab test pytest test-pythons test-bounds test-long check notebooks budgets readme book bench \
	pins
.DELETE_ON_ERROR:

BIN := .venv/bin
# Tests and their kernels share the cores, so that each has one thread; what was compiled once is kept,
# and a library that takes a second of each start is left out.
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 \
	PYTHONDONTWRITEBYTECODE= PYTHONPATH='$(CURDIR)/tools/environments/quick' $(BIN)/python -m pytest -n auto --maxprocesses 4
# Any Python from 3.8 on can run the installer, which finds or fetches a supported one.
ANY := $(shell for python in '$(PYTHON)' python3 python python3.12 python3.13 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && echo "$$python" && break; done)

lab: lab-is-ready
	$(BIN)/python -m jupyterlab --config=.jupyter/jupyter_server_config.py $(ARGS)

test: check pytest

pytest: all-is-ready
	$(PYTEST) --no-loadscope-reorder --dist loadfile --nbval tests xentlib notebooks $(ARGS)

test-pythons:
	@'$(ANY)' tools/environments/on_pythons.py $(PYTHONS)

test-long: all-is-ready
	$(PYTEST) -m long tests $(ARGS)

test-bounds: all-is-ready
	$(BIN)/python tools/environments/bounds.py lowest $(ARGS)
	$(BIN)/python tools/environments/bounds.py newest $(ARGS)

check: all-is-ready
	@test -w . || { echo "$(CURDIR) cannot be written to, and tests keep notes in it: copy the course into a folder of \
	your own. Then give the same command again." >&2; exit 1; }
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy --num-workers 2

notebooks: all-is-ready
	$(BIN)/python tools/notebooks/build_notebooks.py $(ARGS)

budgets: all-is-ready
	$(BIN)/python tools/notebooks/budgets.py

readme: all-is-ready
	$(BIN)/python tools/front_page/picture.py
	PYTHONPATH=tools/environments:tools/notebooks $(BIN)/python tools/front_page/readme.py

book: all-is-ready
	$(BIN)/python tools/book/build_book.py $(ARGS)

bench: all-is-ready
	$(BIN)/python benchmarks/imports.py
	$(BIN)/python benchmarks/explorers.py
	$(BIN)/python benchmarks/losses.py
	$(BIN)/python benchmarks/memory.py

pins: all-is-ready
	(sed '/^#/!d' requirements.txt; $(BIN)/uv pip compile --quiet --universal --upgrade --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--extra all pyproject.toml) > requirements.new
	mv requirements.new requirements.txt

lab-is-ready: EXTRAS := notebooks training scale
all-is-ready: EXTRAS := all
lab-is-ready all-is-ready:
	@test '$(ANY)' || { echo "The course needs Python 3.11, 3.12 or 3.13, and there is no Python here. Install 3.12 from \
	python.org or your system's packages, and give the same command again." >&2; exit 1; }
	@'$(ANY)' tools/environments/install.py $(if $(PYTHON),--python '$(PYTHON)') $(EXTRAS) $(WITH)
