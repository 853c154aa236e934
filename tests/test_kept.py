"""The library's lines as the index keeps them: as if encoded afresh, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.errors import IndexDamaged
from ingest.kept import WHOLE, WORDS, KeptLines, lines_of


def test_a_kept_line_is_what_the_encoder_gives(index):
    lines = lines_of(index.library)
    for text in [*lines[::300], max(lines, key=len), next(t for t in lines if "§" in t)]:
        kept, fresh = index.lines.encoded(text), index.encoder.encode_words(text)
        assert (kept.text, kept.spans, kept.words) == (fresh.text, fresh.spans, fresh.words)
        assert np.abs(kept.vectors - fresh.vectors).max() < 1e-3
        assert np.abs(kept.whole - fresh.whole).max() < 1e-4
        assert np.array_equal(kept.whole, index.lines.whole(text))


def test_false_statements_are_kept_as_well(index):
    myths = [line.text for s in index.library.sections.values() for line in s.spoken("myth")][:5]
    assert np.abs(index.lines.rows(myths) - index.encoder.encode(myths)).max() < 1e-4
    assert index.lines.rows([]).shape == (0, index.lines.rows(myths).shape[1])


def test_no_other_text_is_kept(index):
    assert index.lines.whole("A sentence of nobody.") is None
    assert index.lines.encoded("A sentence of nobody.") is None


def test_the_lines_of_another_library_are_refused(index, tmp_path):
    for name in (WHOLE, WORDS):
        (tmp_path / name).hardlink_to(index.folder / name)
    fewer = replace(index.library, sources=dict(list(index.library.sources.items())[:3]))
    with pytest.raises(IndexDamaged, match="other lines than its library; run: make index"):
        KeptLines(tmp_path, fewer, index.encoder)
