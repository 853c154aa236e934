"""Which model is set, whether it is on this machine, and one clear line for what cannot be used."""

import pytest

from chains.model_settings import OLLAMA, Model, model_from, told
from chains.prompting import FOLDER, VARIABLES, fence_for, load_prompts
from corpus.errors import InputError

URL, REMOTE = "http://127.0.0.1:8000/v1", "https://api.example.test/v1"


@pytest.mark.parametrize(
    ("environment", "drafter", "expected"),
    [
        ({}, None, None),
        ({}, "extractive", None),
        ({"PINCITE_MODEL": "openai:gpt-x"}, "extractive", None),
        ({"PINCITE_MODEL": "openai:gpt-x"}, None, Model("openai:gpt-x")),
        ({"PINCITE_MODEL": "openai:gpt-x", "PINCITE_MODEL_URL": URL, "PINCITE_MODEL_TIMEOUT": "5"}, None, Model("openai:gpt-x", URL, 5.0)),
        ({"PINCITE_MODEL_URL": URL}, "openai:small", Model("openai:small", URL)),
        ({"PINCITE_MODEL": "ollama:llama3.1"}, None, Model("ollama:llama3.1", OLLAMA)),
        ({"PINCITE_MODEL": "openai:gpt-x", "OPENAI_BASE_URL": REMOTE}, None, Model("openai:gpt-x", REMOTE)),
        ({"PINCITE_MODEL": "openai:gpt-x", "OPENAI_API_BASE": REMOTE, "PINCITE_MODEL_URL": URL}, None, Model("openai:gpt-x", URL)),
    ],
)
def test_the_model_is_read_from_the_environment_or_the_command(environment, drafter, expected):
    assert model_from(environment, drafter) == expected


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PINCITE_MODEL": "gpt-x"}, "“gpt-x” is no model: give provider:model"),
        ({"PINCITE_MODEL": "openai:"}, "is no model"),
        ({"PINCITE_MODEL": "openai:<b>"}, "is no model"),
        ({"PINCITE_MODEL_URL": URL}, "PINCITE_MODEL_URL is set to “http://127.0.0.1:8000/v1” but PINCITE_MODEL is not"),
        ({"PINCITE_MODEL_TIMEOUT": "5"}, "PINCITE_MODEL_TIMEOUT is set"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_TIMEOUT": "soon"}, "PINCITE_MODEL_TIMEOUT is “soon”"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_TIMEOUT": "0"}, "more than 0"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_TIMEOUT": "nan"}, "more than 0"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_URL": "ftp://x"}, "PINCITE_MODEL_URL is no address"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_URL": "http://me:secret@127.0.0.1/v1"}, "without a name or key in it"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_URL": "http://[::1"}, "PINCITE_MODEL_URL is no address"),
        ({"PINCITE_MODEL": "a:b", "PINCITE_MODEL_KEY": "secret"}, "no setting PINCITE_MODEL_KEY; there are PINCITE_MODEL, "),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(environment, words):
    with pytest.raises(InputError) as error:
        model_from(environment)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "local", "where"),
    [
        (URL, True, "this machine"), ("http://localhost:1/v1", True, "this machine"), ("http://[::1]:1/v1", True, "this machine"),
        ("http://127.9.9.9/v1", True, "this machine"), (None, False, "the provider “openai”"), (REMOTE, False, "api.example.test"),
        ("http://127.0.0.1.example.test/v1", False, "127.0.0.1.example.test"), ("http://0.0.0.0/v1", False, "0.0.0.0"),
        ("http://192.168.0.4/v1", False, "192.168.0.4"), ("http://localhost.example.test", False, "localhost.example.test"),
    ],
)  # fmt: skip
def test_only_a_loopback_address_is_this_machine(url, local, where):
    model = Model("openai:x", url)
    assert (model.local, model.where) == (local, where)


def test_a_package_that_we_cannot_hold_back_is_never_called_local():
    model = Model("anthropic:x", URL)
    assert (model.local, model.where) == (False, "127.0.0.1")


def test_what_is_told_of_the_model_says_who_wrote_and_where_the_question_went():
    asked = {"model": "openai:x", "where": "this machine", "wrote": True, "rephrased": 0}
    assert told({}) is None
    assert told({"asked": asked}) == (
        "The language model openai:x chose these sentences; each was checked against its source. The question went no further than the machine that answers."
    )
    assert "are the library's own sentences. The question was sent to api.example.test." in told(
        {"asked": asked | {"wrote": False, "where": "api.example.test"}}
    )


def prompts_at(folder, **changed):
    for name in VARIABLES:
        text = changed.get(name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
        if text is not None:
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ask": "{fence}{passages}{history}{question}{mood}"}, "wrong or missing: mood"),
        ({"ask": "{fence}{passages}{question}"}, "wrong or missing: history"),
        ({"repair": "it was { broken"}, "repair.txt cannot be read"),
        ({"again": None}, "again.txt cannot be read"),
        ({"repair": "{}"}, "repair.txt must use {fault}"),
    ],
)
def test_a_prompt_with_unknown_or_missing_variables_is_refused(tmp_path, changed, words):
    with pytest.raises(InputError, match=words.replace("{", r"\{")):
        load_prompts(prompts_at(tmp_path, **changed))


def test_the_fingerprint_changes_with_any_prompt(tmp_path):
    own = load_prompts()
    assert load_prompts(prompts_at(tmp_path)).fingerprint == own.fingerprint
    assert load_prompts(prompts_at(tmp_path, repair="other {fault}")).fingerprint != own.fingerprint


def test_a_fence_stands_nowhere_in_what_it_fences():
    first = fence_for("a", "b")
    assert fence_for("a", "b") == first
    assert fence_for("a", "c") != first
    assert fence_for(first) not in first


def test_a_fence_that_its_material_foresees_is_changed(monkeypatch):
    digests = iter([b"1", b"2"])

    class Foreseen:
        def __init__(self, _):
            pass

        def hexdigest(self):
            return next(digests).decode() * 64

    monkeypatch.setattr("chains.prompting.hashlib.sha256", Foreseen)
    assert fence_for("MATERIAL-" + "1" * 20) == "MATERIAL-" + "2" * 20
