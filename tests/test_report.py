"""The report of a run: what stands in it, that nothing escapes, and that it needs nothing from elsewhere."""

import json
import re
from dataclasses import asdict, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.charts import WIDTH, Bar, Spread, bars, spreads
from eval.metrics import ALL
from eval.models import Case, Seen
from eval.report import report
from eval.report_case import case_html, in_place
from eval.report_figures import number, table
from eval.runs import Figure, Run, Scored

EVIL = "</details><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp; $5"
WORDS = "The inadequacy of police training may serve as the basis for § 1983 liability."
PASSAGE = f"Before it stands this. {WORDS} After it stands that."
VOID = {"meta", "input", "br", "img"}
SELF_CLOSED = {"path", "line", "rect", "text"}  # as SVG may


class Page(HTMLParser):
    """Tags, attributes and text of a page; raises where what is opened is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.said = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in SELF_CLOSED

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.said += data


def passage(text: str = PASSAGE, **given):
    return {"id": "p1", "source_id": "canton", "kind": "opinion", "title": "Canton", "text": text, "start": 0, "end": len(text), "section_id": None,
            "part": "majority", "author": None, "pin": "388"} | given  # fmt: skip


def cite(quote: str | None = WORDS, text: str = PASSAGE, **given):
    start = text.index(quote) if quote else None
    place = {"quote": quote, "passage_id": "p1" if quote else None, "start": start, "end": start + len(quote) if quote else None}
    told = {"weight": "binding", "why": "binding everywhere: the Supreme Court", "url": "/library?source=canton", "page_checked": True}
    return {"authority": "City of Canton v. Harris", "citation": "489 U.S. 378", "pin": "388"} | place | told | given


CLAIMS = (("A city may be liable.", "short", [cite()]),)


def answer(status: str = "answered", claims=CLAIMS, passages=None, **given):
    rows = [{"text": text, "role": role, "citations": cites, "verdict": "supported"} for text, role, cites in claims]
    said = {"id": "d001", "question": "?", "understood_as": None, "answered": status == "answered", "status": status, "claims": rows}
    rest = {"notices": [], "withheld": [], "passages": [passage()] if passages is None else passages, "trace": {"why": ["short: best section"]}}
    return said | rest | given


def case(i: str = "d001", **given):
    plain = {"id": i, "question": f"When is a city liable, asked as {i}?", "kind": "plain", "topic": "elements", "expect": "answered",
             "authorities": ("489 U.S. 378", "563 U.S. 51"), "vital": (("may be liable", "is liable"), ("moving force",))}  # fmt: skip
    return Case(**plain | given)


def scored(i: str, group: str | None = None, **scores):
    fine = {"lost": 0.0, "top3_authority": 1.0, "nugget_recall_vital": 1.0, "forbidden_statements": None}
    return Scored(i, "hash", group or i, "answered", (), "", fine | scores)


def run_of(folder, *triples, figures=(), **facts) -> Run:
    cases, seen, rows = ({x.id: x for x in column} for column in zip(*triples, strict=True))
    about = {"name": "tuesday", "suite": "dev", "system": "pincite", "made": "2026-01-02T03:04:05+00:00", "settings": {"ranking.words": 0.3}} | facts
    return Run(folder, about, rows, {f.name: f for f in figures}, frozenset(), cases, seen)


def simple(i: str = "d001", status: str = "answered", *, asked=None, scores=None, **seen):
    asked = asked or {}
    return case(i, **asked), Seen(i, answer(status), **seen), scored(i, asked.get("same_as"), **(scores or {}))


def cells(html: str, row: str) -> list[str]:
    """The cells of the first table row under this head."""
    found = re.search(rf'<tr><th scope="row">{re.escape(row)}</th>(.*?)</tr>', html)
    assert found, row
    return re.findall(r"<td[^>]*>(.*?)</td>", found[1])


def test_the_report_needs_nothing_from_elsewhere(tmp_path):
    html = report(run_of(tmp_path, simple(milliseconds={"found": 12.0, "total": 20.0})))
    page = Page(html)
    assert "http" not in html
    assert "url(" not in html
    assert "@import" not in html
    assert all(value.startswith("#") for _, name, value in page.attributes if name in ("href", "src"))
    assert page.tags.count("script") == 1
    assert {"link", "iframe", "img", "object"}.isdisjoint(page.tags)
    assert html == report(run_of(tmp_path, simple(milliseconds={"found": 12.0, "total": 20.0})))


def test_nothing_escapes(tmp_path):
    evil = cite(EVIL, EVIL, authority=EVIL, citation=EVIL, pin=EVIL, why=EVIL, weight=EVIL)
    wrong = cite(EVIL, EVIL, passage_id="gone")
    asked = case(question=EVIL, history=(EVIL,), topic=EVIL, circuit=EVIL, authorities=(EVIL,), vital=((EVIL, EVIL),), okay=((EVIL,),), forbidden=(EVIL,))
    given = answer(EVIL, ((EVIL, EVIL, [evil, wrong]),), [passage(EVIL), passage(EVIL, id="p2", section_id=EVIL, title=EVIL)], notices=[EVIL],
                   understood_as=EVIL, withheld=[{"text": EVIL, "verdict": EVIL, "reasons": [EVIL, EVIL]}], trace={"why": [EVIL]})  # fmt: skip
    facts = {"name": EVIL, "settings": {EVIL: EVIL}, "other": EVIL, EVIL: EVIL, f"{EVIL} folded": {EVIL: EVIL}}
    run = run_of(tmp_path, (asked, Seen("d001", given, milliseconds={EVIL: 3.0}, fault=EVIL), scored("d001", lost=1.0, **{EVIL: 0.5})), **facts)
    verifier = Scored("v000-number", "hash", "v000", EVIL, (EVIL,), EVIL, {"withheld_number": 0.0})
    page = Page(report(replace(run, rows=run.rows | {"v000-number": verifier})))
    assert "img" not in page.tags
    assert page.tags.count("script") == 1
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert page.said.count(EVIL) > 20


@given(st.text(max_size=80))
def test_every_question_is_read_as_it_was_asked(question: str):
    html = case_html(case(question=question, history=("before",)), Seen("d001", answer()), {}, ["not answered"])
    page = Page(html)
    plain = question.replace("\r\n", "\n").replace("\r", "\n")
    assert plain in page.said.replace("\r\n", "\n").replace("\r", "\n")
    assert page.tags.count("details") == 3  # the case, its one quotation, and why


def test_a_quotation_is_marked_where_it_stands():
    html = case_html(case(), Seen("d001", answer()), {}, [])
    assert f"Before it stands this. <mark>{WORDS}</mark> After it stands that." in html
    assert "City of Canton v. Harris</b>, 489 U.S. 378, 388" in html
    assert "binding everywhere: the Supreme Court, page checked" in html


@pytest.mark.parametrize(
    ("cited", "passages", "told"),
    [
        (cite(start=3, end=9), [passage()], "the passage does not hold these words at this place"),
        (cite(), [], "the passage is not in the answer"),
    ],
)
def test_a_quotation_out_of_place_is_not_marked(cited, passages, told):
    html = case_html(case(), Seen("d001", answer(claims=(("Said.", "rule", [cited]),), passages=passages)), {}, [])
    assert "<mark>" not in html
    assert told in html
    assert not in_place(cited, passages[0] if passages else passage("else"))


def test_a_section_stands_once_with_all_that_was_taken_from_it():
    text = "First sentence. Second sentence. Third sentence."
    taken = [("First sentence.", "short", [cite("First sentence.", text, weight="guidance", citation=None, pin=None)]),
             ("Third sentence.", "rule", [cite("Third sentence.", text, weight="guidance", citation=None, pin=None)])]  # fmt: skip
    html = case_html(case(), Seen("d001", answer(claims=taken, passages=[passage(text, section_id="elements#1", kind="guidance")])), {}, [])
    assert html.count("Second sentence.") == 1
    assert "<mark>First sentence.</mark> Second sentence. <mark>Third sentence.</mark>" in html


def test_a_case_tells_what_was_expected_and_what_came():
    asked = case(circuit="ca5", forbidden=("you will win",), same_as="d009")
    html = case_html(asked, Seen("d001", answer("no_support", withheld=[{"text": "Held back.", "verdict": "unsupported", "reasons": ["no page", "no name"]}])),
                     {"lost": 1.0, "reading_grade": 10.25, "false_premise": None}, ["not answered"])  # fmt: skip
    page = Page(html)
    for words in ("489 U.S. 378 (cited, no. 1)", "563 U.S. 51 (not cited)", "may be liable (said)", "moving force (not said)", "you will win", "ca5", "d009",
                  "no support", "Held back. unsupported: no page; no name", "short: best section", "lost 1", "reading_grade 10.2"):  # fmt: skip
        assert words in page.said
    assert "false_premise" not in page.said


def test_cases_worth_a_look_come_first_and_can_be_chosen(tmp_path):
    fine, missed, lost = (
        simple("d001"),
        simple("d002", scores={"nugget_recall_vital": 0.5}),
        simple("d003", "no_support", scores={"lost": 1.0, "top3_authority": 0.0}),
    )
    html = report(run_of(tmp_path, fine, missed, lost))
    assert re.findall(r'id="case-(\w+)"', html) == ["d003", "d002", "d001"]
    radios = dict(re.findall(r'<label for="show-([\w-]+)">[^<]*<b>(\d+)</b>', html))
    assert radios["all"] == "3"
    assert radios["failing"] == "2"
    assert sorted(radios.values()) == ["1", "1", "1", "2", "3"]  # not answered, no authority, a vital fact; worth a look; all
    for key in set(radios) - {"all"}:
        assert f".list:has(#show-{key}:checked) .case:not(.{key})" in html
        assert len(re.findall(rf'<details class="case[^"]* {key}[ "]', html)) == int(radios[key])


def test_headline_figures(tmp_path):
    figures = [Figure("lost", 0.25, 0.125, 0.5, 40), Figure("quotation_fidelity", 1, 1, 1, 30), Figure("nugget_recall_all", 0.5, 0.5, 0.5, 1),
               Figure("length", 7.66, 7.44, 7.89, 40), Figure("true_shown", 0.9, 0.8, 1, 20)]  # fmt: skip
    html = report(run_of(tmp_path, simple(), figures=figures))
    titles = {m.name: m.title for m in ALL}
    assert cells(html, titles["lost"]) == ["0.250", "0.125–0.500", "40", "lower"]
    assert cells(html, titles["quotation_fidelity"]) == ["1.000", "all alike", "30", "higher"]
    assert cells(html, titles["nugget_recall_all"]) == ["0.500", "one only", "1", "higher"]
    assert cells(html, titles["length"])[:2] == ["7.7 sentences", "7.4–7.9"]
    assert cells(html, "True sentences that the gate lets through")[0] == "0.900"


def test_costs_are_shown_where_the_run_kept_them(tmp_path):
    name, title = next((m.name, m.title) for m in ALL if m.group == "cost" and m.unit)
    run = run_of(tmp_path, simple())
    assert title not in report(run)
    (tmp_path / "costs.json").write_text(json.dumps({name: asdict(Figure(name, 129.54, 116.2, 144.6, 224))}), encoding="utf-8")
    assert cells(report(run), title)[1] == "116.2–144.6"


def test_figures_by_kind_and_topic_by_hand(tmp_path):
    # plain: ½ and 1, mean ¾; angry: 0; the question asked again in other words does not count
    rows = [simple("d001", asked={"topic": "taser"}, scores={"nugget_recall_vital": 0.5}), simple("d002", asked={"topic": "taser"}),
            simple("d003", asked={"kind": "angry"}, scores={"nugget_recall_vital": 0.0}),
            simple("d004", asked={"kind": "angry", "same_as": "d003"}, scores={"nugget_recall_vital": 1.0})]  # fmt: skip
    html = report(run_of(tmp_path, *rows))
    assert cells(html, "plain")[::2] == ["0.750", "2"]
    assert cells(html, "angry") == ["0.000", "0.000–0.000", "1"]
    weakest = html.index("The weakest topics")
    assert html.index('<th scope="row">elements</th>', weakest) < html.index('<th scope="row">taser</th>', weakest)
    assert cells(html[weakest:], "elements") == ["0.000", "1.000", "0.000", "1 of 1"]
    assert cells(html[weakest:], "taser") == ["0.750", "1.000", "0.000", "1 of 2"]


def test_expected_replies_against_given_ones(tmp_path):
    rows = [simple("d001"), simple("d002", "no_support"), simple("n001", "refused", asked={"expect": "refused"}),
            simple("n002", "answered", asked={"expect": "refused"}), simple("n003", "invalid", asked={"expect": "refused"}, fault="KeyError: x")]  # fmt: skip
    html = report(run_of(tmp_path, *rows))
    html = html[html.index('class="matrix"') :]
    assert re.findall(r'<th scope="col">([\w ]+)</th>', html)[:4] == ["answered", "no support", "refused", "fault"]
    assert cells(html, "answered") == ["1", "1", "·", "·"]
    assert cells(html, "refused") == ["1", "·", "1", "1"]
    assert cells(html[html.index("</table>") :], "refused")[0] == "0.333"  # of three one was given its reply; the crash is none
    assert re.findall(r'class="number (\w+)">1', html)[:2] == ["right", "wrong"]


def test_steps_by_hand(tmp_path):
    rows = [simple(f"d00{i}", milliseconds={"found": float(i)}) for i in range(1, 6)]
    html = report(run_of(tmp_path, *rows))
    # of 1 … 5 the median is 3, and 95% of the way from the first to the last is 1 + .95 × 4 = 4.8
    assert cells(html, "found") == ["3.0", "4.8", "5.0"]
    assert 'id="time"' not in report(run_of(tmp_path, simple()))


def test_four_hundred_cases_stay_below_six_megabytes(tmp_path):
    # as answers of the whole library were: 6 sentences, each with a decision's passage of 700 characters, a section of 1,250, 1,900 of reasons
    text, section = WORDS * 9, "A sentence of guidance. " * 52
    claims = [(WORDS[:70], "rule", [cite(text=text), cite(None, authority="Pincite guidance: " + "x" * 40, citation=None, weight="guidance")])] * 6
    given = answer(claims=claims, passages=[passage(text), passage(section, id="p2", section_id="elements#1")], trace={"why": ["x" * 125] * 15})
    scores = {m.name: 0.5 for m in ALL}
    html = report(run_of(tmp_path, *((case(f"d{i}"), Seen(f"d{i}", given), scored(f"d{i}", **scores)) for i in range(400))))
    assert len(html.encode()) < 6_000_000


def test_a_bar_is_as_long_as_its_share():
    svg = bars("By <kind>", [Bar("plain & “angry” <b>", 0.5, 0.25, 0.75, 8)])
    assert svg.startswith('<svg role="img" aria-label="By &lt;kind&gt;" width="')
    assert f"h{WIDTH // 2}v8" in svg  # a path of half the width
    assert f'x2="{WIDTH / 2:g}"' in svg  # the interval, from a quarter to three quarters
    assert "plain &amp; “angry” &lt;b&gt;" in svg
    assert Page(svg).tags[0] == "svg"


def test_spreads_of_nothing_and_of_next_to_nothing():
    svg = spreads("Steps", [Spread("draft", 0, 0, 0, 0, 0)])  # a logarithm of 0 would be no place at all
    assert "NaN" not in svg
    assert "0.0 ms" in svg


def test_tables_are_for_all_readers():
    html = table('What "it" <b> took', ("<Step>", "ms"), [("a & b", 3), ("c", "4.5"), ("d", "–")])
    page = Page(html)
    assert ("th", "scope", "row") in page.attributes
    assert ("th", "scope", "col") in page.attributes
    assert ("div", "aria-label", 'What "it" <b> took') in page.attributes
    assert html.count('class="number"') == 2
    assert page.said.startswith('What "it" <b> took<Step>ms')


@pytest.mark.parametrize(("value", "unit", "text"), [(0.12345, "", "0.123"), (1234.56, "ms", "1,234.6 ms"), (0.0, "citations", "0.0 citations")])
def test_numbers(value, unit, text):
    assert number(value, unit) == text
