"""Decisions of CourtListener: a cluster of its API (v4) with its opinions, or the HTML of one alone."""

from __future__ import annotations

import re
from typing import Any

from corpus.formats.cap import voiced
from corpus.formats.identity import Told, caption_of, normal_citation, said_in
from corpus.formats.markup import plain_of, read_markup
from corpus.formats.plain import print_plain
from corpus.formats.printed import Printed, RawCase, RawPart
from corpus.formats.reporters import official_first, series_of
from corpus.formats.voices import split_voices

_FIELDS = ("html_with_citations", "xml_harvard", "html_columbia", "html_lawbox", "html_anon_2020", "html", "plain_text")
_MARKUP = re.compile(
    r"\s*<(?:!doctype html|\?xml|/?(?:html|head|body|div|section|article|p|pre|h[1-6]|center|opinion|span|blockquote|author|main|b|i|table)[\s>/])",
    re.IGNORECASE,
)
_WHOLE = ("combined", "lead", "unanimous", "unamimous")


def is_markup(text: str) -> bool:
    """Whether a text is HTML."""
    return bool(_MARKUP.match(text.lstrip("\ufeff")))


def alone(html: str) -> dict[str, Any]:
    """The envelope around the HTML of one opinion, or of a whole decision."""
    return {"format": "courtlistener", "cluster": {}, "docket": None, "opinions": [{"type": "010combined", "html_with_citations": html}]}


def read_courtlistener(envelope: dict[str, Any]) -> RawCase:
    """A cluster in its envelope. Raises KeyError, TypeError or ValueError for what is none, InputError for HTML that cannot be read."""
    cluster, docket = envelope.get("cluster") or {}, envelope.get("docket") or {}
    heads: list[str] = []
    parts = [p for o in sorted(envelope["opinions"], key=_order) for p in _parts(o, heads)]
    told = said_in("\n".join(heads), envelope.get("known"))
    listed = [normal_citation(f"{c['volume']} {c['reporter']} {c['page']}") for c in cluster.get("citations") or []] or list(told.citations)
    date = str(cluster.get("date_filed") or "")
    facts = {k: str(v) for k, v in {"date": date, "docket": docket.get("docket_number"), "disposition": cluster.get("disposition")}.items() if v}
    facts["origin"] = f"courtlistener.com{envelope['from']}" if str(envelope.get("from") or "").startswith("/") else "CourtListener"
    return RawCase(
        str(cluster.get("case_name") or cluster.get("case_name_full") or told.name), official_first(listed), _court(docket, told),
        int(date[:4]) if date[:4].isdecimal() else told.year, tuple(parts), date, None, facts,
        series_of([m for p in parts for m in p.printed.marks], official_first(listed)),
    )  # fmt: skip


def _court(docket: dict[str, Any], told: Told) -> str | None:
    named = docket.get("court_id") or str(docket.get("court") or "").rstrip("/").rpartition("/")[2]
    return str(named) if named else told.court


def _order(opinion: dict[str, Any]) -> str:
    """Opinions by the number in their type: the lead, then those who concur, then those who dissent."""
    return str(opinion.get("type") or "")[:3]


def _parts(opinion: dict[str, Any], heads: list[str]) -> list[RawPart]:
    said, author = str(opinion.get("type") or ""), str(opinion.get("author_str") or "")
    if opinion.get("per_curiam"):
        author = "Per Curiam"
    printed = _printed(opinion)
    if any(w in said for w in _WHOLE) or not said:
        parts, head = split_voices(printed)
        heads.append(caption_of(printed.text, head, opened=bool(parts[0].author)))
        if len(parts) > 1 or parts[0].author:
            return parts
        printed = parts[0].printed
    return [voiced(printed, said, author)]


def _printed(opinion: dict[str, Any]) -> Printed:
    """The text of an opinion from the best field that has one."""
    field = next((f for f in _FIELDS if str(opinion.get(f) or "").strip()), None)
    if field is None:
        raise ValueError("an opinion without any text")
    text = str(opinion[field])
    if field == "plain_text":
        return print_plain(text)
    typed = plain_of(text) if "<pre" in text else None
    return print_plain(typed) if typed is not None else read_markup(text).printed
