# The Python package: a virtual environment of its own, the extension, its tests.

.PHONY: python demo-python test-python lint-python r

# Made once; made anew when what it needs changes.
$(VENV)/.ready: bindings-python/requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# The extension, built into the environment. Cargo knows what has changed.
python: $(VENV)/.ready
	cd bindings-python && VIRTUAL_ENV=$(CURDIR)/$(VENV) $(CURDIR)/$(BIN)/maturin develop --quiet

demo-python: python
	$(BIN)/python bindings-python/demo.py

# R, beside whose own distributions the figures of sampling are tested; without it the committed ones are compared.
r:
	@command -v Rscript >/dev/null || (apt-get update -q && apt-get install -qy --no-install-recommends r-base-core) \
	|| echo "R cannot be installed here: the figures of sampling are compared with the committed ones only"

test-python: python lint-python r
	cd bindings-python && $(CURDIR)/$(BIN)/python -m pytest

lint-python: python
	$(BIN)/python -m mypy --config-file bindings-python/pyproject.toml
	cd bindings-python && $(CURDIR)/$(BIN)/python -m mypy.stubtest aftersales._native
