"""How a host is asked, and what it can do to that: silence, errors, long waits, redirects. Each is one line."""

from email.utils import formatdate

import pytest

from corpus.errors import FetchTrouble, InputError
from ingest.polite import Manners, Polite
from public_server import HARBOR, MANIFEST, Hours, Operator, PublicServer, Script, cut_off, in_pieces


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


def says_nothing(handler):
    handler.wfile.write(b"\0\0\0 this is not HTTP\r\n\r\n")


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


AWAY = [
    "http://localhost:1/b",
    "https://elsewhere.invalid/b",
    "//elsewhere.invalid/b",
    "ftp://127.0.0.1/b",
    "file:///etc/passwd",
    "https://xn--a.invalid/b",
    "http://127.0.0.1:9/b",
]


@pytest.mark.parametrize("to", AWAY)
def test_a_redirect_to_another_host_is_not_followed(polite, server, to):
    server.files["/a"] = (302, "", {"location": to})
    with pytest.raises(FetchTrouble, match=r"redirects to .*, which was not followed|redirects to something that is no address"):
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


@pytest.mark.parametrize(
    "address",
    [
        *UNASKED,
        "http://[::1",
        "https://[",
        "https://a b",
        "https://a..b",
        "https://xn--a.invalid",
        f"https://{'a' * 70}",
        "http://127.0.0.1.evil.invalid",
        "http://localhost.evil.invalid",
    ],
)
def test_an_address_that_is_not_asked(address):
    with pytest.raises(InputError):
        Polite(address)
