"""Decisions from CourtListener's API, served on this machine, for what CAP lacks."""

import pytest

from corpus.opinions import read_opinion
from ingest.fetch import told
from public_server import HARBOR, HARBOR_KEY, MANIFEST, Operator, PublicServer, Script, cap_case, cluster, opinion

NAME = "CourtListener"
LOOKUP, DOCKET, OPINIONS = "/v4/citation-lookup/", "/v4/dockets/7002/", "/v4/opinions/?cluster=7001"


@pytest.fixture
def server():
    with PublicServer() as made:
        yield made


@pytest.fixture
def operator(tmp_path, server):
    made = Operator(tmp_path, server)
    made.token = "made-up-token"
    return made


def asked_there(server):
    return [path for path in server.asked if path.startswith("/v4/")]


def test_what_cap_lacks_is_looked_up(operator, server):
    server.index(cluster())
    report = operator.fetch()
    kept = operator.kept()[HARBOR]
    assert report.fetched == [{"id": HARBOR, "place": NAME}]
    assert (report.missing, report.mismatched, report.notes) == ([], [], [])
    assert {k: v for k, v in kept.items() if k != "fetched"} == {
        "format": "courtlistener",
        "from": "/clusters/7001/",
        "cluster": cluster(),
        "docket": {"id": 7002, "court_id": "scotus", "docket_number": "86-1"},
        "opinions": [opinion()],
    }
    assert asked_there(server) == [LOOKUP, DOCKET, OPINIONS]
    assert server.forms[-3] == {"text": [HARBOR_KEY]}


def test_what_was_fetched_is_read_with_its_pages(operator, server):
    server.index(cluster())
    operator.fetch()
    source = read_opinion(operator.data / "opinions" / f"{HARBOR}.json")
    assert (source.authority.key, source.authority.court, source.authority.year) == (HARBOR_KEY, "scotus", 1987)
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Pell")]
    assert source.pages[0] == (0, 1206)


def test_the_token_goes_there_and_nowhere_else(operator, server):
    server.index(cluster())
    operator.fetch()
    sent = {path: headers.get("authorization") for path, headers in zip(server.asked, server.headers, strict=True)}
    assert {path for path, token in sent.items() if token} == {LOOKUP, DOCKET, OPINIONS}
    assert sent[LOOKUP] == "Token made-up-token"


def test_it_is_asked_five_times_a_minute_at_most(operator, server):
    server.index(cluster())
    operator.fetch()
    assert operator.hours.slept == [1.0, 12.0, 12.0]  # before CAP's second request, and between CourtListener's three


def test_what_cap_has_is_not_looked_up(operator, server):
    server.hold(cap_case())
    server.index(cluster())
    assert operator.fetch().fetched == [{"id": HARBOR, "place": "the Caselaw Access Project"}]
    assert asked_there(server) == []


def test_a_mismatch_in_one_source_is_reported_though_the_other_has_it(operator, server):
    server.hold(cap_case(decision_date="1901-01-01"))
    server.index(cluster())
    report = operator.fetch()
    assert report.fetched == [{"id": HARBOR, "place": NAME}]
    assert [d["place"] for d in report.mismatched] == ["the Caselaw Access Project"]
    assert report.missing == []


def test_a_broken_source_is_no_obstacle_to_the_other(operator, server):
    server.files["/us/481/cases/1205-01.json"] = (500, "no", {})
    server.index(cluster())
    assert operator.fetch().fetched == [{"id": HARBOR, "place": NAME}]


def test_of_several_clusters_the_one_that_agrees_is_chosen(operator, server):
    others = [cluster(6001, case_name="Abernathy v. Rook"), cluster(6501, date_filed="1950-01-01"), cluster(6701, citations=[])]
    server.index(*others, cluster())
    server.files["/v4/dockets/6002/"] = {"court_id": "scotus"}
    report = operator.fetch()
    assert operator.kept()[HARBOR]["cluster"]["id"] == 7001
    assert report.mismatched == []
    assert asked_there(server) == [LOOKUP, DOCKET, OPINIONS]  # no docket of those that cannot be it


def test_of_two_that_agree_the_older_record_with_a_text_is_taken(operator, server):
    server.index(cluster(7301), cluster(7201), cluster(7101))
    server.files["/v4/opinions/?cluster=7101"] = {"results": [opinion(7101, html_with_citations="  ")]}
    operator.fetch()
    assert operator.kept()[HARBOR]["cluster"]["id"] == 7201


def test_not_every_cluster_is_asked_for(operator, server):
    server.index(*(cluster(7001 + 10 * n) for n in range(30)), opinions=[])
    assert operator.fetch().missing[0]["why"] == f"{NAME} has no text of it"
    assert sum("dockets" in path for path in server.asked) == 5


WRONG = {
    "name": (cluster(case_name="Abernathy v. Rook"), {}, "has it as “Abernathy v. Rook”, not as “Town of Quillport v. Vasterling”"),
    "year": (cluster(date_filed="1988-01-01"), {}, "has it as of 1988, not as of 1987"),
    "citation": (cluster(citations=[]), {}, "has it with no citation, not with 481 U.S. 1205"),
    "court": (cluster(), {"docket": {"court_id": "cal"}}, "has it as decided by “cal”, not by the Supreme Court of the United States"),
    "no court": (cluster(), {"docket": {"id": 7002}}, "has it as decided by “no court”, not by the Supreme Court of the United States"),
    "opinions": (cluster(), {"opinions": [opinion(), opinion(cluster_id=1)]}, "has the opinions of another decision under it"),
}


@pytest.mark.parametrize(("found", "more", "why"), WRONG.values(), ids=WRONG)
def test_another_decision_is_named_and_left_out(operator, server, found, more, why):
    server.index(found, **more)
    report = operator.fetch()
    assert report.mismatched == [{"id": HARBOR, "place": NAME, "why": why}]
    assert told(report) == [
        f"left out: {HARBOR}: {NAME} {why}",
        f"not fetched, because {NAME} {why}: 1 (Town of Quillport v. Vasterling, {HARBOR_KEY})",
    ]
    assert operator.kept() == {}


LACKING = [
    ("not known", [{"status": 404, "error_message": "Citation not found", "clusters": []}], "does not have it"),
    ("no citation seen", {}, "does not have it"),
    ("not a reporter", [{"status": 400, "clusters": []}], "does not have it"),
    ("another form", [{"status": 200}], "gave a lookup in another form than the documented one"),
    ("an error", {"detail": "Invalid token."}, "gave a lookup in another form than the documented one"),
    ("a cluster of another form", [{"status": 200, "clusters": [{"id": "x"}]}], "gave a lookup in another form than the documented one"),
    ("a refused token", (401, {"detail": "Invalid token."}, {}), "answered 401: it does not accept the token"),
    ("a used-up day", (429, {"wait_until": "2099-01-01T00:00:00"}, {"retry-after": "40000"}), "asks us to wait longer than 120 seconds: run again later"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "why"), [m[1:] for m in LACKING], ids=[m[0] for m in LACKING])
def test_what_it_lacks_is_one_line(operator, server, given, why):
    server.files[LOOKUP] = given
    report = operator.fetch()
    assert report.missing[0]["why"] == f"{NAME} {why}"
    assert operator.kept() == {}


def test_a_docket_that_is_not_there(operator, server):
    server.index(cluster())
    del server.files[DOCKET]
    assert operator.fetch().missing[0]["why"] == f"{NAME} has no docket for it, so that its court cannot be checked"


def test_the_dockets_number_from_its_address(operator, server):
    server.index(cluster() | {"docket_id": 7002})
    raw = server.files[LOOKUP][0]["clusters"][0]
    del raw["docket_id"]
    raw["docket"] = "https://elsewhere.invalid/api/rest/v4/dockets/7002/"  # only the number is taken from it
    assert operator.fetch().fetched == [{"id": HARBOR, "place": NAME}]


def test_opinions_on_several_pages_come_in_the_clusters_order(operator, server):
    server.index(cluster(sub_opinions=[f"https://www.courtlistener.com/api/rest/v4/opinions/{n}/" for n in (5, 9, 7)]))
    server.files[OPINIONS] = {"next": "https://elsewhere.invalid/x?cluster=1&cursor=cD03%3D", "results": [opinion(id=7), opinion(id=5), opinion(id=3)]}
    server.files[f"{OPINIONS}&cursor=cD03%3D"] = {"next": None, "results": [opinion(id=9)]}
    operator.fetch()
    assert [o["id"] for o in operator.kept()[HARBOR]["opinions"]] == [5, 9, 7, 3]
    assert asked_there(server)[-1] == f"{OPINIONS}&cursor=cD03%3D"


def test_a_list_of_opinions_without_end_ends(operator, server):
    server.index(cluster())
    server.files["/v4/opinions/"] = {"next": "?cursor=again", "results": [opinion()]}
    del server.files[OPINIONS]
    operator.fetch()
    assert sum("opinions" in path for path in server.asked) == 5


@pytest.mark.parametrize("given", [[], {"results": {}}, {"results": ["x"]}, "text"])
def test_opinions_of_another_form(operator, server, given):
    server.index(cluster())
    server.files[OPINIONS] = given if given != "text" else (200, b'"text"', {})
    why = operator.fetch().missing[0]["why"]
    assert why in (f"{NAME} gave opinions in another form than the documented one", f"{NAME} has no text of it")


def test_a_busy_lookup_is_asked_again(operator, server):
    server.index(cluster())
    server.files[LOOKUP] = Script((429, {"detail": "Request was throttled."}, {"retry-after": "30"}), (200, server.files[LOOKUP], {}))
    assert operator.fetch().fetched == [{"id": HARBOR, "place": NAME}]
    assert 30.0 in operator.hours.slept


def test_an_html_page_where_the_api_should_be(operator, server):
    server.files[LOOKUP] = "<html>Maintenance</html>"
    assert operator.fetch().missing[0]["why"] == f"{NAME} gave text/html where application/json is meant"


@pytest.mark.parametrize("given", [(401, {"detail": "Invalid token."}, {}), (429, {}, {}), (429, {}, {"retry-after": "40000"})])
def test_after_a_refusal_it_is_not_asked_for_others(tmp_path, server, given):
    operator = Operator(tmp_path, server, MANIFEST + MANIFEST.replace(HARBOR, "second").replace("1205", "1300"))
    operator.token, server.files[LOOKUP] = "made-up-token", given
    report = operator.fetch()
    assert len(report.missing) == 2
    assert "it was not asked for the 1 others" in report.notes[0]
    assert len({str(form) for form in server.forms if form}) == 1
