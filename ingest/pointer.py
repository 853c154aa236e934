"""What makes a build safe to run and to kill: one writer, one pointer, and plain words where the disk says no."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from corpus.errors import Busy, IndexDamaged, InputError
from ingest.index import POINTER, facts_of
from ingest.store import StoreError


@contextmanager
def one_writer(data: Path, lock: str = "build.lock", doing: str = "building the index") -> Iterator[None]:
    """The only run that does this in the folder. Raises Busy where another holds the lock."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the data folder {data} cannot be made ({error.strerror}); set PINCITE_DATA to one that can") from error
    try:
        with filelock.FileLock(data / lock, timeout=0):
            yield
    except filelock.Timeout as error:
        raise Busy(f"another run is {doing}; wait for it to end, then try again") from error


@contextmanager
def clear_words(data: Path) -> Iterator[None]:
    """A full or closed disk as one InputError, whichever library met it first."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        raise _no_room(data, error.strerror or str(error)) from error
    except (sqlite3.OperationalError, StoreError) as error:  # SQLite and Chroma have their own words for a full disk
        raise _no_room(data, str(error).splitlines()[0][:100]) from error


def _no_room(data: Path, said: str) -> InputError:
    return InputError(f"cannot write to {data} ({said}); the last good index stays in use. Make room and run again")


def current_or_none(data: Path) -> Path | None:
    """The index folder in use, or None where there is none or the pointer leads nowhere."""
    name = (data / POINTER).read_text(encoding="utf-8").strip() if (data / POINTER).exists() else ""
    folder = data / "index" / name
    return folder if name and (folder / "facts.json").exists() else None


def in_use(data: Path, fingerprint: str) -> bool:
    """Whether the index in use is the one of this fingerprint, and whole."""
    folder = current_or_none(data)
    return folder is not None and folder.name.split("-")[0] == fingerprint and _is_whole(folder)


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of every file below the folder, by its path there."""
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in sorted(folder.rglob("*")) if p.is_file()}


def _is_whole(folder: Path) -> bool:
    """Whether every file that the build wrote is there, none shorter: a damaged index is built again, not kept."""
    try:
        written: dict[str, int] = facts_of(folder)["files"]
    except (IndexDamaged, KeyError):
        return False
    held = sizes(folder)
    return all(held.get(name, -1) >= size for name, size in written.items())


def swap(data: Path, part: Path, fingerprint: str) -> None:
    """Name the folder, point to it, and drop all others but the last good one; the folder in use is never touched."""
    last = current_or_none(data)
    folder = next(f for f in (data / "index" / fingerprint, data / "index" / f"{fingerprint}-2") if f != last)
    if folder.exists():
        shutil.rmtree(folder)
    part.replace(folder)
    pointer = data / f"{POINTER}.part"
    pointer.write_text(folder.name, encoding="utf-8")
    pointer.replace(data / POINTER)
    for other in (data / "index").iterdir():
        if other not in (folder, last):
            shutil.rmtree(other, ignore_errors=True)
