"""What lies in scored tables: risk, groups, causes, what another rule would have said.

``cells.py`` columns as lists, rows by number · ``judged.py`` a table and what a rule said of it · ``periods.py`` months
and weeks · ``groups.py`` summaries · ``pareto.py`` · ``pchart.py`` ·
``compare.py`` what if · ``trust.py`` what a sample can and cannot see
"""
