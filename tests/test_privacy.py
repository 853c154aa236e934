"""A question goes nowhere: not to a tracing service, whatever the environment asks for, and into no log."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


@pytest.fixture
def collector():
    """A server on this machine that counts what is posted to it."""
    posted = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(self.rfile.read(int(self.headers.get("content-length") or 0)))
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", posted
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_question_is_traced_whatever_the_environment_says(data, root, collector):
    address, posted = collector
    wanted = {"TRACING": "true", "TRACING_V2": "true", "ENDPOINT": address, "API_KEY": "none"}
    env = {**os.environ, "PINCITE_DATA": str(data), **{f"{space}_{k}": v for space in ("LANGSMITH", "LANGCHAIN") for k, v in wanted.items()}}
    script = (
        "from chains.door import main; from langchain_core.tracers.langchain import wait_for_all_tracers; "
        "code = main(['ask', 'Can I sue the city?', '--json']); wait_for_all_tracers(); raise SystemExit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], env=env, cwd=root, capture_output=True, text=True, timeout=120)
    assert (done.returncode, posted) == (0, [])
    assert "Can I sue" not in done.stderr
