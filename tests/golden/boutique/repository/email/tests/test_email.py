import os

from email_server import confirm


def test_names_the_user():
    assert confirm("ada") == "confirmed to ada"


def test_runs_without_root():
    assert os.getuid() != 0
