import os

from app.main import GREETING


def test_greets():
    assert GREETING == "hello"


def test_runs_without_root():
    assert os.getuid() != 0
