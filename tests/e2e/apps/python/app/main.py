"""A service that tells how it was started: the tests ask it, and it asks the kernel."""

import errno
import os
import pathlib
import socket
import urllib.parse

from fastapi import FastAPI, Response

from app.greeting import GREETING

app = FastAPI()


def setting(name: str) -> str:
    """A setting, or the content of the file that holds it."""
    file = os.environ.get(f"{name}_FILE")
    return pathlib.Path(file).read_text() if file else os.environ[name]


def database_lets_in() -> bool:
    """Whether the database is there and takes the credentials of its address."""
    url = urllib.parse.urlsplit(setting("MONGODB_URI"))
    login = f"login {url.username} {urllib.parse.unquote(url.password or '')}\n"
    with socket.create_connection((url.hostname, url.port), timeout=2) as connection:
        connection.sendall(login.encode())
        return connection.recv(10) == b"ok\n"


@app.get("/health/live")
def live() -> str:
    return "alive"


@app.get("/health/ready")
def ready(response: Response) -> str:
    try:
        if database_lets_in():
            return "ready"
    except OSError as error:
        response.status_code = 503
        return str(error)
    response.status_code = 503
    return "the database denies access"


@app.get("/greeting")
def greeting() -> str:
    return GREETING


@app.get("/about")
def about() -> dict[str, object]:
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {
        "user": f"{os.getuid()}:{os.getgid()}",
        "groups": status["Groups"].split(),
        "capabilities": {name: status[name] for name in ("CapEff", "CapPrm", "CapInh", "CapAmb", "CapBnd")},
        "noNewPrivileges": status["NoNewPrivs"] == "1",
        "environment": dict(os.environ),
        "secrets": {name: setting(name.removesuffix("_FILE")) for name in os.environ if name.endswith("_FILE")},
    }


@app.get("/write")
def write(folder: str) -> str:
    """Writes a file and runs it; says `runs`, `written` or the error."""
    file = pathlib.Path(folder, "probe")
    try:
        file.write_text("#!/bin/sh\n")
        file.chmod(0o700)
        return "runs" if os.access(file, os.X_OK) else "written"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    finally:
        try:
            file.unlink()
        except OSError:
            pass


@app.get("/reach")
def reach(host: str, port: int) -> str:
    """Whether a service can be found by its name and answers."""
    try:
        with socket.create_connection((host, port), timeout=2):
            return "open"
    except OSError as error:
        return str(error)
