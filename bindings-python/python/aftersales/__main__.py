"""``python -m aftersales`` is the command ``aftersales``."""

import sys

from .cli import main

sys.exit(main())
