from fastapi.testclient import TestClient

from app.main import app


def test_the_greeting_is_one() -> None:
    assert TestClient(app).get("/greeting").json().startswith("hello")
