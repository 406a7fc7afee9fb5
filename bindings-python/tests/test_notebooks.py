"""The example notebook runs from top to bottom; what it shows is not compared, that it shows something is."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs(path, chinese):
    book = nbformat.read(path, as_version=4)
    committed = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in committed[1:]), "commit it with its outputs"
    nbclient.NotebookClient(book, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in book.cells:
        if cell.cell_type == "code":
            assert not any(out.output_type == "stream" and out.name == "stderr" for out in cell.outputs), cell.source


def test_there_is_one():
    assert NOTEBOOKS
