"""Prints every value of the configuration in a line, and then the configuration as Python prints it."""

from __future__ import annotations

import logging
import sys
from dataclasses import fields
from datetime import timedelta

from config import EXIT_CODE, Config, ConfigError, Secret


def text(name: str, value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, timedelta):
        return str(value // timedelta(milliseconds=1))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(value)
    if name == "log_level" and isinstance(value, int):
        return logging.getLevelName(value).lower()
    return "" if value is None else str(value)


try:
    config = Config.load()
except ConfigError as error:
    print(error, file=sys.stderr)
    sys.exit(EXIT_CODE)
for field in fields(config):
    print(text(field.name, getattr(config, field.name)))
print(config)
