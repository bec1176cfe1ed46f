import os

from server import recommend


def test_recommends_two_products():
    assert recommend("lamp, mug, watch") == "watch, mug"


def test_runs_without_root():
    assert os.getuid() != 0
