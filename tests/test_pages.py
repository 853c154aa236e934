"""The pages as a reader meets them, run without a browser."""

import logging
import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from chains.local import ASK_STATE
from chains.page import PRINT, opened, plain_label
from chains.render import safe
from chains.understand import CLOCK, DANGER
from factories import LARKSPUR
from model_server import ModelServer, claim, claims, faithful

CONTROL = "Can I sue the city because its officers were never trained?"


@pytest.fixture
def app(data, root, monkeypatch):
    monkeypatch.setenv("PINCITE_DATA", str(data))
    return AppTest.from_file(str(root / "app.py"), default_timeout=120).run()


def html(app):
    return " ".join(h.body for h in app.get("html") if h.body != PRINT)


def asked(app, question):
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def test_what_a_reader_must_know_stands_above_the_input(app):
    assert not app.exception
    shown = html(app)
    for words in ("information, not legal advice", "only to the machine that serves this page", "Nothing is stored", "Ask your defense lawyer first"):
        assert words in shown
    assert len([b for b in app.button if b.key.startswith("example-")]) == 4


def test_an_answer_shows_its_sentences_and_sources(app):
    shown = html(asked(app, CONTROL))
    assert "The short answer" in shown
    assert re.search(r'href="#t1-1"', shown)
    assert 'class="pc-source"' in shown
    assert "Page checked" in shown
    assert "U.S." in app.code[0].value


def test_an_example_is_asked_by_one_press(app):
    app.button(key="example-2").click().run()
    assert not app.exception
    assert "The short answer" in html(app)


def test_a_follow_up_is_understood_with_the_question_before_it(app):
    asked(app, CONTROL)
    asked(app, "and how long do I have?")
    assert "I understood your question as" in html(app)
    assert len(app.session_state["turns"]) == 2
    app.button[-1].click().run()
    assert app.session_state["turns"] == []


def test_a_state_is_chosen_once_and_changes_the_newest_answer(app):
    asked(app, CONTROL)
    app.selectbox(key="state").select("TX").run()
    assert not app.exception
    assert "Fifth Circuit" in html(app)
    assert app.session_state["turns"][-1].question.state == "TX"
    app.switch_page("chains/help_page.py").run()
    app.switch_page("chains/ask_page.py").run()
    assert app.selectbox(key="state").value == "TX"


@pytest.mark.parametrize(
    "question",
    ["", " ", "😀😀😀", "x" * 20_000, "\x00\x01\x02\x03", "¿Puedo demandar a la ciudad por falta de entrenamiento de la policía?",
     "<script>alert(1)</script> $5 and $6 **x** § 1983", "How do I file for divorce in Ohio?", "What are my chances of winning?",
     "Is Smith v. Jones, 999 U.S. 1234 (2040) good law?"],
    ids=["empty", "blank", "emoji", "long", "binary", "spanish", "hostile", "divorce", "odds", "invented"],
)  # fmt: skip
def test_every_question_gets_a_calm_page(app, question):
    shown = html(asked(app, question))
    assert "Traceback" not in shown
    assert "<script" not in shown
    assert not app.error


def test_danger_comes_before_everything(app):
    shown = html(asked(app, "I can't breathe, they are outside my door now. How long do I have to sue?"))
    assert "tel:911" in shown
    assert shown.index("tel:911") < shown.index(safe(CLOCK)[:30]) < shown.index("The short answer")
    assert "988" in DANGER


def test_a_report_leaves_the_question_out_until_it_is_chosen(app):
    asked(app, CONTROL)
    report = next(c.value for c in app.code if c.value.startswith("Report"))
    assert CONTROL not in report
    app.checkbox[0].check().run()
    report = next(c.value for c in app.code if c.value.startswith("Report"))
    assert CONTROL in report


def test_no_question_is_logged_or_put_into_the_address(app, caplog):
    caplog.set_level(logging.DEBUG)
    asked(app, "Can I sue the city of Zanzibarburg because its officers were never trained?")
    assert "Zanzibarburg" not in caplog.text
    assert "Zanzibarburg" not in str(dict(app.query_params))


@pytest.mark.parametrize("broken", ["missing", "half"])
@pytest.mark.parametrize("page", ["ask_page", "library_page", "state_page", "audit_page", "save_page", "help_page"])
def test_a_missing_or_broken_index_is_a_calm_sentence(root, tmp_path, monkeypatch, broken, page):
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path))
    if broken == "half":
        (tmp_path / "index" / "abc").mkdir(parents=True)
        (tmp_path / "index" / "abc" / "facts.json").write_text("{", encoding="utf-8")
        (tmp_path / "current").write_text("abc", encoding="utf-8")
    app = AppTest.from_file(str(root / "app.py"), default_timeout=60).run().switch_page(f"chains/{page}.py").run()
    if page == "ask_page":
        app.chat_input[0].set_value("Can I sue?").run()
    assert not app.exception
    if page == "audit_page":
        app.text_area(key="pasted").set_value("Monell, 436 U.S. 658").run()
    if page in ("ask_page", "library_page", "audit_page"):
        assert "pc-calm" in html(app)
        assert "make index" in html(app)
        assert str(tmp_path) not in html(app)
    elif page != "state_page":
        assert "911" in html(app)
    assert not app.exception


def test_an_unexpected_failure_is_calm_and_logged_without_the_question(app, monkeypatch, caplog):
    def fails(self, question):
        raise RuntimeError(f"could not read {question.text}")

    monkeypatch.setattr("langchain_core.runnables.RunnableSequence.invoke", fails)
    app.chat_input[0].set_value("my secret story").run()
    assert not app.exception
    assert "not your fault" in html(app)
    assert "RuntimeError" in caplog.text
    assert "secret story" not in caplog.text


def test_a_new_index_is_picked_up_and_an_unchanged_one_opened_once(index, monkeypatch, tmp_path):
    opens = []
    monkeypatch.setattr("chains.page.open_index", lambda data: opens.append(data) or index)
    for name in ("first", "first", "second", "second"):
        monkeypatch.setattr("chains.page.current", lambda data, name=name: tmp_path / name)
        assert opened().index is index
    assert len(opens) == 2


@pytest.mark.parametrize("words", ["$5 and $6", "**bold** _x_ `y`", "[a](http://b) :red[x] # 1. - > |", "City of Canton v. Harris, 489 U.S. 378 (1989)"])
def test_a_label_shows_markdown_as_it_was_written(words):
    label = plain_label(words)
    assert re.sub(r"\\(.)", r"\1", label) == words
    assert not re.search(r"(?<!\\)[$*_`\[\]#:|>]", label)


def library_at(root, data, monkeypatch, **query):
    monkeypatch.setenv("PINCITE_DATA", str(data))
    app = AppTest.from_file(str(root / "app.py"), default_timeout=120).run()
    app.query_params.update(query)
    app.switch_page("chains/library_page.py")
    app.query_params.update(query)
    return app.run()


def test_the_library_lists_and_searches(app):
    app.switch_page("chains/library_page.py").run()
    assert not app.exception
    everything = len(app.get("page_link"))
    app.text_input[0].set_value("489 U.S. 378").run()
    assert 0 < len(app.get("page_link")) < everything
    assert "<strong>moving force</strong>" in html(app)
    app.text_input[0].set_value("zeppelin zeppelin").run()
    assert "0 sources" in html(app)


def test_a_link_opens_a_section_at_its_passage(root, data, index, monkeypatch):
    passage = next(p for p in index.section_passages.values() if p.source_id == "time-limits")
    app = library_at(root, data, monkeypatch, source="time-limits", passage=passage.id)
    assert not app.exception
    assert html(app).count('class="pc-target"') == 1


def test_a_link_opens_a_decision_at_its_passage(root, data, index, monkeypatch):
    passage = next(p for p, _ in index.store.nearest_passages(index.encoder.encode(["a rescue program and its lessons"])[0], 50))
    app = library_at(root, data, monkeypatch, source=passage.source_id, passage=passage.id)
    assert not app.exception
    assert "<mark>" in html(app)
    assert "The whole decision" in html(app)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"source": "no-such-source"}, "holds no source under that link"),
        ({"source": "<script>"}, "holds no source under that link"),
        ({"source": "../../etc/passwd", "decision": "1"}, "holds no source under that link"),
        ({"source": "time-limits", "passage": "0123"}, "not in this version of the library"),
        ({"source": LARKSPUR, "decision": "1", "page": "123456"}, "has no page 123456"),
        ({"source": LARKSPUR, "decision": "1", "page": "9" * 5000}, "The whole decision"),
        ({"source": LARKSPUR, "decision": "1", "page": "<script>"}, "The whole decision"),
    ],
    ids=["unknown", "hostile", "path", "unknown-passage", "unknown-page", "endless-page", "hostile-page"],
)
def test_a_bad_link_gets_a_calm_sentence(root, data, monkeypatch, query, words):
    app = library_at(root, data, monkeypatch, **query)
    assert not app.exception
    assert words in html(app)


def test_the_library_opens_a_decision_at_a_page(root, data, monkeypatch):
    shown = html(library_at(root, data, monkeypatch, source=LARKSPUR, decision="1", page="904"))
    assert "<h3>Page 904</h3>" in shown
    assert shown.index("Page 904") < shown.index("The whole decision")


def test_the_checklist_needs_no_question_and_rests_on_the_library(app, index):
    app.switch_page("chains/save_page.py").run()
    assert not app.exception
    shown = html(app)
    for words in ("medical records", "original of every video", "everyone who saw", "letter", "Delete nothing", "notice of claim", "release"):
        assert words in shown
    links = re.findall(r'href="/library\?source=([^"&]+)&amp;passage=([^"]+)"', shown)
    own = {(p.source_id, p.id) for p in index.section_passages.values()}
    assert len(links) >= 14
    assert set(links) <= own


def test_help_names_kinds_of_places(app):
    app.switch_page("chains/help_page.py").run()
    assert not app.exception
    shown = html(app)
    for words in ("public defender", "Legal aid", "lawyer referral service", "Law school clinics", "Law libraries", "tel:988"):
        assert words in shown
    assert not re.search(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}", shown)


def test_a_states_three_clocks_count_a_day_that_is_not_kept(app):
    app.switch_page("chains/state_page.py").run()
    assert not app.exception
    assert html(app).count('class="pc-clock"') == 3
    app.selectbox(key="state").select("CA").run()
    app.date_input(key="day").set_value(date(2024, 2, 29)).run()
    assert not app.exception
    shown = html(app)
    assert "Two years after February 29, 2024 is February 28, 2026" in shown
    assert "Cal. Civ. Proc. Code § 335.1" in shown
    assert "sure of this" in shown
    assert "Rumery" in shown
    assert "2024" not in str(dict(app.query_params))


def test_a_place_without_a_row_still_has_its_three_clocks(app):
    app.switch_page("chains/state_page.py").run()
    app.selectbox(key="state").select("GU").run()
    assert not app.exception
    assert "no row for Guam" in html(app)
    assert html(app).count('class="pc-clock"') == 3


def test_a_chosen_state_shows_its_clocks_before_the_first_question(app):
    app.selectbox(key="state").select("CA").run()
    assert not app.exception
    assert html(app).count('class="pc-clock"') == 3


def test_the_state_is_asked_for_once(app):
    asked(app, "How long do I have to sue the city?")
    assert ASK_STATE in html(app)
    asked(app, "Do I need a notice of claim for state-law claims against the city?")
    assert ASK_STATE not in app.session_state["turns"][-1].answer.notices


def test_a_letter_goes_to_the_right_agency_and_names_the_states_law(app):
    app.switch_page("chains/save_page.py").run()
    app.selectbox(key="agency").select("County sheriff").run()
    app.selectbox(key="state").select("CA").run()
    assert not app.exception
    assert "Sheriff's Office, records custodian" in html(app).replace("&#x27;", "'").replace("&#39;", "'")
    assert "California Public Records Act" in app.code[0].value


def test_help_has_names_in_the_chosen_state(app):
    app.switch_page("chains/help_page.py").run()
    app.selectbox(key="state").select("CA").run()
    assert not app.exception
    assert "Disability Rights California" in html(app)


def test_a_pasted_draft_is_audited(app):
    app.switch_page("chains/audit_page.py").run()
    assert not app.exception
    app.text_area(key="pasted").set_value("Monell v. Department of Social Services, 436 U.S. 658, 691 (1978). See 812 U.S. 55 (2019).").run()
    assert not app.exception
    shown = html(app)
    assert "1 to look at" in shown
    assert "1 in order" in shown
    assert 'id="mark-1"' in shown


ASKED_OF = "openai:made-up"


@pytest.fixture
def model_app(data, root, monkeypatch):
    """The app with a model behind a script; with ``elsewhere`` its address counts as another machine's."""
    servers = []

    def opened_with(*script, elsewhere=False):
        server = ModelServer(*script).__enter__()
        servers.append(server)
        monkeypatch.setenv("PINCITE_DATA", str(data))
        monkeypatch.setenv("PINCITE_MODEL", ASKED_OF)
        monkeypatch.setenv("PINCITE_MODEL_URL", server.url)
        if elsewhere:
            monkeypatch.setattr("chains.model_settings.is_loopback", lambda host: False)
        return AppTest.from_file(str(root / "app.py"), default_timeout=120).run(), server

    yield opened_with
    for server in servers:
        server.__exit__()


def test_a_model_on_this_machine_is_named_and_nothing_is_asked_first(model_app):
    app, server = model_app(faithful)
    assert "only to the machine that serves this page" in html(app)
    assert f"A language model on that machine ({ASKED_OF})" in html(app)
    shown = html(asked(app, CONTROL))
    assert len(server.asked) == 1
    assert f"The language model {ASKED_OF} chose these sentences" in shown
    assert "went no further than the machine that answers" in shown
    assert ASKED_OF in next(c.value for c in app.code)


def test_before_a_question_leaves_the_machine_the_reader_is_asked_once_a_conversation(model_app):
    app, server = model_app(faithful, elsewhere=True)
    assert "you are asked before anything is sent there" in html(app)
    shown = html(asked(app, f"{CONTROL} I am charged with resisting."))
    assert not server.asked
    assert "127.0.0.1" in shown
    assert shown.index("defense lawyer before you type") < shown.index("would send your question")
    assert "The short answer" not in shown
    app.button(key="send").click().run()
    assert "was sent to 127.0.0.1" in html(app)
    assert len(server.asked) == 1
    asked(app, "How long do I have to sue the city?")
    assert len(app.session_state["turns"]) == 2
    assert len(server.asked) == 2
    next(b for b in app.button if b.label.startswith("Start over")).click().run()
    asked(app, CONTROL)
    assert "would send your question" in html(app)
    assert len(server.asked) == 2


def test_who_will_not_send_gets_the_librarys_answer(model_app):
    app, server = model_app(faithful, elsewhere=True)
    asked(app, CONTROL)
    app.button(key="stay").click().run()
    shown = html(app)
    assert "The short answer" in shown
    assert "language model" not in shown
    asked(app, "How long do I have to sue the city?")
    assert not server.asked


def test_nothing_of_a_lie_is_on_the_page_and_its_steps_are_told(model_app):
    lie = claim("Your case is already won. <script>zebra</script>", "L1", "zebra")
    app, _ = model_app(claims(lie, lie))
    shown = html(asked(app, CONTROL))
    assert "zebra" not in shown
    assert "already won" not in shown
    assert "so this answer is the library" in shown
    assert "The short answer" in shown


@pytest.mark.parametrize("name", ["nonsense", "nobody:model"])
def test_a_wrong_setting_of_the_model_costs_the_model_and_not_the_answer(data, root, monkeypatch, caplog, name):
    monkeypatch.setenv("PINCITE_DATA", str(data))
    monkeypatch.setenv("PINCITE_MODEL", name)
    app = AppTest.from_file(str(root / "app.py"), default_timeout=120).run()
    assert not app.exception
    asked(app, CONTROL)
    if any(b.key == "send" for b in app.button):
        app.button("send").click().run()
    shown = html(app)
    assert "The short answer" in shown
    assert "cannot be used, so this answer is the library" in shown
    assert "pc-calm" not in shown
    assert f"the language model is left out: {'“nonsense” is no model' if name == 'nonsense' else 'the model “nobody:model” could not'}" in caplog.text
