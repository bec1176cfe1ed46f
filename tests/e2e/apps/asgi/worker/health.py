"""The health check of the worker: its file is recent."""

import sys
import time

from worker.main import ALIVE

sys.exit(0 if ALIVE.exists() and time.time() - ALIVE.stat().st_mtime < 10 else 1)
