"""One page for the boss: what was judged, what goes back and why, how sure that is.

``report.py`` what a report is made of · ``page.py`` the page · ``sections.py`` its parts · ``listing.py`` batch by batch ·
``words.py`` what it says · ``style.css`` how it looks, on a screen, a phone and paper
"""
