"""The library's own sentences with their vectors, encoded when the index is built: claims are weighed beside the same ones again and again.

``lines.npz`` holds the vector of each line as a whole, and at which row of ``line_words.npy`` the vectors of its words
end. Those are in half precision (a cosine is off by some 0.00002) and stay on the disk until they are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.alignment import Encoded
from corpus.errors import IndexDamaged
from corpus.library import Library
from ingest.arrays import read_arrays
from ingest.encoder import GraphEncoder, Halves, Vectors

WHOLE, WORDS = "lines.npz", "line_words.npy"


def lines_of(library: Library) -> list[str]:
    """Every line of the library once, in the order of its vectors."""
    return list(dict.fromkeys(line.text for section in library.sections.values() for line in section.lines))


def write(folder: Path, whole: Vectors, words: Sequence[Halves]) -> None:
    """The vectors of ``lines_of`` a library: one of each whole, and those of the words of each."""
    np.savez(folder / WHOLE, whole=whole, ends=np.cumsum([len(w) for w in words], dtype=np.int64))
    np.save(folder / WORDS, np.concatenate(words))


class KeptLines:
    """The library's lines as the encoder gives them, without encoding. Raises IndexDamaged where a file is lost or of another library."""

    def __init__(self, folder: Path, library: Library, encoder: GraphEncoder) -> None:
        self._encoder = encoder
        self._whole, self._ends = read_arrays(folder / WHOLE, "whole", "ends")
        self._words = _mapped(folder / WORDS)
        self._rows = {text: row for row, text in enumerate(lines_of(library))}
        if not len(self._rows) == len(self._whole) == len(self._ends) or self._ends[-1] != len(self._words):
            raise IndexDamaged(f"{WORDS} of the index holds other lines than its library; run: make index")

    def whole(self, text: str) -> Vectors | None:
        """The unit vector of a line; None for any other text."""
        row = self._rows.get(text)
        return None if row is None else self._whole[row]

    def rows(self, lines: Sequence[str]) -> Vectors:
        """The unit vectors of these lines, one row a line."""
        return self._whole[[self._rows[text] for text in lines]]

    def encoded(self, text: str) -> Encoded | None:
        """A line with the vectors of its words; None for any other text."""
        row = self._rows.get(text)
        if row is None:
            return None
        words = self._words[self._ends[row - 1] if row else 0 : self._ends[row]]
        return self._encoder.with_vectors(text, words.astype(np.float32), self._whole[row])


def _mapped(path: Path) -> Halves:
    try:
        return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamaged(f"{path.name} of the index cannot be read; run: make index") from error
