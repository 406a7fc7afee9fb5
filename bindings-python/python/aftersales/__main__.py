"""``python -m aftersales`` is the command ``aftersales``."""

import sys


def run() -> int:
    """The command; Ctrl-C ends it without a traceback while its parts are still being loaded, too."""
    try:
        from .cli import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
