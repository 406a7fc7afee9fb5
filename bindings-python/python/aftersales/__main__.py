"""The command ``aftersales``, which is also ``python -m aftersales``: how it is started and how it is stopped."""

from __future__ import annotations

import signal
import sys
from typing import Any


def run() -> int:
    """The command. Ctrl-C ends it without a traceback even while its parts are being loaded."""
    try:
        for name in ("SIGTERM", "SIGHUP"):
            # Stopped from outside it takes its temporary files away as well. What nohup ignores stays ignored.
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _stopped)
        from .cli import main

        return main()
    except KeyboardInterrupt:
        return 130


def _stopped(number: int, _: Any) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(run())
