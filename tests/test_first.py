from corpus.check import faults
from corpus.citing import find_citations, read_pin
from corpus.library import open_library
from corpus.quoting import find_quote


def test_library_has_no_faults():
    library = open_library()
    assert faults(library) == []
    assert len(library.sections) > 400


def test_pins_and_citations():
    assert str(read_pin("390 n.10")) == "390 n.10"
    assert [f.key for f in find_citations("Connick v. Thompson, 563 U.S. 51, 62 (2011)")] == ["563 U.S. 51"]


def test_quotation_is_verbatim():
    assert find_quote("deliberate indifference to", "amounts to “deliberate indifference” to rights")
    assert find_quote("deliberate negligence to", "amounts to “deliberate indifference” to rights") is None
