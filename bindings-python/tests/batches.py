"""The ERP export, read by Python's own csv and judged in whole numbers: what other ways of counting are held against."""

import csv
import unicodedata

from conftest import EXPORT


def rows():
    """The rows as dicts of text."""
    with EXPORT.open(encoding="gb18030", newline="") as file:
        return list(csv.DictReader(file))


def count(cell):
    """A count as people write it, or None."""
    text = unicodedata.normalize("NFKC", cell).replace(",", "").strip()
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number >= 0 and number == int(number) else None


def judged(row, p=1, q=5):
    """(k, n) and whether k / n >= p / q; None if there is no answer."""
    n, k = count(row["抽检数"]), count(row["误判数"])
    if n is None or k is None or n == 0 or k > n:
        return None
    return k, n, k * q >= p * n
