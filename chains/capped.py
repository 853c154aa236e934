"""The bytes of one answer from a server, read up to a limit and for a limited time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2

from corpus.errors import ModelTrouble

MOST_BYTES = 1_000_000
PLAIN = {"accept-encoding": "identity"}
"""What is sent along: packed bytes are not read, since few of them can hold many."""


class Capped(httpx2.SyncByteStream):
    """A stream that ends in ModelTrouble where it grows too long, or drips on after ``until`` (of ``time.monotonic()``)."""

    def __init__(self, stream: httpx2.SyncByteStream, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for chunk in self._stream:
            read += len(chunk)
            if read > MOST_BYTES:
                raise ModelTrouble("gave a reply that is too long")
            if time.monotonic() > self._until:
                raise ModelTrouble("did not answer in time")
            yield chunk

    def close(self) -> None:
        self._stream.close()


def cap(response: httpx2.Response, *, seconds: float) -> None:
    """A hook of the HTTP client, run before an answer's body is read. Raises ModelTrouble for a packed answer."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ModelTrouble("gave a reply that could not be read")
    assert isinstance(response.stream, httpx2.SyncByteStream)
    response.stream = Capped(response.stream, time.monotonic() + seconds)
