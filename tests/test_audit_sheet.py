"""An audit as a person reads it: facts in three kinds, the draft marked in place, authorities listed, a report to hand on."""

import io
import json
import re

import docx
import pytest

from chains.audit import audit
from chains.audit_authorities import authorities, authorities_html
from chains.audit_report import report_docx
from chains.audit_sheet import GROUPS, STATEMENTS, VERDICTS, draft_html, findings_html, report_json, rows_of, summary
from chains.drafts import DraftText
from test_audit import DRAFT, EXPECTED


@pytest.fixture(scope="module")
def rows(index):
    draft = DraftText(DRAFT)
    return rows_of(draft, audit(index, draft.text))


def test_every_verdict_of_the_contract_has_its_words():
    assert set(VERDICTS) >= {verdict for _, _, verdict in EXPECTED}
    assert {group for group, _ in VERDICTS.values()} == set(GROUPS) - {"compare"}
    assert set(STATEMENTS) == {"supported", "contradicted", "misattributed", "unsupported"}
    for said in (words for _, words in (*VERDICTS.values(), *STATEMENTS.values())):
        assert not re.search(r"\b(fake|invented|false|fabricat|lie|wrong)", said, re.IGNORECASE)


def test_the_summary_counts_each_kind(rows):
    cited, said = summary(rows).split(". ")
    assert cited == "14 citations and quotations: 6 to look at, 2 that could not be checked here, 6 in order"
    assert said == "1 sentence about cited decisions: 0 to look at, 0 to compare with the source, 0 neither confirmed nor faulted, 1 in order."
    assert summary([]).startswith("No citation and no quotation")


def test_a_mark_stands_at_each_finding_and_the_draft_is_whole(rows):
    html = draft_html(DraftText(DRAFT), rows)
    plain = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", html).replace("&gt;", ">").replace("&amp;", "&")
    assert plain == DRAFT
    assert len(re.findall(r'<mark [^>]*id="mark-\d+"', html)) == len(rows)


def test_what_differs_is_shown_beside_the_words_of_the_source(rows):
    html = findings_html(rows)
    altered = next(r for r in rows if r.finding.verdict.verdict == "altered")
    part = html[html.index(f'id="finding-{altered.number}"') :]
    assert "The words in the source differ" in part[:400]
    assert "<blockquote>" in part[:2500]
    assert html.index("Look at these first") < html.index("Could not be checked here") < html.index("In order")


def test_the_table_of_authorities_parts_what_is_held_from_what_is_not(rows):
    named = authorities((r.finding, r.place) for r in rows)
    assert [n.kind for n in named] == ["case", "case", "not held", "not held"]
    larkspur = next(n for n in named if n.name.startswith("City of Larkspur"))
    assert larkspur.places == ("line 3", "line 4", "line 6", "line 15")
    assert "Not in this library" in authorities_html(named)


def test_the_reports_hold_every_finding(rows):
    draft = DraftText(DRAFT, unread=("page 2 holds no text",))
    told = json.loads(json.dumps(report_json("memo.md", draft, rows)))
    assert [(f["line"], f["kind"], f["verdict"]) for f in told["findings"]] == EXPECTED
    assert told["unread"] == ["page 2 holds no text"]
    document = docx.Document(io.BytesIO(report_docx("memo\x00.md", draft, rows)))
    assert sum(len(t.rows) - 1 for t in document.tables) == len(rows)
    assert any("Not checked" in p.text for p in document.paragraphs)


STATED = """A city is immune from punitive damages under § 1983. City of Newport v. Fact Concerts, Inc., 453 U.S. 247, 271 (1981).

In Canton the Supreme Court affirmed the verdict against the city, and the Court held that <b>gross negligence</b> in training is enough. 489 U.S. at 388.

A shepherd, it must be said, is a poet of the early spring. City of Canton v. Harris, 489 U.S. 378, 381 (1989).
"""


def test_statements_that_need_no_look_are_folded_away_with_the_nearest_words(index):
    draft = DraftText(STATED)
    rows = rows_of(draft, audit(index, draft.text))
    said = {r.finding.line: r for r in rows if r.states}
    assert [said[n].group for n in (1, 3)] == ["fine", "look"]
    assert summary(rows).endswith(".")
    assert "3 sentences about cited decisions: 1 to look at" in summary(rows)
    html = findings_html(rows)
    folded = html[html.index("<details") :]
    assert f'id="finding-{said[1].number}"' in folded
    assert f'id="finding-{said[3].number}"' not in folded
    assert "The nearest sentence that we hold" in folded
    assert "&lt;b&gt;gross negligence&lt;/b&gt;" in html


def test_a_statement_is_marked_where_no_citation_of_it_is(index):
    draft = DraftText(STATED)
    rows = rows_of(draft, audit(index, draft.text))
    html = draft_html(draft, rows)
    plain = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", html).replace("&lt;", "<").replace("&gt;", ">")
    assert plain == STATED
    assert re.findall(r'id="mark-(\d+)"', html) == [str(r.number) for r in rows]


def test_sentences_that_were_not_compared_are_counted_and_not_listed(index, monkeypatch):
    monkeypatch.setattr("chains.audit.MOST", 1)
    told = []
    draft = DraftText(STATED)
    rows = rows_of(draft, audit(index, draft.text, lambda done, total: told.append((done, total))))
    assert [r.compared for r in rows if r.states] == [True, False, False]
    assert summary(rows).endswith("2 were left.")
    assert set(told) == {(0, 1), (1, 1)}
    assert "poet" not in findings_html(rows)


def test_the_reports_hold_statements_with_the_nearest_words(index):
    draft = DraftText(STATED)
    rows = rows_of(draft, audit(index, draft.text))
    document = docx.Document(io.BytesIO(report_docx("memo.md", draft, rows)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert any("453 U.S. 247" in c and "immune" in c for c in cells)
    told = report_json("memo.md", draft, rows)
    assert [f["kind"] for f in told["findings"]].count("statement") == 3
    assert [n["name"] for n in told["authorities"]].count("City of Newport v. Fact Concerts, Inc., 453 U.S. 247 (1981)") == 1


def test_markup_in_a_draft_stays_text(index):
    draft = DraftText('<script>alert(1)</script> Monell, <b>436 U.S. 658</b> "<img src=x onerror=y> was said there"')
    rows = rows_of(draft, audit(index, draft.text))
    for html in (draft_html(draft, rows), findings_html(rows), authorities_html(authorities((r.finding, r.place) for r in rows))):
        assert "<script" not in html
        assert "<img" not in html
        assert "<b>" not in html
