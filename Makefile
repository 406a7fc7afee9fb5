# Two commands do everything on a fresh machine with Rust, Python 3.11 and Node:
#
#   make demo    builds; judges an ERP export, shows a case's deadlines, says how to open the page
#   make test    everything, in all three languages
#
# The pieces: make test-rust · make test-python · make test-wasm · make lint

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test lint test-rust oracle-cases
help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -7

include bindings-python/build.mk
-include bindings-wasm/build.mk

demo: demo-python page
	@echo "The page: open bindings-wasm/page/dist/aftersales.html in a browser (one file, needs no server)"

test: test-rust test-python test-spark-here test-wasm

# Random deadlines and the oracle's answers, for Python and the browser; more of them with CASES=100000.
CASES ?= 1000
oracle-cases:
	cargo run --quiet -p aftersales-tests --bin oracle-cases -- $(CASES) target/oracle-cases.jsonl

test-rust:
	cargo test --workspace --exclude aftersales-python
	cargo run --quiet -p aftersales-book -- --check

lint: lint-python
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
