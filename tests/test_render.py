"""An answer as HTML and as plain text: what is text stays text, and only words that really stand there are highlighted."""

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import format_cases
from chains.models import Answer, Citation, Claim, Withheld
from chains.numbering import cited, full_citation, grouped, numbered, urgent_first, whose_words, withheld_words
from chains.plain import answer_text, report_text
from chains.render import answer_html, marked, safe, surroundings, terms_html
from chains.shelf import entries, search, source_html
from chains.understand import CLOCK, DANGER
from corpus.library import open_library
from corpus.models import Cite, Passage, Pin, Term
from corpus.opinions import read_bytes, read_opinion
from factories import GLOSSARY, LARKSPUR, LARKSPUR_KEY, opinion_data, write_library, write_opinion

HOSTILE = 'He said "pay $5 and $6" & <script>alert(1)</script> **bold** [link](http://x) § 1983 <img src=x onerror=y>'
WORDS = "A city answers for the lesson that it left out. Nothing else was asked. The rope hung on the wall."


def a_passage(text=WORDS, pid="p1", **more):
    facts = {"part": "majority", "author": "Holloway", "pin": "904"} | more
    return Passage(pid, LARKSPUR, "opinion", "City of Larkspur v. Dunmore", text, 0, len(text), **facts)


def a_citation(quote="Nothing else was asked.", pid="p1", start=None, **more):
    at = WORDS.index(quote) if start is None and quote in WORDS else (start or 0)
    facts = {"authority": "City of Larkspur v. Dunmore", "citation": LARKSPUR_KEY, "pin": "904", "quote": quote, "passage_id": pid, "start": at,
             "end": at + len(quote or ""), "weight": "binding", "why": "binding everywhere: the Supreme Court",
             "url": f"/library?source={LARKSPUR}&passage={pid}", "page_checked": True, "year": 1989}  # fmt: skip
    return Citation(**(facts | more))


def guidance():
    where, why = "/library?source=beach", "Pincite's own guidance, not law"
    return Citation("Pincite guidance: Beaches", None, None, None, None, None, None, "guidance", why, where, False)


def an_answer(*claims, passages=None, status="answered", notices=(), question="Can I sue?", **more):
    shown = claims or (Claim("A city can be sued.", "short", (a_citation(), guidance())),)
    return Answer("1", question, status, claims=shown, passages=(a_passage(),) if passages is None else passages, notices=notices, **more)


def shown_text(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_hostile_text_comes_out_as_it_was_written():
    answer = an_answer(
        Claim(HOSTILE, "short", (a_citation(authority=HOSTILE, why=HOSTILE),)), notices=(HOSTILE,), understood_as=HOSTILE, question=HOSTILE
    )  # fmt: skip
    html = answer_html(answer)
    assert shown_text(html).count(HOSTILE) == 5  # notice, understood, sentence, source and its weight
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror" not in re.sub(r">[^<]*<", "><", html)


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=80))
def test_any_text_comes_out_as_plain_text(text):
    shown = shown_text(safe(f"<p>{marked(text, [(0, len(text))])}</p>"))
    assert shown.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_nul_reaches_no_page():
    assert "\x00" not in safe(f"<p>{marked('a' + chr(0) + 'b', [(0, 3)])}</p>")


def test_a_link_to_anywhere_else_is_not_made():
    html = answer_html(an_answer(Claim("A city can be sued.", "short", (a_citation(url="javascript:alert(1)"),))))
    assert "javascript" not in html
    assert "Open it in the library" not in html


def test_exactly_the_quoted_words_are_highlighted():
    assert re.findall(r"<mark>(.*?)</mark>", answer_html(an_answer())) == ["Nothing else was asked."]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"start": 3}, id="other-offsets"),
        pytest.param({"quote": "Nothing else was sought.", "start": 48}, id="other-words"),
        pytest.param({"pid": "unknown"}, id="unknown-passage"),
        pytest.param({"start": 90, "end": 900}, id="past-the-end"),
        pytest.param({"quote": None, "start": 0, "end": 0}, id="no-quotation"),
    ],
)
def test_a_doubtful_place_is_not_highlighted(wrong):
    html = answer_html(an_answer(Claim("A city can be sued.", "short", (a_citation(**wrong),))))
    assert "<mark>" not in html
    assert "City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989)" in html


def test_surroundings_are_cut_between_words():
    text = "alpha beta gamma " * 40 + "THE WORDS MEANT" + " delta epsilon zeta" * 40
    start = text.index("THE WORDS MEANT")
    html = surroundings(text, [(start, start + 15)], around=50)
    assert "<mark>THE WORDS MEANT</mark>" in html
    assert set(re.sub(r"</?mark>", "", html).split()) <= {*text.split(), "…"}
    assert html.startswith("… ")
    assert html.endswith(" …")


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))))
def test_highlighting_never_changes_the_words(spans):
    assert shown_text(marked(WORDS, spans)) == WORDS


def test_sentences_are_grouped_and_numbered_in_reading_order():
    claims = [Claim(t, r, (guidance(),)) for t, r in (("d", "do"), ("s", "short"), ("c", "courts"), ("w", "wrote"), ("r", "rule"), ("k", "careful"))]
    groups = grouped(an_answer(*claims))
    assert [label for label, _ in groups] == ["The short answer", "The rule", "What courts look at", "What the Court wrote", "What to do", "Be careful"]
    assert [n for _, group in groups for n, _ in group] == [1, 2, 3, 4, 5, 6]


def test_marks_point_to_authorities_and_to_guidance_only_where_there_is_no_other():
    law, practical = Claim("law", "rule", (a_citation(), guidance())), Claim("practical", "do", (guidance(),))
    assert [c.weight for c in cited(law)] == ["binding"]
    assert [c.weight for c in cited(practical)] == ["guidance"]
    sources = numbered(an_answer(law, practical))
    assert [(s.number, s.citation.weight, s.sentences) for s in sources] == [(1, "binding", (1,)), (2, "guidance", (1, 2))]


def test_every_mark_leads_to_a_source_and_back():
    html = answer_html(an_answer(Claim("law", "rule", (a_citation(), guidance())), Claim("practical", "do", (guidance(),))), turn="t7")
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert {"t7-1", "t7-2", "t7-sentence-1", "t7-sentence-2"} <= ids


def test_two_quotations_of_one_page_are_one_source():
    first, second = a_citation(), a_citation("The rope hung on the wall.")
    (source,) = numbered(an_answer(Claim("a", "rule", (first,)), Claim("b", "rule", (second,))))
    assert [WORDS[a:b] for a, b in source.places["p1"]] == ["Nothing else was asked.", "The rope hung on the wall."]


def test_urgent_notices_come_first_and_danger_can_be_dialled():
    answer = an_answer(notices=("Something plain.", CLOCK, DANGER), status="answered")
    assert [k for k, _ in urgent_first(answer)] == ["danger", "urgent", "plain"]
    html = answer_html(answer)
    assert html.index('href="tel:911"') < html.index("A city can be sued.")
    assert 'href="tel:988"' in html


def test_what_was_withheld_is_counted_once():
    answer = an_answer(withheld=(Withheld("x", "unsupported", ("y",)),), notices=("1 sentence was withheld because the source did not bear it out.",))
    assert answer_html(answer).count("withheld") == 1
    assert withheld_words(2).startswith("2 more sentences were withheld")


@pytest.mark.parametrize("status", ["no_support", "not_in_library", "false_premise", "out_of_scope", "refused", "invalid"])
def test_other_statuses_are_said_calmly(status):
    answer = Answer("1", "?", status, notices=("This is why.",))
    html = answer_html(answer)
    assert 'class="pc-status"' in html
    assert "This is why." in html
    assert "Sources" not in html
    assert "This is why." in answer_text(answer)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989)"),
        ({"pin": None}, "City of Larkspur v. Dunmore, 491 U.S. 900 (1989)"),
        ({"citation": "42 U.S.C. § 1988", "paragraph": "(b)", "year": None, "pin": None}, "42 U.S.C. § 1988(b)"),
        ({"citation": None, "authority": "Pincite guidance: Beaches", "year": None}, "Pincite guidance: Beaches"),
    ],
)
def test_full_citations(change, expected):
    assert full_citation(a_citation(**change)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "The court's opinion, by Justice Holloway"),
        ({"part": "dissent", "author": "Pell"}, "A dissenting opinion, not the court's, by Justice Pell"),
        ({"part": "plurality", "author": None}, "A plurality's opinion, not a majority's"),
        ({"author": "Per Curiam"}, "The court's opinion, signed by no single judge"),
        ({"kind": "guidance"}, "Pincite's own words"),
    ],
)
def test_whose_words(change, expected):
    passage = a_passage(**{k: v for k, v in change.items() if k != "kind"})
    if "kind" in change:
        passage = Passage("g", "beach", "guidance", "Beaches", "x", 0, 1)
    assert whose_words(passage, "scotus") == expected


def test_a_page_that_was_not_checked_is_said():
    html = answer_html(an_answer(Claim("A city can be sued.", "short", (a_citation(page_checked=False),))))
    assert "Page not checked." in html


GOLDEN = """\
Question: Can I sue?

THE SHORT ANSWER
1. A city can be sued. [1]

SOURCES
[1] City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989). Binding everywhere: the Supreme Court. Page checked.
    “Nothing else was asked.”
[2] Pincite guidance: Beaches. Pincite's own guidance, not law.

“Page checked” means that these words stand on this page. It does not mean that they are still the law today or that they fit your facts.
Legal information, not legal advice. Read each source before you rely on it.
"""


def test_plain_text_as_people_copy_it():
    assert answer_text(an_answer()) == GOLDEN


def test_a_report_holds_the_question_only_when_chosen():
    answer = an_answer(question="my secret story", trace={"index": "abc123", "version": "1.2"})
    without, with_it = report_text(answer, 1), report_text(answer, 1, with_question=True)
    assert "my secret story" not in without
    assert "my secret story" in with_it
    for part in ("A city can be sued.", "491 U.S. 900, 904", "abc123", "1.2"):
        assert part in without


@pytest.fixture
def opinion(tmp_path):
    return read_opinion(write_opinion(tmp_path, LARKSPUR, opinion_data()))


@pytest.fixture
def library(tmp_path):
    return open_library(write_library(tmp_path / "library"))


def test_a_decision_shows_its_pages_voices_and_the_passage(opinion, library):
    start = opinion.text.index("It is not enough")
    end = opinion.text.index("The judgment of")
    passage = Passage("p", opinion.id, "opinion", opinion.title, opinion.text[start:end], start, end, part="majority")
    html = source_html(opinion, library, passage)
    assert "The court's opinion, by Justice Holloway" in html
    assert "A dissenting opinion, not the court's, by Justice Pell" in html
    assert "[*904]" in html
    assert 'class="pc-note"' in html
    assert "".join(re.findall(r"<mark>(.*?)</mark>", html.split("The whole decision")[0])).strip() == opinion.text[start:end].strip()


def test_a_block_quotation_is_set_apart_and_only_official_pages_are_shown(library):
    source = read_bytes("x.json", json.dumps(format_cases.cap()).encode())
    html = source_html(source, library)
    set_apart = re.findall(r'<span class="pc-block">(.*?)</span>', re.sub(r'<span class="pc-page">.*?</span> ?', "", html))
    assert [unescape(words) for words in set_apart] == [source.text[b.start : b.end] for b in source.blocks]
    assert "[*904]" in html
    assert "4324" not in html
    assert html.count("<span") == html.count("</span>")


def test_every_word_of_a_decision_is_shown(opinion, library):
    shown = re.sub(r"\[\*\d+\]|\s", "", shown_text(source_html(opinion, library).split("The whole decision")[1]))
    for part in opinion.parts:
        assert re.sub(r"\s", "", opinion.text[part.start : part.end]) in shown


def test_a_digest_shows_roles_pins_and_that_its_words_are_ours(library):
    html = source_html(library.sources[LARKSPUR], library)
    assert "Held" in html
    assert "[904]" in html
    assert "Pincite's own" in html


def test_the_opened_section_comes_first_and_is_marked_off(library):
    source = library.sources["beach-training"]
    second = source.sections[1]
    passage = Passage("p", source.id, "guidance", source.title, source.text[second.start : second.end], second.start, second.end, section_id=second.id)
    html = source_html(source, library, passage)
    assert html.index("Does a footnote") < html.index("When does a city")
    assert html.count('class="pc-target"') == 1


def test_search_finds_by_name_citation_and_words(library, opinion):
    shelf = entries(library, [opinion])
    assert {e.kind for e in search(shelf, "491 u.s. 900")} == {"digest", "opinion"}
    assert search(shelf, "rope", "guidance")[0].source_id == "beach-training"
    assert search(shelf, "zeppelin") == []
    assert len(search(shelf, "")) == len(shelf)


WORDS_GOLDEN = (
    '<details class="pc-words"><summary>Words used here (2)</summary><ul class="pc-lines">'
    '<li><strong>rope</strong>: A line that a guard throws to a swimmer. <span class="pc-pin">[our own explanation]</span></li>'
    '<li><strong>lesson</strong>: What a guard is taught about pulling a swimmer out. <span class="pc-pin">'
    f'[<a href="/library?source={LARKSPUR}" target="_blank" rel="noopener noreferrer">City of Larkspur v. Dunmore, 491 U.S. 900, 902 (1989)</a>]</span></li>'
    "</ul></details>"
)


def test_words_used_in_an_answer_are_explained_under_it(tmp_path):
    explained = open_library(write_library(tmp_path / "library", glossary=GLOSSARY))
    answer = an_answer(Claim("A rope needs a lesson, and a rope needs <b>two</b> Lessons.", "short", (a_citation(),)))
    html = answer_html(answer, explained)
    assert html.count("<details") == 1
    assert WORDS_GOLDEN in html
    assert html.index("A rope needs") < html.index("pc-words") < html.index("pc-sources")
    assert "taught about pulling" not in answer_text(answer, explained)


def test_nothing_is_explained_where_no_term_is_used_or_none_is_known(tmp_path, library):
    explained = open_library(write_library(tmp_path / "explained", glossary=GLOSSARY))
    assert "pc-words" not in answer_html(an_answer(Claim("A city can be sued.", "short", (guidance(),))), explained)
    rope = an_answer(Claim("A rope hung there.", "short", (guidance(),)))
    assert "pc-words" in answer_html(rope, explained)
    assert "pc-words" not in answer_html(rope, library)
    assert "pc-words" not in answer_html(rope)


def test_a_meaning_in_the_words_of_a_plurality_says_so(library):
    term = Term("ratify", (), "To approve.", (Cite(LARKSPUR_KEY, (Pin(904, 904),)),), "plurality")
    assert "904 (1989)</a> (plurality)]" in terms_html([term], library)
