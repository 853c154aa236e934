import json

from chains.audit import audit
from chains.door import main

DRAFT = """# Memorandum

A rescue program counts "only when the missing lesson would have changed what the guard did." City of Larkspur v.
Dunmore, 491 U.S. 900, 904 (1989). The lesson "must have been chosen with open eyes." Id. at 904. See also id. at 999.

In Town of Okemos v. Farrow, 522 U.S. 1010 (1998), the Court said that "the lesson was cheap" and moved on. Larkspur, supra, at 903.

As Smith v. Jones, 999 F.3d 1234, 1240 (9th Cir. 2021), holds, "training matters to all of us." Compare 812 U.S. 55 (2019).

He told me "get off the beach right now."

> The drowning must be traced to the lesson that was left out,
> and not to the bad luck of a single guard.

City of Larkspur v. Dunmore, 491 U.S. 900, 906 (1989).
"""

EXPECTED = [
    (3, "statement", "supported"),
    (3, "quotation", "exact"),
    (3, "citation", "supported"),
    (4, "quotation", "altered"),
    (4, "citation", "supported"),
    (4, "citation", "impossible_citation"),
    (6, "citation", "supported"),
    (6, "quotation", "altered"),
    (6, "citation", "supported"),
    (8, "citation", "not_in_library"),
    (8, "quotation", "not_in_library"),
    (8, "citation", "impossible_citation"),
    (10, "quotation", "not_found"),
    (12, "quotation", "exact_wrong_page"),
    (15, "citation", "supported"),
]


def test_every_citation_and_quotation_in_order(index):
    found = audit(index, DRAFT)
    assert [(f.line, f.kind, f.verdict.verdict) for f in found] == EXPECTED


def test_a_quotation_knows_its_citation(index):
    cited = [f.cited for f in audit(index, DRAFT) if f.kind == "quotation"]
    assert cited == [
        "City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989)",
        "Id. at 904",
        "Town of Okemos v. Farrow, 522 U.S. 1010 (1998)",
        "As Smith v. Jones, 999 F.3d 1234, 1240 (9th Cir. 2021)",
        None,
        "City of Larkspur v. Dunmore, 491 U.S. 900, 906 (1989)",
    ]


def test_a_citation_inside_a_quotation_is_the_courts(index):
    assert [f.kind for f in audit(index, 'He wrote "liable under § 1983 and 489 U.S. 378 too" there.')] == ["quotation"]


def test_nothing_to_find(index):
    assert audit(index, "A letter without any law in it.") == []


def test_the_door(door, tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    code, out, err = door(main, "audit", str(path), "--json")
    assert (code, err) == (0, "")
    rows = json.loads(out)
    assert [(r["line"], r["kind"], r["verdict"]) for r in rows] == EXPECTED
    assert set(rows[0]) == {"line", "kind", "text", "cited", "verdict", "reasons", "evidence"}
    code, out, err = door(main, "audit", str(path))
    assert code == 0
    assert "supported" in out
    code, out, err = door(main, "audit", str(tmp_path / "missing.txt"))
    assert code == 1
    assert "missing.txt cannot be read" in err


def test_a_batch_with_bad_lines_goes_on(door, tmp_path):
    path = tmp_path / "batch.jsonl"
    lines = [
        '{"id": 7, "quote": "the drowning must be traced to the lesson", "citation": null, "pin": 904}',
        "not json",
        '{"id": "b"}',
        '{"id": "c", "claim": "x", "quote": "y"}',
        "[1, 2]",
        '{"id": "d", "claim": 5}',
        '{"id": "e", "quote": "The drowning must be traced to the lesson", "citation": "491 U.S. 900", "pin": 904, "more": 1}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = door(main, "verify", "--batch", str(path), "--json")
    rows = [json.loads(x) for x in out.splitlines()]
    assert code == 0
    assert [r["id"] for r in rows] == [7, None, "b", "c", None, "d", "e"]
    assert [r["verdict"] for r in rows][1:5] == ["invalid"] * 4
    assert rows[-1]["verdict"] == "exact"
    assert all(set(r) == {"id", "verdict", "reasons", "evidence"} and r["reasons"] for r in rows)
