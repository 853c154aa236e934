"""A polite HTTP client: one request at a time, a pause between two, few tries, and nothing longer or other than what was asked for.

Only the host that was set is asked: a redirect elsewhere is not followed, and plain http is for this machine alone.
What a server says of a body's length is not believed; bytes are counted after unpacking, as they come.
"""

from __future__ import annotations

import json
import math
import re
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any

import httpx
import tenacity

from corpus.errors import FetchTrouble, InputError

BUSY = frozenset([429, 500, 502, 503, 504])
GONE = frozenset([404, 410])
REDIRECTS, HOPS = frozenset([301, 302, 303, 307, 308]), 3
UNNAMED = ("", "application/octet-stream", "binary/octet-stream")
"""What servers of static files call a file whose type nobody set: what is in it decides."""
JSON_TYPES = (*UNNAMED, "application/json", "text/json")
HTML_TYPES = (*UNNAMED, "text/html", "application/xhtml+xml")
CONNECT_S = 10.0


@dataclass(frozen=True)
class Manners:
    """How a host is asked; all times in seconds."""

    pause: float = 1.0  # from the end of one request to the begin of the next
    tries: int = 4
    backoff: float = 1.0  # before the second try; doubled before each further one
    longest_wait: float = 120.0  # a host that asks for more is left alone until another run
    timeout: float = 30.0  # without a byte
    whole: float = 300.0  # for one file


@dataclass(frozen=True)
class Clock:
    """Time, so that a test need not wait for it."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time  # seconds since 1970, for a date in Retry-After
    sleep: Callable[[float], None] = time.sleep


class _Again(Exception):
    """A failure that may pass; ``after``: seconds that the host asks us to wait; ``whole`` as of FetchTrouble."""

    def __init__(self, said: str, after: float = 0.0, *, whole: bool = False) -> None:
        super().__init__(said)
        self.after, self.whole = after, whole


class Polite:
    """Asks one host. Raises InputError for an address that is neither https nor on this machine."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None, *, manners: Manners | None = None, clock: Clock | None = None) -> None:
        self.address, self._manners, self._clock = _checked(address), manners or Manners(), clock or Clock()
        timeout = httpx.Timeout(self._manners.timeout, connect=min(CONNECT_S, self._manners.timeout))
        sent = {"user-agent": "pincite", "accept-encoding": "gzip", **(headers or {})}
        self._client = httpx.Client(headers=sent, timeout=timeout, follow_redirects=False)
        self._ended = -math.inf

    def close(self) -> None:
        self._client.close()

    def json(self, path: str, most: int, *, params: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> Any | None:
        """The JSON at a path below the address, posted with a form where one is given; None where nothing is there. Raises FetchTrouble."""
        raw = self._tried(self._client.build_request("POST" if form else "GET", self._url(path), params=params, data=form), most, JSON_TYPES)
        try:
            return None if raw is None else json.loads(_text(raw))
        except (ValueError, RecursionError) as error:
            raise FetchTrouble("gave a file that is not whole JSON") from error

    def html(self, path: str, most: int) -> str | None:
        """The HTML at a path below the address; None where nothing is there. Raises FetchTrouble."""
        raw = self._tried(self._client.build_request("GET", self._url(path)), most, HTML_TYPES)
        return None if raw is None else _text(raw)

    def _url(self, path: str) -> str:
        return f"{str(self.address).rstrip('/')}/{path}"

    def _tried(self, request: httpx.Request, most: int, types: tuple[str, ...]) -> bytes | None:
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self._manners.tries), retry=tenacity.retry_if_exception_type(_Again),
            wait=self._wait, sleep=self._clock.sleep, reraise=True,
        )  # fmt: skip
        try:
            return retrying(self._once, request, most, types)
        except _Again as again:
            raise FetchTrouble(f"{again} ({self._manners.tries} tries)", whole=again.whole) from again

    def _wait(self, state: tenacity.RetryCallState) -> float:
        failed = state.outcome.exception() if state.outcome else None
        backoff: float = self._manners.backoff * 2 ** (state.attempt_number - 1)
        return max(backoff, failed.after) if isinstance(failed, _Again) else backoff

    def _once(self, request: httpx.Request, most: int, types: tuple[str, ...]) -> bytes | None:
        try:
            for _ in range(HOPS + 1):
                self._pause()
                response = self._client.send(request, stream=True)
                try:
                    if response.status_code not in REDIRECTS:
                        return self._answer(response, most, types)
                    request = self._redirected(request, response)
                finally:
                    response.close()
                    self._ended = self._clock.monotonic()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise _Again("cannot be reached", whole=True) from error
        except httpx.TransportError as error:
            self._ended = self._clock.monotonic()
            raise _Again("did not answer in time" if isinstance(error, httpx.TimeoutException) else "broke off") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise FetchTrouble("redirects to something that is no address") from error
        raise FetchTrouble("redirects without end")

    def _pause(self) -> None:
        rest = self._ended + self._manners.pause - self._clock.monotonic()
        if rest > 0:
            self._clock.sleep(rest)

    def _redirected(self, request: httpx.Request, response: httpx.Response) -> httpx.Request:
        target = request.url.join(response.headers.get("location", ""))
        if request.method != "GET" or _origin(target) != _origin(self.address) or target.userinfo:
            raise FetchTrouble(f"redirects to {spoken(_host(target)) or 'nowhere'}, which was not followed")
        return self._client.build_request("GET", target)

    def _answer(self, response: httpx.Response, most: int, types: tuple[str, ...]) -> bytes | None:
        status = response.status_code
        if status in GONE:
            return None
        if status in BUSY:
            raise self._busy(response)
        if status != 200:
            raise FetchTrouble(f"answered {status}" + (": it does not accept the token" if status == 401 else ""), whole=status == 401)
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in types:
            raise FetchTrouble(f"gave {spoken(kind)} where {types[len(UNNAMED)]} is meant")
        return self._body(response, most)

    def _busy(self, response: httpx.Response) -> _Again:
        after = self._retry_after(response.headers.get("retry-after", "").strip())
        if after > self._manners.longest_wait:
            raise FetchTrouble(f"asks us to wait longer than {self._manners.longest_wait:.0f} seconds: run again later", whole=True)
        return _Again(f"answered {response.status_code}", after, whole=response.status_code == 429)

    def _retry_after(self, said: str) -> float:
        """Seconds to wait by the two forms of RFC 9110, section 10.2.3; none where it is in neither."""
        if said.isdecimal():
            return float(said)
        try:
            until = parsedate_to_datetime(said)
            return max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - self._clock.now())
        except (ValueError, TypeError, OverflowError):
            return 0.0

    def _body(self, response: httpx.Response, most: int) -> bytes:
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip"):
            raise FetchTrouble("gave a file packed in a way that is not read")
        unpack, body, until = zlib.decompressobj(31) if packing == "gzip" else None, bytearray(), self._clock.monotonic() + self._manners.whole
        try:
            for chunk in response.iter_raw():
                body += unpack.decompress(chunk, most - len(body) + 1) if unpack else chunk  # never more than one byte too many is unpacked
                if len(body) > most:
                    raise FetchTrouble(f"gave a file of more than {most / 1_000_000:.0f} MB")
                if self._clock.monotonic() > until:
                    raise _Again("did not answer in time")
        except zlib.error as error:
            raise FetchTrouble("gave a packed file that cannot be unpacked") from error
        if unpack and not unpack.eof:
            raise _Again("broke off")
        return bytes(body)


def spoken(words: str, most: int = 80) -> str:
    """A server's words, fit for a terminal: one line, no control characters, not long."""
    return "".join(c if c.isprintable() else " " for c in words[: most + 1]).strip()[:most]


def _text(raw: bytes) -> str:
    if b"\0" in raw:
        raise FetchTrouble("gave a file that is not text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FetchTrouble("gave a file that is not UTF-8 text") from error


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, _host(url), url.port  # httpx leaves a scheme's own port out


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii", "replace")  # as it is asked for: ``host`` would turn it back from its ASCII form, and fail where it is none


def _checked(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
        url.host.encode("idna")
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"“{spoken(address)}” is not an address; give one such as https://static.case.law") from error
    allowed = re.fullmatch(r"[\w.:-]+", _host(url)) and (url.scheme == "https" or (url.scheme == "http" and _loopback(_host(url))))
    if not allowed or url.userinfo or url.query or url.fragment:
        raise InputError(f"decisions are not fetched from “{spoken(address)}”; give an address with https:// and nothing but host and path")
    return url


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
