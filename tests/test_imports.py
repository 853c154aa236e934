"""What a cold answer must not pay for: torch and sentence-transformers take ten seconds to import."""

import os
import subprocess
import sys

ANSWER = """
import sys
from chains.answer import Settings, open_chain
from chains.models import Question
answer = open_chain(Settings()).invoke(Question("Can I sue the city because its officers were never trained?"))
heavy = {"torch", "sentence_transformers", "transformers", "sklearn", "streamlit", "courts_db", "openai", "langchain.chat_models"}
print(answer.status, len(answer.claims), sorted(heavy & set(sys.modules)))
"""


def run(code, data):
    env = os.environ | {"PINCITE_DATA": str(data)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_answer_needs_neither_torch_nor_sentence_transformers(data):
    status, claims, heavy = run(ANSWER, data).split(" ", 2)
    assert status == "answered"
    assert int(claims) > 2
    assert heavy == "[]"


def test_the_check_can_fail(data):
    assert "torch" in run("import torch, sys\nprint(sorted({'torch'} & set(sys.modules)))", data)


def test_corpus_is_light(data):
    heavy = ("chromadb", "onnxruntime", "langchain_core", "eyecite", "pydantic")
    assert run(f"import sys\nimport corpus.library, corpus.check, corpus.courts, corpus.quoting\nprint([m for m in {heavy} if m in sys.modules])", data) == "[]"
