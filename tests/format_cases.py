"""One made-up decision, rendered in every format that is read: what the four Sources must agree in.

Nothing here is law. In the paragraphs below ``{903}`` is where a page of the official reporter begins, ``{s4330}`` one of
a parallel reporter, and ``{n1}`` the call of a note; ``#`` opens a heading, ``>`` a block quotation.
"""

from __future__ import annotations

import html
import re
from typing import Any

NAME, KEY, PARALLEL = "City of Larkspur v. Dunmore", "491 U.S. 900", "109 S. Ct. 4321"
LEAD = [
    "JUSTICE HOLLOWAY delivered the opinion of the Court.",
    "The city of Larkspur hired twelve lifeguards in one summer and gave none of them a lesson in rescue. {n1} We granted review.",
    "#I",
    "{903}In July 1981 the life{s4324}guard watched a swimmer sink. As we said in Town of Okemos v. Farrow, 460 U.S. 101, 107 (1983):",
    '>"A town that reads its ledger and does nothing has made its {904}choice."',
    "That rule is settled, and nobody asks us to leave it.",
    "#II",
    "The statute is plain.",
    '>"Every person who subjects another shall be liable."',
    "42 U.S.C. § 1983. The city must have chosen, with open eyes, to leave the lesson out. {n2} {905}{s4326}The judgment is affirmed.",
    "It is so ordered.",
]
DISSENT = [
    "{906}JUSTICE O'TOOLE, with whom JUSTICE PELL joins, dissenting.",
    "The Court turns every careless summer into a federal case. {907}The rope was hanging on the wall.",
]
NOTES = {"1": "The thirteenth lifeguard was trained in a neighboring town.", "2": "A lesson that nobody needs is no lesson, § 3 of the town's own book says."}
HEAD = ["CITY OF LARKSPUR v. DUNMORE", "SUPREME COURT OF THE UNITED STATES", "No. 88-1. Decided May 1, 1989", "The Reporter says that beaches matter."]
_SIGN = re.compile(r"\{(s?)(\d+)\}|\{n(\d+)\}")


def _plain(paragraph: str, page: str) -> str:
    """Without the parallel pages, which only markup can tell apart."""

    def sign(m: re.Match[str]) -> str:
        return f"[Footnote {m[3]}]" if m[3] else "" if m[1] else page.format(m[2])

    return _SIGN.sub(sign, paragraph.lstrip("#>"))


def _note(number: str) -> str:
    return f"[Footnote {number}] {NOTES[number]}"


def ours() -> dict[str, Any]:
    """The format of ``../shared/opinions``."""
    texts = ["\n\n".join([*(_plain(p, "[*{}] ") for p in LEAD), *map(_note, NOTES)]), "\n\n".join(_plain(p, "[*{}] ") for p in DISSENT)]
    rows = [("majority", "Holloway", LEAD[0]), ("dissent", "O'Toole", _plain(DISSENT[0], ""))]
    opinions = [{"type": k, "author": a, "description": d, "text": t} for (k, a, d), t in zip(rows, texts, strict=True)]
    return {"case_name": NAME, "citations": [KEY, PARALLEL], "court": "scotus", "date_filed": "1989-05-01", "year": 1989, "docket_number": "88-1",
            "author": "Holloway", "star_pages": {"last": 907}, "opinions": opinions}  # fmt: skip


def text() -> str:
    """A typed text: lines of ninety characters, a word broken at a line's end, the notes behind their opinion."""
    paragraphs = [*HEAD[:3], KEY, HEAD[3], "*902", *(_plain(p, "*{} ") for p in LEAD), *map(_note, NOTES), *(_plain(p, "*{} ") for p in DISSENT)]
    return "\n\n".join(_wrapped(p) for p in paragraphs)


def _wrapped(paragraph: str) -> str:
    lines, line = [], ""
    for word in paragraph.split():
        if len(line) + len(word) > 80 and word == "lifeguards":
            lines, line = [*lines, f"{line} life-"], "guards"
        elif len(line) + len(word) > 90:
            lines, line = [*lines, line], word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def _markup(paragraph: str, page: str, call: str) -> str:
    def sign(m: re.Match[str]) -> str:
        return call.format(m[3]) if m[3] else page.format(m[2], 2 if m[1] else 1)

    # the signs' own braces stay; quotation marks and ampersands become entities, spaces hard ones here and there
    body = _SIGN.sub(sign, html.escape(paragraph.lstrip("#>"), quote=False).replace("§ ", "&sect;&nbsp;").replace("lifeguards", "life&shy;guards"))
    tag = "h2" if paragraph.startswith("#") else "blockquote" if paragraph.startswith(">") else "p"
    return f"<{tag}>\n  {body}\n</{tag}>"


CAP_PAGE = '<a id="p{0}" href="#p{0}" data-label="{0}" data-citation-index="{1}" class="page-label">*{0}</a>'
CAP_CALL = '<a class="footnotemark" href="#footnote_1_{0}" id="ref_footnote_1_{0}">{0}</a>'


def cap_html() -> str:
    """A case as the Caselaw Access Project renders it."""
    notes = "".join(
        f'<aside data-label="{n}" class="footnote" id="footnote_1_{n}"><a href="#ref_footnote_1_{n}">{n}</a><p>{html.escape(t)}</p></aside>'
        for n, t in NOTES.items()
    )
    lead, dissent = ("".join(_markup(p, CAP_PAGE, CAP_CALL) for p in part) for part in (LEAD, DISSENT))
    head = "".join(f"<p>{p}</p>" for p in [*HEAD[:3], KEY, HEAD[3]])
    lead = lead.replace("<p>", '<p class="author">', 1)
    page = CAP_PAGE.format(902, 1)
    return (
        f'<section class="casebody" data-case-id="1" data-firstpage="900" data-lastpage="907"><section class="head-matter">{head}{page}</section>'
        f'<article class="opinion" data-type="majority">{lead}{notes}</article><article class="opinion" data-type="dissent">{dissent}</article></section>'
    )


def cap() -> dict[str, Any]:
    """The envelope around a CAP case."""
    case = {
        "id": 1, "name": "CITY OF LARKSPUR, PETITIONER v. DUNMORE", "name_abbreviation": NAME, "decision_date": "1989-05-01", "docket_number": "88-1",
        "first_page": "900", "last_page": "907", "citations": [{"type": "official", "cite": KEY}, {"type": "parallel", "cite": "109 S.Ct. 4321"}],
        "court": {"name_abbreviation": "U.S.", "id": 9009, "name": "Supreme Court of the United States"},
        "casebody": {"head_matter": "\n".join(HEAD), "opinions": [{"type": "majority", "author": "JUSTICE HOLLOWAY", "text": "…"}]},
    }  # fmt: skip
    return {"format": "cap", "fetched": "2026-11-25", "from": "/us/491/cases/0900-01.json", "case": case, "html": cap_html()}


CL_PAGE = '<span citation-index="{1}" class="star-pagination" label="{0}"> \n   *{0}\n   </span>'
CL_CALL = '<a class="footnote" href="#fn{0}" id="fn{0}_ref">[{0}]</a>'


def courtlistener_htmls() -> list[str]:
    """The two opinions as CourtListener's ``html_with_citations`` has them."""
    notes = "".join(
        f'<div class="footnote" id="fn{n}" label="{n}"><a class="footnote" href="#fn{n}_ref">{n}</a><p> {html.escape(t)}</p></div>' for n, t in NOTES.items()
    )
    lead, dissent = ("".join(_markup(p, CL_PAGE, CL_CALL) for p in part) for part in (LEAD, DISSENT))
    linked = lead.replace("460 U.S. 101, 107", '<span class="citation" data-id="7"><a href="/opinion/7/x/">460 U.S. 101, 107</a></span>')
    return [f"<div>{linked}<div class='footnotes'>{notes}</div></div>", f"<div>{dissent}</div>"]


def courtlistener() -> dict[str, Any]:
    """The envelope around a CourtListener cluster."""
    lead, dissent = courtlistener_htmls()
    cluster = {"case_name": NAME, "date_filed": "1989-05-01", "citations": [{"volume": 491, "reporter": "U.S.", "page": "900", "type": 1},
               {"volume": 109, "reporter": "S. Ct.", "page": "4321", "type": 1}]}  # fmt: skip
    opinions = [
        {"type": "040dissent", "author_str": "O'Toole", "html_with_citations": dissent},
        {"type": "020lead", "author_str": "Holloway", "html_with_citations": lead, "plain_text": "…"},
    ]
    docket = {"court_id": "scotus", "docket_number": "88-1"}
    return {"format": "courtlistener", "fetched": "2026-11-25", "from": "/api/rest/v4/clusters/1/", "cluster": cluster, "docket": docket, "opinions": opinions}
