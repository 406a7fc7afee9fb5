"""The JSON Schema for editors says what the reader accepts: every built-in file, every key and no other."""

import json
import pathlib
import sys

import jsonschema
import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = pathlib.Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/procedure.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GOOD = sorted((ROOT / "core/procedures").glob("*.toml")) + sorted((ROOT / "core/tests/procedures/good").glob("*.toml"))


def read(path: pathlib.Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_fits(path):
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in VALIDATOR.iter_errors(read(path))]
    assert not faults


@pytest.mark.parametrize("name", ["bad-id", "newer-format", "unknown-key", "wrong-type"])
def test_a_bad_file_does_not(name):
    assert not VALIDATOR.is_valid(read(ROOT / f"core/tests/procedures/bad/{name}.toml"))


def test_every_key_is_used_by_the_file_that_uses_all():
    """`everything.toml` holds every key of the format; a key of the schema that it lacks is one the format lost."""
    used = read(ROOT / "core/tests/procedures/good/everything.toml")
    for kind, rule in SCHEMA["properties"].items():
        items = rule.get("items", {})
        if "properties" not in items or kind not in used:
            continue
        keys = {key for entry in used[kind] for key in entry}
        common = {"below", "clause", "place", "basis", "inferred", "ref", "reading", "words", "zh", "en"}
        lost = set(items["properties"]) - keys - common
        assert not lost, f"{kind}: {sorted(lost)}"
