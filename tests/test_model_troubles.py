"""Whatever a model's server does, the reader gets the library's own answer with one honest notice, in time, and nothing is logged of it."""

import json
import logging
import socket
import time

import httpx2
import pytest

from chains.answer import Settings, open_chain
from chains.capped import MOST_BYTES, Capped
from chains.model_call import LONGEST_WAIT, Chat
from chains.model_reply import LONGEST_REPLY, MOST_CLAIMS, Reply, Unreadable, read_reply
from chains.model_settings import Model
from chains.models import Question
from corpus.errors import InputError, ModelTrouble
from model_server import ModelServer, by_tool, claim, completion, fails, faithful, in_text

TRAINED = "Can I sue the city because its officers were never trained?"
SECRET = "sk-test-zebra-0123456789"


@pytest.fixture
def chain_to(index):
    def opened(url, timeout_s=20.0):
        return open_chain(Settings(index.folder, model=Model("openai:made-up", url, timeout_s)), index)

    return opened


@pytest.fixture
def own(index):
    return open_chain(Settings(index.folder), index).invoke(Question(TRAINED))


def hangs(handler, server):
    """Nothing comes, until the server is closed."""
    server.free.wait(30)


def drips(handler, server):
    """A byte now and then: no single wait is long, and there is no end."""
    handler.send_response(200)
    handler.end_headers()
    while not server.free.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def drips_headers(handler, server):
    """The same before the answer begins, where nothing counts the bytes: the call is left behind."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nx: ")
    while not server.free.wait(0.02):
        handler.wfile.write(b"x")


def breaks_off(handler, server):
    handler.send_response(200)
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"id": "x", "choi')


def floods(handler, server):
    """Bytes without end: it is the client that must stop."""
    handler.send_response(200)
    handler.end_headers()
    while not server.free.is_set():
        handler.wfile.write(b"x" * 65_536)


def speaks(raw):
    return lambda body: lambda handler, server: handler.wfile.write(raw)


def whole(message, finish="stop"):
    return lambda body: completion(message, finish)


MANY = {"claims": [claim("x", "L1", "x")] * (MOST_CLAIMS + 1)}
TROUBLES = {  # what the server does, seconds that it has, what the notice says of the model
    "nothing in time": (lambda body: hangs, 0.3, "did not answer within 0.3 seconds"),
    "a byte now and then": (lambda body: drips, 0.3, "did not answer within 0.3 seconds"),
    "a header's byte now and then": (lambda body: drips_headers, 0.3, "did not answer within 0.3 seconds"),
    "key refused": (fails(401), 20, "did not accept the key"),
    "forbidden": (fails(403), 20, "did not accept the key"),
    "no such model": (fails(404), 20, "is not at that address under that name"),
    "too long for it": (fails(413), 20, "could not take a question of that length"),
    "busy for long": (fails(429, retry_after="60"), 20, "is answering too many others"),
    "busy with a date": (fails(429, retry_after="Wed, 25 Nov 2026 10:00:00 GMT"), 20, "is answering too many others"),
    "busy again": (fails(429, retry_after="0"), 20, "is answering too many others"),
    "broken": (fails(500), 20, "failed with an error of its own (500)"),
    "bad gateway in HTML": (fails(502, b"<html>zebra</html>"), 20, "failed with an error of its own (502)"),
    "refuses the request": (fails(400), 20, "did not accept the question (400)"),
    "sends elsewhere": (fails(307, location="http://127.0.0.1:9/v1/chat/completions"), 20, "did not accept the question (307)"),
    "declines": (whole({"role": "assistant", "content": None, "refusal": "zebra"}), 20, "declined to answer"),
    "filtered": (whole({"role": "assistant", "content": "zebra"}, "content_filter"), 20, "declined to answer"),
    "declines in words": (lambda body: in_text("I'm sorry, I can't help with zebras."), 20, "gave a reply that could not be read"),
    "cut off": (lambda body: by_tool('{"claims": [{"text": "zeb', "length"), 20, "gave a reply that was cut off"),
    "empty": (lambda body: in_text(""), 20, "gave an empty reply"),
    "blank": (lambda body: in_text(" \n "), 20, "gave an empty reply"),
    "no claims": (lambda body: by_tool({"claims": []}), 20, "was not borne out"),
    "null content": (whole({"role": "assistant", "content": None}), 20, "gave an empty reply"),
    "no choices": (lambda body: {"id": "x", "object": "chat.completion", "choices": []}, 20, "could not be read"),
    "choices null": (lambda body: {"id": "x", "object": "chat.completion", "choices": None}, 20, "could not be read"),
    "a list": (lambda body: (200, b"[1, 2]", {}), 20, "could not be read"),
    "no JSON": (lambda body: (200, b"zebra", {}), 20, "could not be read"),
    "no HTTP": (speaks(b"zebra zebra\r\n\r\n"), 20, "could not be"),
    "nothing at all": (speaks(b""), 20, "could not be"),
    "broken off": (lambda body: breaks_off, 20, "could not be"),
    "bytes without end": (lambda body: floods, 20, "gave a reply that is too long"),
    "a very long text": (lambda body: in_text("zebra " * LONGEST_REPLY), 20, "gave a reply that is too long"),
    "packed": (lambda body: (200, b"x", {"content-encoding": "gzip"}), 20, "could not be read"),
    "malformed arguments": (lambda body: by_tool('{"claims": [zebra'), 20, "could not be read"),
    "another shape": (lambda body: by_tool({"answer": "zebra"}), 20, "could not be read"),
    "claims as text": (lambda body: by_tool({"claims": "zebra"}), 20, "could not be read"),
    "unknown role": (lambda body: by_tool({"claims": [claim("zebra", "L1", "zebra", "prophet")]}), 20, "could not be read"),
    "too many claims": (lambda body: by_tool(MANY), 20, "could not be read"),
    "half a character": (
        lambda body: by_tool('{"claims": [{"text": "\\ud800", "passage_id": "L1", "quotation": "x", "role": "rule"}]}'),
        20,
        "could not be read",
    ),
    "nested without end": (lambda body: in_text('{"claims": ' + "[" * 20_000), 20, "could not be read"),
}


@pytest.mark.parametrize(("script", "seconds", "words"), TROUBLES.values(), ids=TROUBLES)
def test_trouble_ends_in_the_librarys_answer_with_one_notice(chain_to, own, caplog, monkeypatch, script, seconds, words):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    caplog.set_level(logging.DEBUG)
    with ModelServer(script) as server:
        answer = chain_to(server.url, seconds).invoke(Question(TRAINED))
    assert (answer.status, answer.claims) == ("answered", own.claims)
    added = [n for n in answer.notices if n not in own.notices]
    assert len(added) == 1
    assert added[0].startswith("openai:made-up ")
    assert words in added[0]
    assert answer.trace["model"] == "extractive"
    assert not answer.withheld
    said = json.dumps(answer.as_json()) + "".join(r.getMessage() for r in caplog.records if r.name.startswith(("chains", "corpus", "ingest")))
    assert "zebra" not in said.lower()
    assert SECRET not in said
    assert "trained?" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("chains"))


def test_a_server_that_is_not_there_is_said_to_be_so(chain_to, own):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = chain_to(f"http://127.0.0.1:{taken.getsockname()[1]}/v1").invoke(Question(TRAINED))
    assert answer.claims == own.claims
    assert "openai:made-up could not be reached, so this answer is the library's own." in answer.notices


def test_a_busy_server_is_asked_once_more_after_a_short_wait(chain_to):
    with ModelServer(fails(429, retry_after="0"), faithful) as server:
        answer = chain_to(server.url).invoke(Question(TRAINED))
    assert answer.trace["model"] == "openai:made-up"
    assert len(server.asked) == 2
    assert LONGEST_WAIT < 10


def test_trouble_in_the_second_call_keeps_what_passed_the_first(chain_to):
    def one_bad(body):
        made = json.loads(faithful(body)["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"])["claims"]
        return by_tool({"claims": [*made, claim("zebra", "L1", "not there")]})

    with ModelServer(one_bad, fails(500)) as server:
        answer = chain_to(server.url).invoke(Question(TRAINED))
    assert len(answer.claims) == 3
    assert answer.trace["model"] == "openai:made-up"
    assert [w.text for w in answer.withheld] == ["zebra"]


def test_the_key_goes_to_the_server_and_a_server_of_ones_own_needs_none(chain_to, monkeypatch):
    with ModelServer(faithful) as server:
        chain_to(server.url).invoke(Question(TRAINED))
        monkeypatch.setenv("OPENAI_API_KEY", SECRET)
        chain_to(server.url).invoke(Question(TRAINED))
    assert [h["authorization"] for h in server.headers] == ["Bearer none", f"Bearer {SECRET}"]


def test_a_proxy_is_not_used_to_reach_this_machine(chain_to, monkeypatch):
    with ModelServer(fails(500)) as proxy, ModelServer(faithful) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        answer = chain_to(server.url).invoke(Question(TRAINED))
    assert answer.trace["model"] == "openai:made-up"
    assert not proxy.asked


def test_calls_that_were_left_behind_are_not_without_number(chain_to, monkeypatch):
    monkeypatch.setattr("chains.model_call.AT_ONCE", 2)
    with ModelServer(lambda body: drips_headers) as server:
        chain = chain_to(server.url, 0.2)
        for _ in range(4):
            assert chain.invoke(Question(TRAINED)).trace["model"] == "extractive"
        assert len(server.asked) <= 2


@pytest.mark.parametrize(
    ("name", "words"),
    [("openai:gpt-x", "could not be set up (OpenAIError): look at the provider's name, and at the key"), ("nobody:model", "could not be set up (ValueError)"),
     ("mistralai:small", "the package for “mistralai” is not installed; run: pip install langchain-mistralai")],
)  # fmt: skip
def test_a_model_that_cannot_be_set_up_is_one_line(name, words):
    with pytest.raises(InputError) as error:
        Chat(Model(name), Reply)
    assert words in str(error.value)


@pytest.mark.parametrize("reply", ["", "no", "{", '{"claims": 3}', '{"claims": [3]}', "x" * (LONGEST_REPLY + 1), "{" * 5000, None, [], {"claims": [{}]}])
def test_no_reply_breaks_the_reader(reply):
    with pytest.raises(Unreadable) as fault:
        read_reply(Reply, reply)
    assert len(str(fault.value)) < 200


def test_the_fault_told_to_the_model_repeats_nothing_of_its_reply():
    with pytest.raises(Unreadable) as fault:
        read_reply(Reply, {"claims": [claim("zebra", "L1", "zebra", "zebra")]})
    assert "zebra" not in str(fault.value)


@pytest.mark.parametrize(
    ("chunks", "until", "words"), [([b"x" * 600_000] * 2, 60, "too long"), ([b"x"], -1, "in time")], ids=["long", "late"]
)  # fmt: skip
def test_a_stream_ends_where_it_is_too_long_or_too_late(chunks, until, words):
    class Sent(httpx2.SyncByteStream):
        def __iter__(self):
            yield from chunks

    with pytest.raises(ModelTrouble, match=words):
        list(Capped(Sent(), time.monotonic() + until))


def test_the_limit_of_bytes_is_above_the_limit_of_characters():
    assert MOST_BYTES > 10 * LONGEST_REPLY


def test_a_deadline_in_the_past_asks_nobody():
    with ModelServer(faithful) as server:
        chat = Chat(Model("openai:made-up", server.url), Reply)
        with pytest.raises(ModelTrouble, match="did not answer within 60 seconds"):
            chat.ask([], time.monotonic() - 1, str)
    assert not server.asked
