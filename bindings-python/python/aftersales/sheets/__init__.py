"""How the workbooks that are written look: one look for all of them.

``columns.py`` a file's own columns: numbers, dates or the text they are · ``look.py`` formats, widths, paper ·
``headings.py`` what the new columns are called and say · ``rules.py`` the sheet of the rules · ``open_rows.py`` the sheet of
rows without an answer · ``cut.py`` texts too long for a cell · ``comparison.py`` the workbook of ``compare``
"""
