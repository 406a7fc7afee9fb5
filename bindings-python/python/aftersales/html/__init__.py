"""What a notebook shows: answers as small tables. Everything is escaped, nothing is fetched.

``markup.py`` elements out of text · ``answers.py`` findings, deadlines, cases, procedures, calendars · ``tables.py`` summaries
and comparisons
"""
