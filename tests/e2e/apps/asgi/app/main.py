"""An API that is healthy when it can read its secrets."""

import os
import pathlib

GREETING = "hello"


def has_secrets() -> bool:
    """Whether each variable that names a file names one with content."""
    files = [value for name, value in os.environ.items() if name.endswith("_FILE")]
    return all(pathlib.Path(file).read_text() for file in files)


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        return await lifespan(receive, send)
    status = 200 if scope["path"] != "/health" or has_secrets() else 503
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": GREETING.encode()})


async def lifespan(receive, send):
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return
