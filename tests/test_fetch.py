"""Decisions from CAP's static files, served on this machine: which are wanted, whether they are the right ones, and what is kept."""

import json

import pytest

from corpus.errors import Busy
from corpus.opinions import read_opinion
from ingest.cap import slug
from ingest.fetch import NO_TOKEN, told
from public_server import HARBOR, HARBOR_KEY, MANIFEST, Operator, PublicServer, cap_case, cap_html, cluster

CASE, PAGE, LIST = "/us/481/cases/1205-01.json", "/us/481/html/1205-01.html", "/us/481/CasesMetadata.json"


@pytest.fixture
def server():
    with PublicServer() as made:
        yield made


@pytest.fixture
def operator(tmp_path, server):
    return Operator(tmp_path, server)


def test_a_decision_is_kept_with_its_json_and_its_pages(operator, server):
    server.hold(cap_case())
    report = operator.fetch()
    kept = operator.kept()
    assert report.fetched == [{"id": HARBOR, "place": "the Caselaw Access Project"}]
    assert (report.missing, report.mismatched, report.notes) == ([], [], [])
    assert set(kept) == {HARBOR}
    assert kept[HARBOR] == {"format": "cap", "fetched": kept[HARBOR]["fetched"], "from": CASE, "case": cap_case(), "html": cap_html(cap_case())}
    assert server.asked == [CASE, PAGE]  # the volume's list, which is long, was not needed
    assert operator.hours.slept == [1.0]


def test_what_was_fetched_is_read_with_its_pages(operator, server):
    server.hold(cap_case())
    operator.fetch()
    source = read_opinion(operator.data / "opinions" / f"{HARBOR}.json")
    assert (source.authority.key, source.authority.parallel) == (HARBOR_KEY, ("107 S. Ct. 9901",))
    assert (source.authority.court, source.authority.year, source.authority.last_page) == ("scotus", 1987, 1207)
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Pell")]
    assert [page for _, page in source.pages] == [1205, 1206]
    assert "*1206" not in source.text
    assert source.facts["origin"] == f"static.case.law{CASE}"


def test_a_second_run_asks_nothing(operator, server):
    server.hold(cap_case())
    operator.fetch()
    before = len(server.asked)
    report = operator.fetch()
    assert len(server.asked) == before
    assert told(report) == ["fetched: nothing; every decision that the library names is at hand"]


def test_the_volumes_list_leads_to_the_second_case_of_a_page(operator, server):
    server.hold(cap_case(name_abbreviation="Abernathy v. Rook", name="ABERNATHY v. ROOK", decision_date="1987-05-18"))
    server.hold(cap_case(id=2), name="1205-02")
    report = operator.fetch()
    assert [d["id"] for d in report.fetched] == [HARBOR]
    assert operator.kept()[HARBOR]["from"] == "/us/481/cases/1205-02.json"
    assert server.asked == [CASE, LIST, "/us/481/cases/1205-02.json", "/us/481/html/1205-02.html"]


def test_a_volumes_list_is_kept_and_asked_for_once(tmp_path, server):
    second = MANIFEST.replace(HARBOR, "second").replace("1205", "1300").replace("Vasterling", "Oddny")
    operator = Operator(tmp_path, server, MANIFEST + second)
    server.files[LIST] = [{"file_name": "1-1", "citations": [{"cite": "481 U.S. 9"}], "unknown": 1}, "no case at all"]
    for _ in range(2):
        assert len(operator.fetch().missing) == 2
    assert server.asked.count(LIST) == 1
    kept = operator.data / "fetch" / "cap" / "us" / "481.json"
    assert [r["file_name"] for r in json.loads(kept.read_bytes())] == ["1-1"]
    kept.write_text('[{"file_name": ', encoding="utf-8")  # damaged: asked for anew
    operator.fetch()
    assert server.asked.count(LIST) == 2


def test_a_volume_that_is_not_there_is_asked_for_once(tmp_path, server):
    second = MANIFEST.replace(HARBOR, "second").replace("1205", "1300").replace("Vasterling", "Oddny")
    assert len(Operator(tmp_path, server, MANIFEST + second).fetch().missing) == 2
    assert server.asked.count(LIST) == 1


WRONG = {
    "another name": ({"name_abbreviation": "Abernathy v. Rook", "name": "ABERNATHY v. ROOK"}, "has it as “Abernathy v. Rook”, not as “{}”"),
    "one side's name": ({"name_abbreviation": "Vasterling v. Rook", "name": ""}, "has it as “Vasterling v. Rook”, not as “{}”"),
    "no name": ({"name_abbreviation": "", "name": None}, "has it as “”, not as “{}”"),
    "another year": ({"decision_date": "1978-05-18"}, "has it as of 1978, not as of 1987"),
    "no date": ({"decision_date": None}, "has it as of no year, not as of 1987"),
    "another court": (
        {"court": {"name": "Supreme Court of California"}},
        "has it as decided by “Supreme Court of California”, not by the Supreme Court of the United States",
    ),
    "control characters": ({"name_abbreviation": "\x1b[2JRook\nv. A", "name": ""}, "has it as “[2JRook v. A”, not as “{}”"),
}


@pytest.mark.parametrize(("more", "why"), WRONG.values(), ids=WRONG)
def test_another_decision_under_this_citation_is_named_and_left_out(operator, server, more, why):
    server.hold(cap_case(**more))
    report, why = operator.fetch(), why.format("Town of Quillport v. Vasterling")
    assert report.mismatched == [{"id": HARBOR, "place": "the Caselaw Access Project", "why": why}]
    assert told(report)[0] == f"left out: {HARBOR}: the Caselaw Access Project {why}"
    assert (report.fetched, operator.kept()) == ([], {})
    assert [d["id"] for d in report.missing] == [HARBOR]


def test_a_wrong_case_behind_the_right_name_is_left_out(operator, server):
    server.hold(cap_case(citations=[{"type": "official", "cite": "481 U.S. 12"}]))
    report = operator.fetch()
    assert (report.fetched, operator.kept()) == ([], {})
    assert report.missing[0]["why"] == "the Caselaw Access Project has it with 481 U.S. 12, not with 481 U.S. 1205"


OTHER_TEXT = "Seventeen orchard keepers " + " ".join(f"quarrel{chr(97 + n)} about{chr(97 + n)}" for n in range(26))


@pytest.mark.parametrize(
    "page",
    [cap_html(cap_case(), OTHER_TEXT), cap_html(cap_case(first_page="77")), cap_html(cap_case(), "")],
    ids=["another text", "another first page", "no text"],
)
def test_another_decisions_pages_behind_the_right_json_are_left_out(operator, server, page):
    server.hold(cap_case(), page)
    report = operator.fetch()
    assert report.mismatched[0]["why"] == "has the text of another decision under it"
    assert operator.kept() == {}


def test_a_page_of_brackets_is_read_in_one_pass(operator, server):
    server.hold(cap_case(), cap_html(cap_case(), "<" * 3_000_000))
    assert operator.fetch().mismatched[0]["why"] == "has the text of another decision under it"


@pytest.mark.parametrize("name", ["../../../../escaped", "/etc/passwd", "1205-02/../../x", "1205-02\n", "..", "", "https://elsewhere.invalid/x"])
def test_a_path_in_a_file_name_leads_nowhere(operator, server, tmp_path, name):
    server.files[LIST] = [cap_case() | {"file_name": name}]
    before = {p for p in tmp_path.rglob("*") if operator.data not in p.parents}
    report = operator.fetch()
    assert report.missing[0]["why"] == "the Caselaw Access Project names a file in a way that is not followed"
    assert server.asked == [CASE, LIST]
    assert {p for p in tmp_path.rglob("*") if operator.data not in p.parents} - {operator.data} == before
    assert operator.kept() == {}


def test_a_case_without_its_pages_is_looked_for_elsewhere(operator, server):
    server.hold(cap_case())
    del server.files[PAGE]
    assert operator.fetch().missing[0]["why"] == "the Caselaw Access Project has it without its pages"


def test_an_empty_element_may_be_written_short(operator, server):
    server.hold(cap_case(), cap_html(cap_case()).replace("</article>", '<section class="empty"/></article><article class="opinion" data-type="dissent"/>'))
    assert operator.fetch().missing == []


@pytest.mark.parametrize("page", ["<html>Come back later</html>", cap_html(cap_case())[:-60], cap_html(cap_case()).replace("</article>", "")])
def test_pages_that_are_not_whole_are_left_out(operator, server, page):
    server.hold(cap_case(), page)
    assert operator.fetch().missing[0]["why"] == "the Caselaw Access Project gave HTML that is no whole case"


@pytest.mark.parametrize("case", [[], "text", 3, {"citations": "none"}, {"court": []}])
def test_json_of_another_form_is_left_out(operator, server, case):
    server.files[CASE] = (200, json.dumps(case).encode(), {})
    assert operator.fetch().missing[0]["why"] == "the Caselaw Access Project gave a case in another form than the documented one"


def test_a_stop_in_the_middle_loses_nothing_and_a_later_run_goes_on(tmp_path, server):
    names = ["alder", "birch", "cedar"]
    rows = [MANIFEST.replace(HARBOR, n).replace("1205", str(1205 + 10 * i)).replace("Vasterling", n.title()) for i, n in enumerate(names)]
    operator = Operator(tmp_path, server, "".join(rows))
    for i, n in enumerate(names):
        server.hold(
            cap_case(first_page=str(1205 + 10 * i), name_abbreviation=f"Town of Quillport v. {n.title()}", citations=[{"cite": f"481 U.S. {1205 + 10 * i}"}])
        )

    def stop(what, done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        operator.fetch(progress=stop)
    assert list(operator.kept()) == ["alder", "birch"]
    (operator.data / "opinions" / "cedar.part").write_text("half of", encoding="utf-8")  # as a run that was killed leaves it
    server.asked.clear()
    report = operator.fetch()
    assert [d["id"] for d in report.fetched] == ["cedar"]
    assert server.asked == ["/us/481/cases/1225-01.json", "/us/481/html/1225-01.html"]
    assert sorted(p.name for p in (operator.data / "opinions").iterdir()) == ["alder.json", "birch.json", "cedar.json"]


def test_two_runs_do_not_fetch_at_once(operator, server):
    def meanwhile(handler):
        with pytest.raises(Busy, match="another run is fetching"):
            operator.fetch()
        handler.give(cap_case())

    server.hold(cap_case())
    server.files[CASE] = meanwhile
    assert [d["id"] for d in operator.fetch().fetched] == [HARBOR]


def test_a_decision_that_is_too_long_as_a_whole_is_left_out(operator, server):
    server.hold(cap_case(analysis="x" * 5_000_000), cap_html(cap_case()) + "y" * 4_000_000)
    assert operator.fetch().missing[0]["why"] == "the Caselaw Access Project gave a decision of more than 8 MB"


@pytest.mark.parametrize("depth", [900, 990, 5_000])
def test_a_decision_that_is_nested_deep_is_kept_or_left_out(operator, server, depth):
    server.hold(cap_case())
    server.files[CASE] = (200, json.dumps(cap_case())[:-1].encode() + b', "x": ' + b"[" * depth + b"]" * depth + b"}", {})
    report = operator.fetch()
    assert (HARBOR in operator.kept()) == bool(report.fetched) != bool(report.missing)


def test_what_is_brought_in_need_not_be_fetched(operator, server, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "scan of quillport.json").write_text(json.dumps({"citations": ["481 U. S. 1205"]}), encoding="utf-8")
    assert operator.fetch(opinions=mine).missing == []
    assert server.asked == []


@pytest.mark.parametrize(
    "data",
    [{"citations": [HARBOR_KEY]}, {"format": "cap", "case": cap_case()}, cap_case(), {"format": "courtlistener", "cluster": cluster()}],
    ids=["ours", "as fetched from CAP", "CAP's own", "as fetched from CourtListener"],
)
def test_a_decision_at_hand_under_another_name_is_not_fetched(operator, server, data):
    (operator.data / "opinions").mkdir(parents=True)
    (operator.data / "opinions" / "mine.json").write_text(json.dumps(data), encoding="utf-8")
    assert operator.fetch().missing == []
    assert server.asked == []


@pytest.mark.parametrize(
    ("reporter", "folder"), [("U.S.", "us"), ("F.2d", "f2d"), ("F. Supp. 2d", "f-supp-2d"), ("F. App'x", "f-appx"), ("L. Ed. 2d", "l-ed-2d")]
)
def test_the_folder_of_a_reporter(reporter, folder):
    assert slug(reporter) == folder


def test_without_a_token_the_other_source_is_not_asked_and_it_is_said(operator, server):
    report = operator.fetch()
    assert report.notes == [NO_TOKEN]
    assert not any("v4" in path for path in server.asked)
    assert told(report)[1:] == [f"not fetched, because the Caselaw Access Project does not have it: 1 (Town of Quillport v. Vasterling, {HARBOR_KEY})"]
