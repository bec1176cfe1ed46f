"""Visits the shop and buys in it, again and again, and touches a file after each round without an error."""

import os
import pathlib
import random
import time
import urllib.parse
import urllib.request


def tasks(frontend):
    """The requests of a visitor: a URL, and a form where one is sent."""
    order = {"user": f"visitor{random.randrange(100)}", "product": random.choice(["lamp", "mug", "watch"])}
    return [(f"{frontend}/", None), (f"{frontend}/static/shop.css", None), (f"{frontend}/buy", order)]


def visit(url, form):
    data = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(url, data, timeout=30) as answer:
        return answer.read()


def run():
    frontend = f"http://{os.environ['FRONTEND_ADDR']}"
    while True:
        try:
            for url, form in tasks(frontend):
                visit(url, form)
            pathlib.Path("/tmp/visited").touch()
            print("a visitor bought", flush=True)
        except OSError as error:
            print(f"a visitor gave up: {error}", flush=True)
        time.sleep(float(os.environ.get("PAUSE", "1")))


if __name__ == "__main__":
    run()
