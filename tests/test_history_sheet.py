"""A source's page: its links to other sources, the page that a link opens, what became of it, and who cites whom."""

import re
from dataclasses import replace

import pytest

from chains.history_sheet import Cites, later_html, map_html, weight_of
from chains.links import link_to
from chains.render import safe
from chains.shelf import source_html
from corpus.library import open_library
from corpus.models import Later
from corpus.opinions import read_opinion
from corpus.referring import Reference
from factories import LARKSPUR, LARKSPUR_KEY, OKEMOS, OKEMOS_KEY, opinion_data, pageless_data, write_library, write_opinion
from ingest.build import _with_opinions
from ingest.citation_map import Edge, write


@pytest.fixture
def decisions(tmp_path):
    """Larkspur, whose dissent cites itself and Okemos; Okemos, which cites Larkspur three times."""
    okemos = pageless_data()
    okemos["opinions"][0]["text"] += (
        "\n\nSee City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989). That is enough. Id., at 905. But see Larkspur, 491 U.S., at 907 <b>&</b>."
    )
    paths = write_opinion(tmp_path / "o", LARKSPUR, opinion_data()), write_opinion(tmp_path / "o", OKEMOS, okemos)
    return {p.stem: read_opinion(p) for p in paths}


@pytest.fixture
def library(tmp_path, decisions):
    return _with_opinions(open_library(write_library(tmp_path / "library")), decisions)


@pytest.fixture
def cites(tmp_path, library, decisions):
    """What the index would hold: as the build writes it and the index reads it."""
    from ingest.citation_map import EDGES, MAP, REFERENCE_LIST, REFERENCES

    (tmp_path / "index").mkdir()
    write(tmp_path / "index", library, decisions, tmp_path / "kept", lambda what, done, total: None)
    edges = EDGES.validate_json((tmp_path / "index" / MAP).read_bytes())
    read = {i: REFERENCE_LIST.validate_json((tmp_path / "index" / REFERENCES / f"{i}.json").read_bytes()) for i in decisions}
    return {i: Cites(read[i], edges) for i in decisions}


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_map_counts_signals_and_first_places(cites):
    (edge,) = cites[OKEMOS].edges
    assert (edge.citing, edge.cited, edge.times, edge.page, edge.signals, edge.parts) == (OKEMOS, LARKSPUR_KEY, 3, None, ("see", "but see"), ("per curiam",))
    assert [(r.form, r.pin, r.there) for r in cites[OKEMOS].references] == [("full", "904", True), ("id", "905", True), ("short", "907", True)]


def test_what_was_found_in_a_text_is_found_once(tmp_path, library, decisions, cites, monkeypatch):
    def never(text):
        raise AssertionError("asked again about a known text")

    monkeypatch.setattr("ingest.citation_map.find_mentions", never)
    (tmp_path / "again").mkdir()
    write(tmp_path / "again", library, decisions, tmp_path / "kept", lambda what, done, total: None)
    assert (tmp_path / "again" / "citations.json").read_bytes() == (tmp_path / "index" / "citations.json").read_bytes()
    assert len(list((tmp_path / "kept").glob("*.json"))) == 2
    (tmp_path / "less").mkdir()
    write(tmp_path / "less", library, {OKEMOS: decisions[OKEMOS]}, tmp_path / "kept", lambda what, done, total: None)
    assert len(list((tmp_path / "kept").glob("*.json"))) == 1


def test_a_decision_links_to_the_page_that_it_cites(library, decisions, cites):
    html = source_html(decisions[OKEMOS], library, cites=cites[OKEMOS])
    links = re.findall(r'<a href="([^"]+)" title="([^"]+)"[^>]*>([^<]+)</a>', html)
    assert [(href.replace("&amp;", "&"), title, words) for href, title, words in links if "page=" in href] == [
        (f"/library?source={LARKSPUR}&decision=1&page={page}", f"City of Larkspur v. Dunmore, {LARKSPUR_KEY}, {page} (1989)", words)
        for page, words in ((904, "491 U.S. 900, 904"), (905, "Id., at 905"), (907, "491 U.S., at 907"))
    ]
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in html
    whole = re.sub(r"\[\*\d+\]|\s", "", text_of(html).split("The whole decision")[1])
    assert re.sub(r"\s", "", "That is enough. Id., at 905.") in whole


def test_a_link_is_cut_where_a_page_begins_and_survives_a_highlight(library, decisions):
    source = decisions[LARKSPUR]
    at = next(start for start, page in source.pages if page == 904)
    cites = Cites((Reference(at - 8, at + 8, OKEMOS_KEY, "full", None, "", "majority", "903"),))
    html = source_html(source, library, cites=cites)
    assert html.count(f'href="/library?source={OKEMOS}&amp;decision=1"') == 2
    assert "[*904]" in html


def test_where_the_decision_is_not_at_hand_its_digest_opens(tmp_path):
    library = open_library(write_library(tmp_path / "library"))
    link = link_to(Reference(0, 9, LARKSPUR_KEY, "full", "904", "", "majority", None), library)
    assert (link.url, link.title) == (f"/library?source={LARKSPUR}", f"City of Larkspur v. Dunmore, {LARKSPUR_KEY}, 904 (1989)")


def test_a_page_opens_under_its_voice(library, decisions):
    html = source_html(decisions[LARKSPUR], library, page=904)
    opened = html.split("The whole decision")[0]
    assert "<h3>Page 904</h3>" in opened
    assert "The court's opinion, by Justice Holloway" in opened
    assert "[*904]" in opened
    assert "[*905]" not in opened
    assert "closely related to the ultimate injury" in text_of(opened)
    assert "[Footnote 2] A lesson that nobody needs" in text_of(opened)  # called here, printed at the end
    last = text_of(source_html(decisions[LARKSPUR], library, page=905).split("The whole decision")[0])
    assert "It is so ordered." in last
    assert "[Footnote 2] A lesson" not in last
    dissent = source_html(decisions[LARKSPUR], library, page=906).split("The whole decision")[0]
    assert "A dissenting opinion" in dissent
    assert "has no page 9999" in source_html(decisions[LARKSPUR], library, page=9999)
    assert "has no page 1" in source_html(decisions[OKEMOS], library, page=1)


def test_the_history_says_who_cites_whom_and_what_it_is_not(library, decisions, cites):
    larkspur = text_of(map_html(decisions[LARKSPUR], library, cites[LARKSPUR].edges))
    assert "Cited by 1 decision at hand here, 3 times in all" in larkspur
    assert "Town of Okemos v. Farrow (1998) 3 times (“but see”)" in larkspur
    assert "Used in 1 other source of this library" in larkspur
    assert "Counted by machine over the 2 decisions at hand here and this library as of 2026-11-24. This is no citator" in larkspur
    okemos = text_of(map_html(decisions[OKEMOS], library, cites[OKEMOS].edges))
    assert "Cites 1 decision of this library" in okemos
    assert map_html(library.sources["beach-training"], library, cites[OKEMOS].edges) == ""
    digest = map_html(library.sources[LARKSPUR], library, cites[LARKSPUR].edges)
    assert text_of(digest) == larkspur


def test_a_citation_in_a_dissent_only_says_so(library, decisions):
    edges = (Edge(OKEMOS, LARKSPUR_KEY, 1, "1012 n.3", 5, (), ("dissent",)),)
    html = map_html(decisions[LARKSPUR], library, edges)
    assert "1 time, first on page 1012 n.3 (only in a dissent)" in text_of(html)
    assert f'href="/library?source={OKEMOS}&amp;decision=1&amp;page=1012"' in html
    assert safe(html) == safe(safe(html))


def test_what_was_opened_comes_before_the_history(library, decisions, cites):
    html = source_html(decisions[LARKSPUR], library, page=904, cites=cites[LARKSPUR])
    assert html.index("Page 904") < html.index("Who cites whom") < html.index("The whole decision")
    digest = source_html(library.sources[LARKSPUR], library, cites=cites[LARKSPUR])
    assert digest.index("Held") < digest.index("Who cites whom")


def test_long_lists_are_folded(library, decisions):
    many = tuple(Edge(OKEMOS, LARKSPUR_KEY, n, None, 0, (), ("majority",)) for n in range(1, 8))
    assert "<details><summary>Cited by 7 decisions" in map_html(decisions[LARKSPUR], library, many)
    assert "<details open><summary>Cited by 1 decision" in map_html(decisions[LARKSPUR], library, many[:1])


def test_what_took_law_away_is_told_first(library, decisions):
    held = library.authorities[LARKSPUR_KEY]
    later = (Later("followed", "512 U.S. 1", "goes on"), Later("overruled in part", OKEMOS_KEY, "gives <up> ropes", name="Town of Okemos v. Farrow", year=1998))
    changed = replace(library, authorities=library.authorities | {LARKSPUR_KEY: replace(held, later=later)})
    html = later_html(decisions[LARKSPUR], changed)
    told = text_of(html)
    by = f"verruled in part by Town of Okemos v. Farrow, {OKEMOS_KEY} (1998)"
    assert f"O{by}: gives &lt;up&gt; ropes.Followed by 512 U.S. 1: goes on.Written down by hand as of 2026-11-24. This is no citator" in told
    assert later_html(decisions[OKEMOS], changed) == later_html(library.sources["beach-training"], changed) == ""
    assert weight_of(decisions[LARKSPUR], changed, None) == f"Binding everywhere: the Supreme Court; o{by}"


def test_a_source_says_what_it_weighs(library, decisions):
    assert "<strong>Weight:</strong> Binding everywhere: the Supreme Court</li>" in source_html(decisions[OKEMOS], library, place="OH")
    assert weight_of(library.sources["beach-training"], library, None) == ""
    plural = {i: replace(d, parts=(replace(d.parts[0], kind="plurality"),)) for i, d in decisions.items()}
    assert "Marks v. United States" in weight_of(plural[OKEMOS], library, "OH")
    assert weight_of(plural[LARKSPUR], library, "OH").startswith("Binding")  # its digest knows of a majority for what was held
