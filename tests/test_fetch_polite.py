"""What a host can do to us: silence, errors, redirects, too much, too little, something else. Each is one line, and nothing is kept."""

import gzip
import json
import zlib
from email.utils import formatdate

import pytest

from corpus.errors import FetchTrouble, InputError
from ingest.cap import MOST_METADATA
from ingest.fetch import told
from ingest.polite import Manners, Polite, spoken
from ingest.wanted import MOST_BYTES
from public_server import HARBOR, MANIFEST, Hours, Operator, PublicServer, Script, bomb, cap_case, cap_html

PATH = "/us/481/cases/1205-01.json"


@pytest.fixture
def server():
    with PublicServer() as made:
        yield made


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def polite(server, hours):
    made = Polite(server.url, manners=Manners(timeout=5.0), clock=hours.clock)
    yield made
    made.close()


@pytest.fixture
def operator(tmp_path, server):
    return Operator(tmp_path, server)


def cut_off(handler):
    """Says that more is coming, and goes."""
    raw = json.dumps(cap_case()).encode()
    handler.send_response(200)
    for name, value in (("content-type", "application/json"), ("content-length", str(len(raw))), ("connection", "close")):
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(raw[:-40])


def says_nothing(handler):
    handler.wfile.write(b"\0\0\0 this is not HTTP\r\n\r\n")


def too_short(handler):
    raw = json.dumps(cap_case()).encode()
    handler.give((200, raw, {"content-length": str(len(raw) - 40)}))


def in_pieces(handler):
    """A body without a length, that never ends by itself."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("connection", "close")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"[" * 100_000)


# --- waiting and trying again ----------------------------------------------------------------------------------------


def test_requests_stand_apart(polite, server, hours):
    server.files["/a"] = server.files["/b"] = {"x": 1}
    for path in ("a", "b", "nothing"):
        polite.json(path, 100)
    assert hours.slept == [1.0, 1.0]
    assert server.headers[0]["user-agent"] == "pincite"


LATER = [  # header, seconds that are waited for at least
    ({"retry-after": "7"}, 7.0),
    ({"retry-after": formatdate(1_700_001_000 + 9, usegmt=True)}, 9.0),
    ({"retry-after": formatdate(1_600_000_000, usegmt=True)}, 1.0),
    ({"retry-after": "soon"}, 1.0),
    ({"retry-after": "-5"}, 1.0),
    ({}, 1.0),
]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize(("headers", "seconds"), LATER)
def test_a_busy_host_is_asked_again_after_the_time_that_it_gives(polite, server, hours, status, headers, seconds):
    server.files["/a"] = Script((status, "busy", headers), {"x": 1})
    assert polite.json("a", 100) == {"x": 1}
    assert hours.slept[0] == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize("after", ["500", "9" * 500, formatdate(1_900_000_000, usegmt=True)])
def test_a_host_that_asks_for_a_long_wait_is_left_alone(polite, server, hours, after):
    server.files["/a"] = (429, "busy", {"retry-after": after})
    with pytest.raises(FetchTrouble, match="asks us to wait longer than 120 seconds: run again later") as caught:
        polite.json("a", 100)
    assert caught.value.whole
    assert (hours.slept, len(server.asked)) == ([], 1)


@pytest.mark.parametrize(("status", "whole"), [(500, False), (503, False), (429, True)])
def test_a_host_that_stays_busy_is_given_up(polite, server, hours, status, whole):
    server.files["/a"] = (status, "busy", {})
    with pytest.raises(FetchTrouble, match=rf"answered {status} \(4 tries\)") as caught:
        polite.json("a", 100)
    assert caught.value.whole is whole
    assert len(server.asked) == 4
    assert hours.slept == [1.0, 2.0, 4.0]


def test_three_failures_in_a_row_end_the_asking(tmp_path, server):
    rows = [MANIFEST.replace(HARBOR, f"d{n}").replace("1205", str(1205 + n)) for n in range(9)]
    operator = Operator(tmp_path, server, "".join(rows))
    for n in range(9):
        server.files[f"/us/481/cases/{1205 + n}-01.json"] = (500, "no", {})
    report = operator.fetch()
    assert len(server.asked) == 12
    assert report.notes[0] == "the Caselaw Access Project answered 500 (4 tries): it was not asked for the 6 others"
    assert len(report.missing) == 9


def test_a_host_that_falls_silent_is_given_up(server, hours):
    server.files["/a"] = lambda handler: server.free.wait(30)
    polite = Polite(server.url, manners=Manners(timeout=0.05), clock=hours.clock)
    with pytest.raises(FetchTrouble, match=r"did not answer in time \(4 tries\)"):
        polite.json("a", 100)
    polite.close()
    assert hours.slept == [1.0, 2.0, 4.0]


def test_a_body_that_drips_on_is_given_up(server):
    server.files["/a"] = in_pieces
    polite = Polite(server.url, manners=Manners(whole=50.0, tries=2), clock=Hours(tick=20.0).clock)
    with pytest.raises(FetchTrouble, match="did not answer in time"):
        polite.json("a", 100_000_000)
    polite.close()


@pytest.mark.parametrize("breaks", [cut_off, says_nothing], ids=["cut off", "no HTTP"])
def test_a_broken_answer_is_asked_for_again(polite, server, breaks):
    server.files["/a"] = Script(breaks, {"x": 1})
    assert polite.json("a", 10_000) == {"x": 1}
    server.files["/b"] = breaks
    with pytest.raises(FetchTrouble, match=r"broke off \(4 tries\)"):
        polite.json("b", 10_000)


def test_nobody_there(hours):
    polite = Polite("http://127.0.0.1:1", clock=hours.clock)
    with pytest.raises(FetchTrouble, match=r"cannot be reached \(4 tries\)") as caught:
        polite.json("a", 100)
    polite.close()
    assert caught.value.whole


# --- redirects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("to", ["/b", "b", "{url}/b"])
def test_a_redirect_within_the_host_is_followed(polite, server, status, to):
    server.files |= {"/a": (status, "", {"location": to.format(url=server.url)}), "/b": {"x": 1}}
    assert polite.json("a", 100) == {"x": 1}


AWAY = ["http://localhost:1/b", "https://elsewhere.invalid/b", "//elsewhere.invalid/b", "ftp://127.0.0.1/b", "file:///etc/passwd", "http://127.0.0.1:9/b"]


@pytest.mark.parametrize("to", AWAY)
def test_a_redirect_to_another_host_is_not_followed(polite, server, to):
    server.files["/a"] = (302, "", {"location": to})
    with pytest.raises(FetchTrouble, match=r"redirects to .*"):
        polite.json("a", 100)
    assert server.asked == ["/a"]


def test_a_redirect_to_no_address(polite, server):
    server.files["/a"] = (302, "", {"location": "http://[::1"})
    with pytest.raises(FetchTrouble, match="broke off"):
        polite.json("a", 100)
    assert set(server.asked) == {"/a"}


def test_no_token_goes_to_another_server(server, hours):
    with PublicServer() as other:
        other.files["/b"] = {"x": 1}
        server.files["/a"] = (302, "", {"location": f"{other.url}/b"})
        polite = Polite(server.url, {"authorization": "Token secret"}, clock=hours.clock)
        with pytest.raises(FetchTrouble, match=r"redirects to 127\.0\.0\.1, which was not followed"):
            polite.json("a", 100)
        polite.close()
        assert other.asked == []


def test_redirects_without_end(polite, server):
    server.files["/a"] = (302, "", {"location": "/a"})
    with pytest.raises(FetchTrouble, match="redirects without end"):
        polite.json("a", 100)
    assert len(server.asked) == 4


def test_a_form_is_not_sent_on(polite, server):
    server.files |= {"/a": (307, "", {"location": "/b"}), "/b": {"x": 1}}
    with pytest.raises(FetchTrouble, match="was not followed"):
        polite.json("a", 100, form={"text": "x"})
    assert server.asked == ["/a"]


UNASKED = ["http://static.case.law", "ftp://127.0.0.1", "file:///etc", "static.case.law", "", "https://", "https://a:b@c.invalid", "https://c.invalid/?q=1"]


@pytest.mark.parametrize("address", [*UNASKED, "http://[::1", "https://[", "https://a b", "http://127.0.0.1.evil.invalid", "http://localhost.evil.invalid"])
def test_an_address_that_is_not_asked(address):
    with pytest.raises(InputError):
        Polite(address)


# --- what comes ------------------------------------------------------------------------------------------------------

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
