"""Library: every source, searched, and each opened at a passage by a link that can be shared (it holds no question)."""

from __future__ import annotations

import streamlit as st

from chains.history_sheet import Cites
from chains.page import Opened, calm, opened, plain_label
from chains.render import safe, terms_html
from chains.shelf import KINDS, WHOLE, Entry, entries, search, source_html
from corpus.models import Passage, Source

MOST_ROWS = 60
LONGEST_NUMBER = 7
INTRO = """<div class="pc-intro"><h1>The library</h1>
<p>Everything that answers rest on: topics in plain words, decisions in brief, statutes and rules, and the decisions
that were brought to this machine.</p></div>"""
UNKNOWN = """<p class="pc-notice pc-plain">This library holds no source under that link. It may belong to another version; the list has
everything that is here.</p>"""
NO_PASSAGE = """<p class="pc-notice pc-plain">The passage in this link is not in this version of the library. Here is the whole source.</p>"""


@st.cache_data(show_spinner=False, max_entries=2)
def shelf(fingerprint: str) -> list[Entry]:
    """The list of an index; every decision is opened once for its name."""
    index = opened().index
    return entries(index.library, [index.opinion(i) for i in index.opinion_ids()])


def label(entry: Entry) -> str:
    """A row's words with all Markdown made plain."""
    return plain_label(f"{entry.title}, {entry.detail}" if entry.detail else entry.title)


def browse(open_: Opened) -> None:
    """The search box and the list."""
    example = "for example: pattern, neck, 489 U.S. 378, deadline"
    words = st.text_input("Search the library", placeholder=example, key="library-words", persist_state="page", width=780)
    kind = st.pills("Show", list(KINDS), format_func=KINDS.__getitem__, key="library-kind", persist_state="page")
    found = search(shelf(open_.index.facts["fingerprint"]), words, kind)
    st.html(f'<p class="pc-quiet">{len(found)} source{"" if len(found) == 1 else "s"}{"" if found else ": try fewer or other words"}</p>')
    heading = None
    for entry in found[:MOST_ROWS]:
        if entry.kind != heading and not words:
            st.html(f"<h2>{KINDS[entry.kind]}</h2>")
        heading = entry.kind
        st.page_link("chains/library_page.py", label=label(entry), query_params=address(entry))
    if len(found) > MOST_ROWS:
        st.html(f'<p class="pc-quiet">and {len(found) - MOST_ROWS} more: type a word or choose a kind above.</p>')


def words(open_: Opened) -> None:
    """The glossary, folded away above the list."""
    library = open_.index.library
    if library.glossary:
        with st.expander(f"Words: {len(library.glossary)} terms of the law in plain English"):
            st.html(safe(terms_html(library.glossary, library)))


def address(entry: Entry) -> dict[str, str]:
    """What the link to a row says: never a question."""
    return {"source": entry.source_id} | ({WHOLE: "1"} if entry.kind == "opinion" else {})


def find_passage(open_: Opened, source_id: str, passage_id: str | None) -> Passage | None:
    """The passage with this id, if this source has it: a library section, or a stretch of a decision."""
    own = (p for p in open_.index.section_passages.values() if p.id == passage_id)
    found = next(own, None) or (open_.index.store.get([passage_id]).get(passage_id) if passage_id else None)
    return found if found and found.source_id == source_id else None


def find_source(open_: Opened, source_id: str, *, whole: bool) -> Source | None:
    """A source by id; ``whole``: the decision itself, not its digest. None where neither is held."""
    index = open_.index
    decision = source_id in index.opinion_ids() and (whole or source_id not in index.library.sources)
    return index.opinion(source_id) if decision else index.library.sources.get(source_id)


def cites_of(open_: Opened, source: Source) -> Cites:
    """Who cites whom, as the index has it."""
    index = open_.index
    return Cites(index.references(source.id) if source.kind == "opinion" else (), index.edges)


def read(open_: Opened, source_id: str, passage_id: str | None, page_number: int | None, *, whole: bool) -> None:
    """One source, at its passage or its page."""
    st.page_link("chains/library_page.py", label="← All sources")
    passage = find_passage(open_, source_id, passage_id)
    source = find_source(open_, source_id, whole=whole or (passage is not None and passage.kind == "opinion"))
    if source is None:
        st.html(UNKNOWN)
        return
    if passage_id and passage is None:
        st.html(NO_PASSAGE)
    cites, place = cites_of(open_, source), st.session_state.get("state")
    st.html(source_html(source, open_.index.library, passage, page=page_number, cites=cites, place=place))
    st.html('<p class="pc-quiet">The address of this page can be shared: it holds no question.</p>')


def page() -> None:
    """The list, or one source when the address names it."""
    st.query_params.from_dict(st.query_params.to_dict())  # a link inside this page leaves the browser's address as it was
    source_id = st.query_params.get("source")
    with calm():
        if source_id:
            number = st.query_params.get("page", "")
            page_number = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else None
            read(opened(), source_id, st.query_params.get("passage"), page_number, whole=WHOLE in st.query_params)
        else:
            st.html(INTRO)
            words(opened())
            browse(opened())


page()
