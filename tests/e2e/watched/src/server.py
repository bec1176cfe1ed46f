"""Counts its requests, and keeps what is posted to it."""

import http.server
import json
import os

posts = []
counts = {"200": 0, "500": 0}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/metrics":
            lines = [f'requests_total{{code="{code}"}} {count}' for code, count in counts.items()]
            return self.reply(200, "# TYPE requests_total counter\n" + "\n".join(lines) + "\n")
        if self.path == "/posts":
            return self.reply(200, json.dumps(posts))
        if self.path != "/health":
            counts["200"] += 1
        self.reply(200, "ok\n")

    def do_POST(self):
        posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.reply(200, "ok\n")

    def reply(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


port = int(os.environ.get("PORT", "8000"))
http.server.ThreadingHTTPServer(("", port), Handler).serve_forever()
