"""Arrays that an index keeps, one ``.npz`` file for each thing learned."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamaged


def read_arrays(path: Path, *names: str) -> tuple[NDArray[Any], ...]:
    """The named arrays of a file. Raises IndexDamaged where it is lost, cut short or holds something else."""
    try:
        with np.load(BytesIO(path.read_bytes())) as data:
            return tuple(data[name] for name in names)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise IndexDamaged(f"{path.name} of the index cannot be read; run: make index") from error
