"""The package as a whole: every name it promises is there, and what few use is loaded only when asked for."""

import subprocess
import sys

import pytest

import aftersales as af


@pytest.mark.parametrize("name", af.__all__)
def test_every_name_is_there(name):
    assert getattr(af, name) is not None and name in dir(af)


def test_another_name_is_not():
    with pytest.raises(AttributeError, match="module 'aftersales' has no attribute 'reprot'"):
        af.reprot
    assert not hasattr(af, "_nothing")


def loaded(code):
    told = subprocess.run([sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"], capture_output=True, text=True, check=True)
    return {name.partition("aftersales.")[2] for name in told.stdout.splitlines()[-1].split() if name.startswith("aftersales.")}


def test_an_import_leaves_out_what_few_use():
    few = {"charts", "sampling", "analysis.compare", "reporting.report", "cli"}
    assert not few & loaded("import aftersales")
    assert "charts" in loaded("import aftersales as af; af.charts")
    assert "reporting.report" in loaded("from aftersales import report")


def test_a_command_leaves_out_the_others():
    code = "from aftersales.cli import main\ntry: main(['check', '--help'])\nexcept SystemExit: pass"
    names = {name for name in loaded(code) if name.startswith("cli.")}
    assert "cli.check" in names and not {"cli.report", "cli.sample", "cli.compare"} & names
