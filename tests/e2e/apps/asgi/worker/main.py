"""A program without a port, which writes a file while it works."""

import pathlib
import signal
import sys
import time

ALIVE = pathlib.Path("/tmp/alive")

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        ALIVE.touch()
        time.sleep(1)
