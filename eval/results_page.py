"""Results: runs over time, one of them beside the accepted one, and every case with what was answered and why. For staff."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from chains.page import calm
from chains.render import safe
from corpus.errors import InputError
from eval.compare import HEADLINE, METRICS, flips
from eval.models import Case
from eval.report import LOOK
from eval.report_case import case_html
from eval.report_figures import headline
from eval.results import Row, accepted, failing, rows, standing
from eval.runs import Run, folder_of, read_run

INTRO = """<div class="pc-intro"><h1>How good are the answers?</h1>
<p>Every run of the evaluation on this machine, beside the last accepted one. Runs are made on the command line:
<code>python -m eval run</code>.</p></div>"""
NONE = """<p class="pc-notice pc-plain">No run is kept on this machine yet. Make one with <code>python -m eval run</code>.</p>"""
TITLES = {m.name: m.title for m in METRICS}
ALL, WORTH, FLIPPED = "All", "Worth a look", "Came out otherwise than in the accepted run"


@st.cache_data(show_spinner="Reading the run …", max_entries=4)
def run_of(name: str, made: str) -> Run:
    """A run, read once as long as it is the same."""
    return read_run(folder_of(name))


def over_time(found: list[Row]) -> None:
    """The list of runs, and their headline figures over time."""
    table = [{"Run": r.name, "Made": r.made[:16].replace("T", " "), "Suite": r.suite, "System": r.system, "Commit": r.commit,
              **{TITLES[n]: r.figures.get(n) for n in HEADLINE}} for r in found]  # fmt: skip
    st.dataframe(table, hide_index=True, column_config={TITLES[n]: st.column_config.NumberColumn(format="%.3f") for n in HEADLINE})
    same = [r for r in reversed(found) if (r.suite, r.system) == (found[0].suite, found[0].system)]
    if len(same) > 1:
        st.html(f"<h2>{escape(found[0].suite)} over time</h2>")
        shares = ("top3_authority", "nugget_recall_vital", "abstention_recall")
        times = [datetime.fromisoformat(r.made) for r in same]
        st.line_chart({"Made": times, **{TITLES[n]: [r.figures.get(n) for r in same] for n in shares}}, x="Made", x_label="", height=340)


def gate(run: Run, base: Run | None) -> None:
    """What the gate says, reason by reason."""
    words, reasons = standing(run, base)
    listed = "".join(f"<li>{escape(r)}</li>" for r in reasons)
    st.html(safe(f'<p class="pc-notice pc-plain"><strong>{escape(words)}</strong></p>' + (f"<ul>{listed}</ul>" if listed else "")))


def chosen(run: Run, base: Run | None) -> list[Case]:
    """The cases of the chosen kind, those most worth a look first."""
    kinds = [WORTH, *([FLIPPED] if base else []), ALL]
    kind = st.pills("Cases", kinds, default=WORTH, key="results-kind") or ALL
    words = st.text_input("Find", placeholder="words of the question, a topic, an id", key="results-words").lower()
    turned = {f.id for f in flips(base, run)} if base and kind == FLIPPED else set()
    found = [c for c in run.cases.values() if words in f"{c.id} {c.topic} {c.kind} {c.question}".lower()]
    found = [c for c in found if kind == ALL or (c.id in turned if kind == FLIPPED else failing(run, c))]
    return sorted(found, key=lambda c: (-len(failing(run, c)), c.id))


def cases(run: Run, base: Run | None) -> None:
    """One case after another, each with its answer, passages and reasons."""
    found = chosen(run, base)
    st.html(f'<p class="pc-quiet">{len(found)} case{"" if len(found) == 1 else "s"}</p>')
    shown = st.selectbox("Case", [c.id for c in found], format_func=lambda i: label(run.cases[i]), key="results-case") if found else None
    if shown:
        case = case_html(run.cases[shown], run.seen[shown], run.scores[shown], failing(run, run.cases[shown]), opened=True)
        st.html(f'<div class="pc-run">{case}</div>')


def style() -> None:
    """The report's look, for what stands inside our own frame only."""
    st.html(f"<style>.pc-run {{ {LOOK.read_text(encoding='utf-8').replace(':root', '&')} }}</style>")


def label(case: Case) -> str:
    """A case in one line."""
    return f"{case.id}: {case.question[:90] or '(empty)'}"


def page() -> None:
    """The list, the chosen run, its cases."""
    st.html(INTRO)
    with calm():
        found = rows()
        if not found:
            st.html(NONE)
            return
        over_time(found)
        asked = st.query_params.get("run")
        names = [r.name for r in found]
        if asked and asked not in names:
            raise InputError(f"There is no run “{asked}” on this machine.")
        name = st.selectbox("Run", names, index=names.index(asked) if asked else 0, key="results-run")
        run = run_of(name, next(r.made for r in found if r.name == name))
        base = accepted(run)
        gate(run, base)
        style()
        st.html(f'<div class="pc-run">{headline(run, base)}</div>')
        st.html("<h2>The cases</h2>")
        cases(run, base)


page()
