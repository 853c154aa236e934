"""The public sources of decisions on this machine, in the forms that they document: static files, and a REST API.

Everything that they serve is made up: no such decision, court day or page exists.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from factories import write_library
from ingest.fetch import Places, fetch
from ingest.polite import Clock, Manners

HARBOR, HARBOR_KEY = "town-of-quillport-v-vasterling", "481 U.S. 1205"
WORDS = (
    "Lantern keepers walked along frozen harbor walls while several apprentices counted copper buckets, painted wooden ladders, "
    "mended torn sails, weighed dried apricots, polished brass telescopes, recorded morning tides, answered distant whistles, "
    "carried folded blankets, repaired crooked fences, greeted passing ferries, measured shallow channels, sorted yellow ropes."
)
MANIFEST = f"""[[opinion]]
id = "{HARBOR}"
name = "Town of Quillport v. Vasterling"
citation = "{HARBOR_KEY}"
court = "scotus"
year = 1987
"""


class PublicServer:
    """``with PublicServer() as server``: ``server.files[path]`` is what a path gives, ``server.asked`` what was asked for, in order.

    What a path gives: JSON, text or bytes; ``(status, body, headers)``; a function of the handler that speaks for itself; or a
    ``list`` in a ``Script``, one for each time it is asked, the last again and again. A path without anything is a 404.
    """

    def __init__(self):
        self.files, self.asked, self.headers, self.forms = {}, [], [], []
        self.free = threading.Event()  # set when the server is closed: whatever hangs on purpose goes on
        mine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.close_connection = True
                mine.asked.append(self.path)
                mine.headers.append({k.lower(): v for k, v in self.headers.items()})
                self.form = parse_qs(self.rfile.read(int(self.headers.get("content-length") or 0)).decode())
                mine.forms.append(self.form)
                given = mine.files.get(self.path, mine.files.get(urlsplit(self.path).path, (404, "no such thing", {})))
                given = given.next() if isinstance(given, Script) else given
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    given(self) if callable(given) else self.give(given)

            do_POST = do_GET

            def give(self, given):
                status, body, headers = given if isinstance(given, tuple) else (200, given, {})
                kind = "text/html" if isinstance(body, str) else "application/json"
                raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in ({"content-type": kind, "content-length": str(len(raw)), "connection": "close"} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.free.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def hold(self, case, page=None, *, name=None, listed=True):
        """Hold a case of CAP's static files: its JSON, its HTML, and its row in the volume's list."""
        volume, _, first = case["citations"][0]["cite"].rpartition(" ")[0].partition(" ")[0], None, int(case["first_page"])
        folder, name = f"/us/{volume}", name or f"{first:04d}-01"
        self.files[f"{folder}/cases/{name}.json"] = case
        self.files[f"{folder}/html/{name}.html"] = page if page is not None else cap_html(case)
        if listed:
            row = {k: v for k, v in case.items() if k != "casebody"} | {"file_name": name}
            self.files.setdefault(f"{folder}/CasesMetadata.json", []).append(row)

    def index(self, *clusters, docket=None, opinions=None):
        """Hold clusters in the API, all under the citation that is looked up, each with its docket and one opinion."""
        entry = {"citation": HARBOR_KEY, "normalized_citations": [HARBOR_KEY], "start_index": 0, "end_index": 13, "error_message": ""}
        status = (404, 200)[len(clusters)] if len(clusters) < 2 else 300
        self.files["/v4/citation-lookup/"] = [entry | {"status": status, "clusters": list(clusters)}]
        for c in clusters:
            self.files.setdefault(f"/v4/dockets/{c['docket_id']}/", docket or {"id": c["docket_id"], "court_id": "scotus", "docket_number": "86-1"})
            found = opinions if opinions is not None else [opinion(c["id"])]
            self.files[f"/v4/opinions/?cluster={c['id']}"] = {"count": "", "next": None, "previous": None, "results": found}


class Script:
    """What a path gives, one after the other."""

    def __init__(self, *given):
        self.given, self.times = given, 0

    def next(self):
        self.times += 1
        return self.given[min(self.times, len(self.given)) - 1]


def cap_case(**more):
    """A case as CAP's static files have it."""
    return {
        "id": 1, "name": "TOWN OF QUILLPORT v. VASTERLING", "name_abbreviation": "Town of Quillport v. Vasterling", "decision_date": "1987-05-18",
        "docket_number": "No. 86-1", "first_page": "1205", "last_page": "1207",
        "citations": [{"type": "official", "cite": HARBOR_KEY}, {"type": "parallel", "cite": "107 S. Ct. 9901"}],
        "court": {"name_abbreviation": "U.S.", "id": 9009, "name": "Supreme Court of the United States"}, "jurisdiction": {"id": 39, "name": "U.S."},
        "cites_to": [],
        "casebody": {"judges": [], "parties": [], "opinions": [{"text": WORDS, "type": "majority", "author": "Justice Pell"}], "head_matter": ""},
    } | more  # fmt: skip


def cap_html(case, words=WORDS):
    return (
        f'<section class="casebody" data-case-id="1_0001" data-firstpage="{case["first_page"]}" data-lastpage="{case["last_page"]}">'
        f'<section class="head-matter"><h4 class="parties">{case["name"]}</h4></section><article class="opinion" data-type="majority">'
        f'<p class="author">Justice Pell</p><p><a id="p1206" href="#p1206" data-label="1206" data-citation-index="1" class="page-label">*1206</a>{words}</p>'
        "</article></section>\n"
    )


def cluster(number=7001, **more):
    """A cluster as CourtListener's API has it."""
    address = "https://www.courtlistener.com/api/rest/v4"
    return {
        "id": number, "case_name": "Town of Quillport v. Vasterling", "case_name_full": "", "date_filed": "1987-05-18", "docket_id": number + 1,
        "docket": f"{address}/dockets/{number + 1}/", "sub_opinions": [f"{address}/opinions/{number + 2}/"], "precedential_status": "Published",
        "citations": [{"volume": 481, "reporter": "U.S.", "page": "1205", "type": 1}, {"volume": 107, "reporter": "S. Ct.", "page": "9901", "type": 1}],
    } | more  # fmt: skip


def opinion(of=7001, **more):
    page = '<span class="star-pagination" number="1206" pagescheme="1">*1206</span>'
    return {"id": of + 2, "cluster_id": of, "type": "020lead", "author_str": "Pell", "html_with_citations": f"<p>{page} {WORDS}</p>", "plain_text": ""} | more


def bomb(size):
    """A gzip file of that many bytes in few."""
    return (200, gzip.compress(b'"' + b"a" * size + b'"'), {"content-encoding": "gzip", "content-type": "application/json"})


def cut_off(handler):
    """Says that more is coming, and goes."""
    raw = json.dumps(cap_case()).encode()
    handler.send_response(200)
    for name, value in (("content-type", "application/json"), ("content-length", str(len(raw))), ("connection", "close")):
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(raw[:-40])


def in_pieces(handler):
    """A body without a length, that never ends by itself."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("connection", "close")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"[" * 100_000)


class Hours:
    """A clock that nobody waits for: sleeping is a note in ``slept``; each look at it takes ``tick`` seconds."""

    def __init__(self, tick=0.0):
        self.at, self.tick, self.slept = 1_000.0, tick, []
        self.clock = Clock(self.look, lambda: 1_700_000_000.0 + self.at, self.sleep)

    def look(self):
        self.at += self.tick
        return self.at

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.at += seconds


class Operator:
    """Somebody who fetches: ``operator.fetch()`` runs against the server; ``kept()`` are the decisions on disk, by id."""

    def __init__(self, folder: Path, server: PublicServer, manifest=MANIFEST):
        self.library = write_library(folder / "library", guidance="", digest="", manifest=manifest)
        self.data, self.server, self.hours = folder / "data", server, Hours()
        self.manners = Manners(timeout=5.0)
        self.token = None

    def fetch(self, **more):
        where = Places(self.server.url, f"{self.server.url}/v4", self.token)
        return fetch(self.data, where, **({"library": self.library, "manners": self.manners, "clock": self.hours.clock} | more))

    def kept(self):
        return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((self.data / "opinions").glob("*.json"))}
