# The Python package: a virtual environment of its own, the extension, its tests.

.PHONY: python fonts r demo-python test-python test-spark test-spark-here lint-python

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

# A font with Chinese, for the tests of pictures; without one they are skipped.
fonts:
	@fc-list :lang=zh 2>/dev/null | grep -q . \
	|| (apt-get update -q && apt-get install -qy --no-install-recommends fontconfig fonts-noto-cjk) \
	|| echo "no font with Chinese: tests of pictures are skipped"

test-python: python lint-python oracle-cases fonts r
	cd bindings-python && $(CURDIR)/$(BIN)/python -m pytest -n auto

lint-python: python
	$(BIN)/python -m mypy --config-file bindings-python/pyproject.toml
	$(BIN)/python -m mypy --config-file bindings-python/pyproject.toml bindings-python/tests/typed_user.py
	cd bindings-python && $(CURDIR)/$(BIN)/basedpyright --level error
	cd bindings-python && $(CURDIR)/$(BIN)/python -m mypy.stubtest aftersales._native

# Spark is half a gigabyte, so it has an environment of its own, made when asked for. Needs Java 17.
SPARK := .venv-spark
$(SPARK)/.ready:
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/pip install --quiet --disable-pip-version-check "pyspark>=4.0,<5" "pyarrow>=26,<27" "pandas>=2.2,<3" "pytest>=9,<10"
	touch $@

test-spark: python $(SPARK)/.ready
	cd bindings-python && PYTHONPATH=python $(CURDIR)/$(SPARK)/bin/python -m pytest tests/test_spark.py

test-spark-here:
	@if command -v java >/dev/null && $(MAKE) --no-print-directory $(SPARK)/.ready; then $(MAKE) --no-print-directory test-spark; \
	else echo "Spark is not tested: there is no Java, or its package cannot be installed here"; fi
