"""Check a draft: every citation, quotation and statement of law in a paper that the reader brings, each beside what the source says.

The draft stays in this browser tab's memory on the machine that serves the page: it is not stored, logged or sent.
"""

from __future__ import annotations

import json

import streamlit as st

from chains.audit import audit
from chains.audit_authorities import authorities, authorities_html
from chains.audit_report import report_docx
from chains.audit_sheet import SAID, Row, draft_html, findings_html, report_json, rows_of, summary
from chains.drafts import DraftText, read_bytes
from chains.page import calm, opened, plain_label, print_button

INTRO = """<div class="pc-intro"><h1>Check a draft</h1>
<p>Paste or upload a paper before you file it. Every citation, every quotation, and every sentence that says what
a cited decision holds is compared with the decisions and statutes in this library, whoever or whatever wrote the draft.</p></div>
<div class="pc-before"><p>The draft stays in memory on the machine that serves this page until you close or reload the tab. Nothing is stored.</p>
<p><strong>Charged or under investigation?</strong> Ask your defense lawyer before you put your story here.</p></div>"""


def given() -> tuple[str, DraftText] | None:
    """The draft that the reader brought, with its name; None where there is none yet. Raises InputError for one that cannot be read."""
    upload = st.file_uploader("Upload a draft: Word, PDF, text or Markdown, up to 20 MB and 300 pages", type=["docx", "pdf", "txt", "md"], key="upload")
    pasted = st.text_area("Or paste the text", height=200, key="pasted", max_chars=400_000)
    if upload is not None:
        return upload.name, read_bytes(upload.name, upload.getvalue())
    return ("your text", DraftText(pasted)) if pasted.strip() else None


def downloads(name: str, draft: DraftText, rows: list[Row]) -> None:
    """The report as a Word file and as JSON."""
    left, right = st.columns(2)
    left.download_button("Save the report (Word)", report_docx(name, draft, rows), "pincite-audit.docx", on_click="ignore")
    told = json.dumps(report_json(name, draft, rows), ensure_ascii=False, indent=1)
    right.download_button("Save the report (JSON)", told, "pincite-audit.json", on_click="ignore")


def compared(draft: DraftText) -> list[Row]:
    """What was found; kept for this tab's other turns of the page, in place of what was kept before."""
    kept: tuple[DraftText, list[Row]] | None = st.session_state.get("audited")
    if kept and kept[0] == draft:
        return kept[1]
    bar = st.empty()
    with st.spinner("Comparing every citation and quotation with the sources …"):

        def tell(done: int, total: int) -> None:
            if done % 5 == 0:
                bar.progress(done / total, f"Comparing sentence {done + 1} of {total} about cited decisions")

        rows = rows_of(draft, audit(opened().index, draft.text, tell))
        bar.empty()
    st.session_state["audited"] = (draft, rows)
    return rows


def show(name: str, draft: DraftText) -> None:
    """What was found, the draft with its marks, the table of authorities."""
    rows = compared(draft)
    st.html(f'<p class="pc-notice pc-plain">{summary(rows)}</p><p class="pc-quiet">{SAID}</p>')
    for unread in draft.unread:
        st.html(f'<p class="pc-notice pc-urgent">Not read: {unread}.</p>')
    if not rows:
        return
    downloads(name, draft, rows)
    print_button()
    st.html(findings_html(rows))
    with st.expander(f"{plain_label(name)}, with a mark at each finding", expanded=False):
        st.html(draft_html(draft, rows))
    with st.expander("Table of authorities"):
        st.html(authorities_html(authorities((r.finding, r.place) for r in rows)))


def page() -> None:
    """The page, read top to bottom."""
    st.html(INTRO)
    with calm():
        with st.container(width=780):
            brought = given()
        if brought:
            show(*brought)
        else:
            st.session_state.pop("audited", None)


page()
