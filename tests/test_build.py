"""The index: built whole beside the old one, swapped by one pointer, and never half there."""

import errno
import json
import shutil
import sqlite3
from pathlib import Path

import filelock
import pytest
from chromadb.errors import InternalError

from corpus.errors import Busy, EncoderError, IndexDamaged, IndexMissing, InputError, LibraryError
from factories import GUIDANCE, LARKSPUR, opinion_data, pageless_data, write_library, write_opinion
from ingest import build as building
from ingest.build import build, is_stale
from ingest.index import current, facts_of, open_index

DAMAGED = (IndexDamaged, EncoderError)
ASKED = "can i sue the city because the lifeguard was never trained"


@pytest.fixture
def home(tmp_path, small_library, borrowed):
    """A data folder, the small library and one decision: ``home.build()`` is a run over them."""
    yield Home(tmp_path, small_library, borrowed)
    borrowed.fails = None


@pytest.fixture(scope="module")
def built(tmp_path_factory, borrowed):
    """One finished build, to be copied."""
    folder = tmp_path_factory.mktemp("built")
    done = Home(folder, write_library(folder / "library"), borrowed)
    done.first()
    return done


@pytest.fixture
def again(built, home):
    """``home`` with a copy of the finished build."""
    shutil.copytree(built.data, home.data, copy_function=link_or_copy)
    return home


def link_or_copy(source, target):
    """The encoder's graph is ninety megabytes and never written to."""
    if source.endswith(".onnx"):
        Path(target).hardlink_to(source)
    else:
        shutil.copy(source, target)


class Home:
    def __init__(self, folder, library, encoder):
        self.data, self.library, self.opinions, self.encoder = folder / "data", library, folder / "opinions", encoder
        write_opinion(self.opinions, LARKSPUR)

    def build(self, **more):
        return build(self.data, library=self.library, **more)

    def first(self):
        return self.build(opinions=self.opinions)

    def answers(self):
        """Whether the index in use finds the section that it should."""
        index = open_index(self.data)
        found = index.store.nearest_questions(index.encoder.encode([ASKED])[0], 3)
        assert found[0][1] == "beach-training#1"
        return index


def test_a_first_build_holds_everything(home):
    report = home.first()
    assert report.added == ["42-usc-1983", "beach-training", LARKSPUR, f"opinion:{LARKSPUR}"]
    assert (report.changed, report.removed, report.unchanged, report.rejected) == ([], [], 0, [])
    assert report.rebuilt
    assert report.encoded > 20
    index = home.answers()
    assert index.facts["fingerprint"] == report.fingerprint == current(home.data).name
    assert index.facts["sections"] == 4
    assert list(index.opinion_ids()) == [LARKSPUR]
    assert index.store.passages_held == index.facts["passages"] == 6
    assert index.library.opinions == {"491 U.S. 900": LARKSPUR}
    assert {t.page_checked for t in index.ties.values()} == {True}
    assert not list((home.data / "index").glob("*.part"))


def test_a_second_run_does_nothing(again):
    files = {p: p.stat().st_mtime_ns for p in (again.data / "index").rglob("*") if p.is_file()}
    report = again.first()
    assert (report.rebuilt, report.encoded, report.unchanged) == (False, 0, 4)
    assert report.added == report.changed == report.removed == []
    assert report.fingerprint == current(again.data).name
    assert {p: p.stat().st_mtime_ns for p in (again.data / "index").rglob("*") if p.is_file()} == files
    assert not is_stale(again.data, library=again.library)


def test_a_forced_rebuild_encodes_nothing_and_never_touches_the_index_in_use(again):
    first = current(again.data)
    report = again.build(rebuild=True)
    assert (report.rebuilt, report.encoded, report.fingerprint) == (True, 0, first.name)
    assert current(again.data) != first
    assert first.is_dir()
    again.answers()
    assert not again.build().rebuilt
    again.build(rebuild=True)
    assert current(again.data) == first
    again.answers()


def test_a_changed_line_is_all_that_is_encoded_anew(again):
    first = current(again.data).name
    write_library(again.library, guidance=GUIDANCE.replace("do: Ask for the list", "do: Ask today for the list"))
    assert is_stale(again.data, library=again.library)
    report = again.build()
    assert (report.added, report.changed, report.removed, report.unchanged) == ([], ["beach-training"], [], 3)
    assert report.encoded == 3  # the text of the one section that changed, the line and its words
    assert report.fingerprint != first
    assert "Ask today" in again.answers().library.sources["beach-training"].text


def test_a_source_that_went_is_gone(again):
    write_library(again.library, guidance=GUIDANCE.split("## Does a footnote")[0])
    (again.library / "statutes" / "42-usc-1983.md").unlink()
    report = again.build()
    assert (report.removed, report.changed) == (["42-usc-1983"], ["beach-training"])
    assert sorted(again.answers().library.sections) == ["beach-training#1", f"{LARKSPUR}#1"]


def test_opinions_once_brought_in_are_kept(again):
    assert again.build().unchanged == 4
    (again.opinions / f"{LARKSPUR}.json").unlink()
    write_opinion(again.opinions, "town-of-okemos-v-farrow", pageless_data())
    report = again.build(opinions=again.opinions)
    assert report.added == ["opinion:town-of-okemos-v-farrow"]
    assert list(again.answers().opinion_ids()) == [LARKSPUR, "town-of-okemos-v-farrow"]


def test_a_corrupt_opinion_is_named_and_left_out(home):
    (home.opinions / "broken.json").write_text("{", encoding="utf-8")
    (home.opinions / "empty.json").write_text("", encoding="utf-8")
    report = home.first()
    assert [r.split(":")[0] for r in report.rejected] == ["broken.json", "empty.json"]
    assert list(home.answers().opinion_ids()) == [LARKSPUR]
    assert not (home.data / "opinions" / "broken.json").exists()


def test_a_kept_opinion_that_went_bad_is_named_and_left_out(again):
    (again.data / "opinions" / f"{LARKSPUR}.json").write_text("{", encoding="utf-8")
    report = again.build()
    assert report.rejected == [f"{LARKSPUR}.json: not JSON (Expecting property name enclosed in double quotes, line 1); left out"]
    assert list(again.answers().opinion_ids()) == []


def test_a_pointer_moves_only_when_all_is_there(again, monkeypatch):
    old = current(again.data).name
    write_library(again.library, guidance=GUIDANCE.replace("Ask for", "Ask again for"))
    seen = []

    def watched(what, done, total):
        seen.append((what, current(again.data).name))

    again.build(progress=watched)
    assert {name for _, name in seen} == {old}
    assert current(again.data).name != old
    assert (again.data / "index" / old).is_dir()  # the last good one stays for who has it open


def test_only_the_last_two_indexes_are_kept(again):
    made = []
    for day in ("today", "tomorrow", "on Monday"):
        write_library(again.library, guidance=GUIDANCE.replace("Ask for", f"Ask {day} for"))
        made.append(again.build().fingerprint)
    assert sorted(p.name for p in (again.data / "index").iterdir()) == sorted(made[-2:])


STEPS = ["make_ties", "store.write", "spelling.write", "swap"]


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_dies_leaves_the_old_index(again, monkeypatch, step):
    old = current(again.data).name
    write_library(again.library, guidance=GUIDANCE.replace("Ask for", "Ask again for"))

    def die(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"ingest.build.{step}", die)
        with pytest.raises(KeyboardInterrupt):
            again.build()
    assert current(again.data).name == old
    again.answers()
    assert again.build().rebuilt  # and the next run completes
    assert "Ask again" in again.answers().library.sources["beach-training"].text


FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
    PermissionError(errno.EACCES, "Permission denied"),
    sqlite3.OperationalError("database or disk is full"),
    InternalError("error returned from database: (code: 13) database or disk is full"),
]


@pytest.mark.parametrize("failure", FULL, ids=str)
def test_a_full_disk_is_one_line_and_the_old_index_answers(again, failure):
    old = current(again.data).name
    write_library(again.library, guidance=GUIDANCE.replace("myth: A city always", "myth: A town in Idaho always"))
    again.encoder.fails = failure
    with pytest.raises(InputError, match=r"cannot write to .* the last good index stays in use") as error:
        again.build()
    assert "\n" not in str(error.value)
    again.encoder.fails = None
    assert current(again.data).name == old
    again.answers()


def test_another_failure_is_not_dressed_up_as_a_full_disk(home):
    home.encoder.fails = OSError(errno.EIO, "Input/output error")
    home.encoder.texts = {}
    with pytest.raises(OSError, match="Input/output"):
        home.first()


def test_a_second_writer_is_told_to_wait(again):
    with filelock.FileLock(again.data / "build.lock"), pytest.raises(Busy, match="another run is building the index"):
        build(again.data, library=again.library)
    again.build()


def test_a_folder_that_is_not_there(again, tmp_path):
    with pytest.raises(InputError, match=r"the opinions folder .*nowhere is not there; give --opinions"):
        again.build(opinions=tmp_path / "nowhere")
    with pytest.raises(InputError, match="is not there"):
        again.build(opinions=again.opinions / f"{LARKSPUR}.json")
    again.answers()


def test_a_data_folder_that_cannot_be_made(tmp_path, small_library, borrowed):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="set PINCITE_DATA"):
        build(tmp_path / "file" / "data", library=small_library)


def test_a_broken_library_leaves_the_old_index(again):
    old = current(again.data).name
    write_library(again.library, guidance=GUIDANCE.replace("short: A city", "shrt: A city"))
    with pytest.raises(LibraryError):
        again.build()
    assert current(again.data).name == old
    again.answers()


def test_no_index_yet(tmp_path):
    with pytest.raises(IndexMissing, match="run: make index"):
        open_index(tmp_path)


def test_a_pointer_that_leads_nowhere(again):
    (again.data / "current").write_text("0000000000000000")
    with pytest.raises(IndexDamaged, match="is not there; run: make index"):
        open_index(again.data)
    assert again.build().rebuilt
    again.answers()


@pytest.mark.parametrize("pointer", ["", "../..", "\0", "a\nb"])
def test_a_pointer_that_is_rubbish(again, pointer):
    (again.data / "current").write_text(pointer)
    with pytest.raises(IndexDamaged):
        open_index(again.data)


PIECES = ["facts.json", "library.json", "ties.json", "scope.npz", "refusals.npz", "sections.npz", "lines.npz", "line_words.npy", "words.json",
          "section_words/ids.json", "passage_words/ids.json", "chroma/chroma.sqlite3", "encoder.onnx", "tokenizer.json"]  # fmt: skip


READ_LATER = {"opinions", "references", "citations.json"}
"""What is read when somebody opens a source: harmed, it is said then."""


@pytest.mark.parametrize("harm", [b"", b"[", None])
def test_a_harmed_map_of_citations_is_one_line(again, harm):
    folder = current(again.data)
    for path in (folder / "citations.json", *(folder / "references").glob("*.json")):
        path.unlink()
        if harm is not None:
            path.write_bytes(harm)
    assert is_stale(again.data, library=again.library)
    index = open_index(again.data)
    for read in (lambda: index.edges, lambda: index.references(index.opinion_ids()[0])):
        with pytest.raises(IndexDamaged, match="cannot be read; run: make index"):
            read()


def test_every_piece_of_an_index_is_harmed_below(built):
    written = {name.split("/")[0] for name in facts_of(current(built.data))["files"]}
    assert written - READ_LATER == {piece.split("/")[0] for piece in PIECES} - {"facts.json"}


@pytest.mark.parametrize("harm", ["gone", "half", "empty"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_half_written_index_is_one_line_and_the_next_run_sees_it(again, piece, harm):
    path = current(again.data) / piece
    whole = path.read_bytes()
    path.unlink()
    if harm != "gone":
        path.write_bytes(whole[: len(whole) // 2] if harm == "half" else b"")
    assert is_stale(again.data, library=again.library)
    with pytest.raises(DAMAGED) as error:
        open_index(again.data)
    assert "make index" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_damaged_index_is_built_again(again):
    (current(again.data) / "facts.json").write_text("{")
    assert again.build().rebuilt
    again.answers()
    (current(again.data) / "library.json").unlink()
    assert again.build().rebuilt
    again.answers()


def test_a_damaged_decision_is_one_line(again):
    index = open_index(again.data)
    (index.folder / "opinions" / f"{LARKSPUR}.json").write_text("{")
    with pytest.raises(IndexDamaged, match=rf"{LARKSPUR}\.json of the index cannot be read"):
        index.opinion(LARKSPUR)


def test_an_opinion_that_the_library_does_not_name_joins_as_an_authority(home):
    stranger = opinion_data(case_name="Stone v. Village of Elk", citations=["77 F.3d 100"], court="ca1", star_pages=None, has_star_pages=False)
    write_opinion(home.opinions, "stone-v-elk", stranger)
    home.first()
    held = open_index(home.data).library.authority("77 F.3d 100")
    assert (held.name, held.opinion_id, held.court) == ("Stone v. Village of Elk", "stone-v-elk", "ca1")


def test_an_opinion_without_a_citation_can_be_searched_but_not_cited(home):
    write_opinion(home.opinions, "slip", pageless_data(citations=[], case_name="Slip v. Opinion"))
    home.first()
    index = open_index(home.data)
    assert "slip" in index.opinion_ids()
    assert "" not in index.library.authorities


def test_the_index_without_any_opinion(home):
    report = home.build()
    assert report.added == ["42-usc-1983", "beach-training", LARKSPUR]
    index = home.answers()
    assert index.store.nearest_passages(index.encoder.encode([ASKED])[0], 5) == []
    assert index.passage_words.top("lifeguard", 5) == []
    assert index.ties == {}


def test_the_facts_remember_how_it_was_made(again):
    facts = json.loads((current(again.data) / "facts.json").read_text(encoding="utf-8"))
    assert facts["encoder"] == again.encoder.fingerprint
    assert facts["format"] == building.FORMAT
    assert set(facts["sources"]) == {"42-usc-1983", "beach-training", LARKSPUR, f"opinion:{LARKSPUR}"}
