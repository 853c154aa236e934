"""An audit as a Word file that can be handed on."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from chains.audit_authorities import KINDS, authorities
from chains.audit_sheet import GROUPS, SAID, Row, nearest, summary
from chains.drafts import DraftText


def report_docx(name: str, draft: DraftText, rows: Sequence[Row]) -> bytes:
    """Findings, those to look at first, then the table of authorities and what was not checked."""
    import docx

    document = docx.Document()
    document.add_heading(f"Citations, quotations and sentences about decisions in {_printable(name)}", 0)
    document.add_paragraph(summary(rows))
    for unread in draft.unread:
        document.add_paragraph(unread, style="List Bullet")
    for group, title in GROUPS.items():
        mine = [r for r in rows if r.group == group]
        if mine:
            document.add_heading(f"{title} ({len(mine)})", 1)
            _table(document, mine)
    document.add_heading("Table of authorities", 1)
    for n in authorities((r.finding, r.place) for r in rows):
        document.add_paragraph(f"{_printable(n.name)} ({KINDS[n.kind].lower()}): {', '.join(n.places)}", style="List Bullet")
    document.add_heading("What was checked and what was not", 1)
    document.add_paragraph(SAID)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document, rows: Sequence[Row]) -> None:  # type: ignore[no-untyped-def]
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("No. and place", "In the draft", "What was found", "Why"), strict=True):
        cell.text = words
    for r in rows:
        told = (f"{r.number}, {r.place}", r.shown[:600], r.said, _why(r))
        for cell, words in zip(table.add_row().cells, told, strict=True):
            cell.text = _printable(words)


def _why(r: Row) -> str:
    """The reasons; of a sentence the nearest one that we hold besides, and its place."""
    reasons = "" if r.states and r.finding.weak else "; ".join(r.finding.verdict.reasons)
    found = nearest(r) if r.states else None
    return "\n".join(x for x in (reasons, f"“{found[0][:900]}” ({found[1]})" if found else "") if x)


def _printable(words: str) -> str:
    """Without the signs that a Word file cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", words)
