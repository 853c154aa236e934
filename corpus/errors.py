"""Everything that can go wrong and is expected to, as one tree.

PinciteError                what the terminal doors print as one line
├── LibraryError            a library file breaks the line format or its own rules
├── OpinionError            an opinion file cannot be read as one
├── EncoderError            the encoder is missing or its bytes are not the expected ones
├── JudgeError              the judge that was set cannot be used
├── IndexMissing            no index was built yet
├── IndexDamaged            the index pointer or a part of the index is broken
├── Busy                    another process is building the index
├── FetchTrouble            a public source of decisions did not give what was asked for (the report says so; the run goes on)
├── ModelTrouble            a language model gave nothing that can be used (the drafter turns it into a notice)
└── InputError              a file or a setting that the user gave cannot be used

"No support", "out of scope" or "two candidates" are values, never exceptions.
A message says what happened, to which value, and what to do.
"""


class PinciteError(Exception):
    """An expected failure; its text is one clear line for a person."""


class LibraryError(PinciteError):
    """A library file breaks the line format or the library's own rules."""


class OpinionError(PinciteError):
    """An opinion file cannot be read as one."""


class EncoderError(PinciteError):
    """The encoder is missing or is not the one expected."""


class JudgeError(PinciteError):
    """The judge that was set cannot be loaded or has no label that means entailment."""


class IndexMissing(PinciteError):
    """No index was built yet."""


class IndexDamaged(PinciteError):
    """The index pointer or a part of the index is broken."""


class Busy(PinciteError):
    """Another process is building the index."""


class FetchTrouble(PinciteError):
    """A public source gave nothing that can be used; the text goes on after its name: "did not answer in time".

    ``whole``: nothing more is to be asked of this source in this run.
    """

    def __init__(self, said: str, *, whole: bool = False) -> None:
        super().__init__(said)
        self.whole = whole


class ModelTrouble(PinciteError):
    """A language model gave nothing that can be used; the text goes on after the model's name: "did not answer in time"."""


class InputError(PinciteError):
    """A file or a setting that the user gave cannot be used."""
