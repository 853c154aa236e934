"""A chat model's server on this machine, in the wire format of OpenAI's chat completions: what it replies is a script.

A script is a list of functions from the request (as JSON) to a reply. Each call takes the next one; the last is used again.
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FENCE = re.compile(r"^(MATERIAL-[0-9a-f]{20}) (\w+ ?\w*) (?:begins?|ends?)$", re.MULTILINE)
PASSAGE = re.compile(r"^\[([LCP]\d+)\] \((.*?)\) (.*)$", re.MULTILINE)


class ModelServer:
    """``with ModelServer(script) as server``: ``server.url`` is its address, ``server.asked`` the requests as JSON, in order."""

    def __init__(self, *script):
        self.script, self.asked, self.headers = list(script), [], []
        self.free = threading.Event()  # set when the server is closed: whatever hangs on purpose goes on
        mine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"  # each connection ends with its reply, so that none is left open behind a test

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                mine.asked.append(body)
                mine.headers.append({k.lower(): v for k, v in self.headers.items()})
                reply = mine.script[min(len(mine.asked), len(mine.script)) - 1]
                try:
                    mine._send(self, body, reply(body))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.free.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def _send(self, handler, body, reply):
        if callable(reply):  # a reply that speaks HTTP for itself
            handler.close_connection = True
            return reply(handler, self)
        status, data, headers = reply if isinstance(reply, tuple) else (200, reply, {})
        if status == 200 and isinstance(data, dict) and body.get("stream"):
            return self._stream(handler, data)
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        handler.send_response(status)
        for name, value in ({"content-type": "application/json", "content-length": str(len(raw))} | headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(raw)

    def _stream(self, handler, data):
        choice = data["choices"][0]
        chunk = data | {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": choice["message"], "finish_reason": choice["finish_reason"]}]}
        raw = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("content-length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)


def given(body):
    """The passages that a request holds: id -> text."""
    return {m[1]: m[3] for m in PASSAGE.finditer(asked_text(body))}


def asked_text(body):
    """The message with the passages and the question."""
    return next(m["content"] for m in body["messages"] if m["role"] == "user")


def claim(text, passage_id, quotation, role="rule"):
    return {"text": text, "passage_id": passage_id, "quotation": quotation, "role": role}


def completion(message, finish="stop"):
    """A whole reply of the wire format around one message."""
    return {"id": "x", "object": "chat.completion", "created": 0, "model": "made-up", "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 900, "completion_tokens": 90, "total_tokens": 990}}  # fmt: skip


def in_text(content, finish="stop", **more):
    """A reply in plain text."""
    return completion({"role": "assistant", "content": content, **more}, finish)


def by_tool(arguments, finish="tool_calls"):
    """A reply by the tool that the request offers; arguments as JSON or as any text."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    call = {"id": "call_1", "type": "function", "function": {"name": "Reply", "arguments": text}}
    return completion({"role": "assistant", "content": None, "tool_calls": [call]}, finish)


def claims(*some):
    """The script of a model that always gives these claims."""
    return lambda body: by_tool({"claims": list(some)})


def faithful(body):
    """Copies three lines, each with its own words as the quotation."""
    lines = [(i, t) for i, t in given(body).items() if i.startswith("L")][:3]
    return by_tool({"claims": [claim(t, i, t, "short" if n == 0 else "rule") for n, (i, t) in enumerate(lines)]})


def fails(status, data=None, **headers):
    """The script of a server that answers with an error."""
    return lambda body: (status, data or {"error": {"message": "no", "type": "made up"}}, {k.replace("_", "-"): v for k, v in headers.items()})
