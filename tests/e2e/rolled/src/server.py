"""Answers with its version. The version 'broken' is never healthy."""

import http.server
import os
import pathlib
import signal
import threading

version = pathlib.Path("version.txt").read_text().strip()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503 if version == "broken" and self.path == "/health" else 200)
        self.end_headers()
        self.wfile.write(f"{version}\n".encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("", int(os.environ.get("PORT", "8000"))), Handler)
# Requests that have arrived are answered before it ends.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
server.server_close()
