"""The bytes of one answer from a server, read up to a limit."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2

from corpus.errors import ModelTrouble

MOST_BYTES = 1_000_000
PLAIN = {"accept-encoding": "identity"}
"""What is sent along: packed bytes are not read, since few of them can hold many."""


class Capped(httpx2.SyncByteStream):
    """A stream that ends in ModelTrouble where it grows too long."""

    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for chunk in self._stream:
            read += len(chunk)
            if read > MOST_BYTES:
                raise ModelTrouble("gave a reply that is too long")
            yield chunk

    def close(self) -> None:
        self._stream.close()


def cap(response: httpx2.Response) -> None:
    """A hook of the HTTP client. Raises ModelTrouble for a packed answer."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ModelTrouble("gave a reply that could not be read")
    assert isinstance(response.stream, httpx2.SyncByteStream)
    response.stream = Capped(response.stream)
