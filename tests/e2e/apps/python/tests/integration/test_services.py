import os

import httpx
import pytest

from app.main import database_lets_in


@pytest.mark.parametrize("url", [os.environ["RECOMMENDATION_URL"], os.environ["TRY_ON_URL"], "http://api:3000"])
def test_services_are_ready(url: str) -> None:
    assert httpx.get(f"{url}/health/ready").json() == "ready"


def test_payments_are_mocked() -> None:
    assert httpx.get(f"{os.environ['PAYMENTS_URL']}/").status_code < 500


def test_the_database_lets_in() -> None:
    assert database_lets_in()
