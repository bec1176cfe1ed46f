import os

from load import tasks


def test_buys_in_the_end():
    assert tasks("http://frontend")[-1][0] == "http://frontend/buy"


def test_runs_without_root():
    assert os.getuid() != 0
