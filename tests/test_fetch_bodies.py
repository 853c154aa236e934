"""What a host can send: too much, too little, something else. Each is one line in the report, and nothing is kept."""

import gzip
import json
import zlib

import pytest

from corpus.errors import FetchTrouble
from ingest.cap import MOST_METADATA
from ingest.fetch import told
from ingest.polite import Manners, Polite, spoken
from ingest.wanted import MOST_BYTES
from public_server import HARBOR, Hours, Operator, PublicServer, bomb, cap_case, cap_html, in_pieces

PATH = "/us/481/cases/1205-01.json"


@pytest.fixture
def server():
    with PublicServer() as made:
        yield made


@pytest.fixture
def polite(server):
    made = Polite(server.url, manners=Manners(timeout=5.0), clock=Hours().clock)
    yield made
    made.close()


@pytest.fixture
def operator(tmp_path, server):
    return Operator(tmp_path, server)


def too_short(handler):
    raw = json.dumps(cap_case()).encode()
    handler.give((200, raw, {"content-length": str(len(raw) - 40)}))


JSON = {"content-type": "application/json"}
MEANT = [
    ("a page", "<html>Sign in</html>", "gave text/html where application/json is meant"),
    ("a PDF", (200, b"%PDF-1.7", {"content-type": "application/pdf"}), "gave application/pdf where application/json is meant"),
    ("a nameless page", (200, b"<html>", {"content-type": "binary/octet-stream"}), "gave a file that is not whole JSON"),
    ("broken JSON", (200, b'{"id": 1, "name": "To', {}), "gave a file that is not whole JSON"),
    ("a wrong length", too_short, "gave a file that is not whole JSON"),
    ("deep JSON", (200, b"[" * 200_000, {}), "gave a file that is not whole JSON"),
    ("a number without end", (200, b"9" * 100_000, {}), "gave a file that is not whole JSON"),
    ("NULs", (200, b"\0" * 5_000, {}), "gave a file that is not text"),
    ("no UTF-8", (200, b'{"name": "caf\xe9"}', {}), "gave a file that is not UTF-8 text"),
    ("nothing", (200, b"", {}), "gave a file that is not whole JSON"),
    ("a said size", (200, b"[]", {"content-length": "2"}), "gave a case in another form than the documented one"),
    ("a bomb", lambda handler: handler.give(bomb(30_000_000)), "gave a file of more than 8 MB"),
    ("a bomb in a bomb", (200, gzip.compress(b"x"), JSON | {"content-encoding": "gzip, gzip"}), "gave a file packed in a way that is not read"),
    ("another packing", (200, b"x", JSON | {"content-encoding": "br"}), "gave a file packed in a way that is not read"),
    ("bad packing", (200, b"not packed", JSON | {"content-encoding": "gzip"}), "gave a packed file that cannot be unpacked"),
    ("half a packing", (200, gzip.compress(json.dumps(cap_case()).encode())[:-30], JSON | {"content-encoding": "gzip"}), "broke off (4 tries)"),
    ("without end", in_pieces, "gave a file of more than 8 MB"),
    ("a closed door", (403, "no", {}), "answered 403"),
    ("not yet", (202, b"", JSON), "answered 202"),
    ("a partial file", (206, b"{}", JSON), "answered 206"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "says"), [m[1:] for m in MEANT], ids=[m[0] for m in MEANT])
def test_what_is_not_meant_is_one_line_and_nothing_is_kept(operator, server, given, says):
    server.files[PATH] = given
    report = operator.fetch()
    assert report.missing[0]["why"] == f"the Caselaw Access Project {says}"
    assert len(told(report)) == 2  # this, and that the other source was not asked
    assert operator.kept() == {}
    assert not list((operator.data / "opinions").iterdir())


def test_what_is_packed_is_read(operator, server):
    server.hold(cap_case())
    server.files[PATH] = (200, gzip.compress(json.dumps(cap_case()).encode()), JSON | {"content-encoding": "gzip"})
    assert [d["id"] for d in operator.fetch().fetched] == [HARBOR]


def test_a_bomb_is_not_unpacked(monkeypatch, polite, server):
    """Counted where bytes are unpacked: never more than one byte beyond the limit."""
    unpacked = []

    class Counting:
        def __init__(self, inner):
            self.inner = inner

        def decompress(self, chunk, most):
            out = self.inner.decompress(chunk, most)
            unpacked.append(len(out))
            return out

    made = zlib.decompressobj
    monkeypatch.setattr("ingest.polite.zlib.decompressobj", lambda bits: Counting(made(bits)))
    server.files["/a"] = bomb(20_000_000)
    with pytest.raises(FetchTrouble, match="more than"):
        polite.json("a", 1_000)
    assert sum(unpacked) == 1_001


def test_a_volumes_list_may_be_longer_than_a_case(operator, server):
    server.files["/us/481/CasesMetadata.json"] = [cap_case() | {"file_name": "1205-02", "analysis": "x" * (MOST_BYTES + 1)}]
    assert MOST_METADATA > MOST_BYTES
    server.files["/us/481/cases/1205-02.json"] = cap_case()
    server.files["/us/481/html/1205-02.html"] = cap_html(cap_case())
    assert [d["id"] for d in operator.fetch().fetched] == [HARBOR]


@pytest.mark.parametrize("given", [{"not": "a list"}, "<html>", (200, b"[", {})])
def test_a_volumes_list_of_another_form(operator, server, given):
    server.files["/us/481/CasesMetadata.json"] = given
    assert "gave" in operator.fetch().missing[0]["why"]
    assert not list((operator.data / "fetch").rglob("*.json"))


def test_gone_is_gone(polite, server):
    server.files["/a"] = (410, "gone", {})
    assert polite.json("a", 100) is None
    assert polite.html("b", 100) is None


def test_words_of_a_server_fit_a_terminal():
    assert spoken("a\x1b[31mb\nc\x07" + "d" * 500, 12) == "a [31mb c dd"


def test_the_defaults_are_polite():
    assert Manners().pause >= 1
    assert Manners().tries <= 4
