"""Pictures for people who decide: Pareto, p-chart, rates and how sure they are, verdicts, the OC curve of a rule.

Drawn by matplotlib (``aftersales[report]``), in Chinese or English, in colours that the colour-blind can tell apart.
Each function gives a :class:`Chart`: ``.save("pareto.png")``, ``.svg()``, ``.figure``.

``chart.py`` what comes back · ``fonts.py`` a font with Chinese · ``style.py`` colours and axes · one file for each picture
"""

from .chart import Chart
from .control import p_chart
from .curves import oc_curve
from .groups import rates, verdicts
from .pareto import pareto

__all__ = ["Chart", "oc_curve", "p_chart", "pareto", "rates", "verdicts"]
