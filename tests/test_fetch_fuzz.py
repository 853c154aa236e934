"""Whatever a source says: a decision that is the right one, or a reason, never an error that nobody expects."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FetchTrouble
from ingest.cap import Cap
from ingest.courtlistener import CourtListener
from ingest.wanted import Wanted
from public_server import HARBOR, HARBOR_KEY, cap_case, cap_html, cluster, opinion

WANTED = Wanted(HARBOR, "Town of Quillport v. Vasterling", HARBOR_KEY, "scotus", 1987)
KEYS = st.sampled_from(["id", "cite", "name", "status", "clusters", "results", "next"])
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["481 U.S. 1205", "1987", "scotus", "../x", "1205-02"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


class Said:
    """Stands in for the client: gives what it was told to give, by the end of the path."""

    def __init__(self, **files):
        self.files = files

    def json(self, path, most, params=None, form=None):
        return next((copy.deepcopy(v) for k, v in self.files.items() if k in path), None)

    def html(self, path, most):
        return self.files.get("html")


@st.composite
def spoilt(draw, whole):
    """A document with something else in one place."""
    document = {"all": copy.deepcopy(whole)}
    at, key = document, "all"
    while isinstance(at[key], dict | list) and at[key] and draw(st.booleans()):
        at = at[key]
        key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
    at[key] = draw(ANY)
    return document["all"]


def found(place):
    try:
        return place.find(WANTED)
    except FetchTrouble:
        return None


@given(spoilt(cap_case()), spoilt([cap_case() | {"file_name": "1205-02"}]), st.sampled_from([cap_html(cap_case()), None, "", "<section"]))
def test_whatever_cap_says(tmp_path_factory, case, rows, page):
    reply = found(Cap(Said(cases=case, CasesMetadata=rows, html=page), tmp_path_factory.mktemp("cache")))
    if reply and reply.envelope:
        kept = reply.envelope["case"]
        assert any(c.get("cite") == HARBOR_KEY for c in kept["citations"])
        assert kept["decision_date"].startswith("1987")
        assert reply.envelope["html"] == page
    elif reply:
        assert reply.why
        assert "\n" not in reply.why


LOOKUP = [{"citation": HARBOR_KEY, "status": 200, "error_message": "", "clusters": [cluster()]}]


@given(spoilt(LOOKUP), spoilt({"id": 7002, "court_id": "scotus"}), spoilt({"next": None, "results": [opinion()]}))
def test_whatever_courtlistener_says(lookup, docket, opinions):
    reply = found(CourtListener(Said(**{"citation-lookup": lookup, "dockets": docket, "opinions": opinions})))
    if reply and reply.envelope:
        assert reply.envelope["docket"]["court_id"] == "scotus"
        assert reply.envelope["cluster"]["date_filed"].startswith("1987")
    elif reply:
        assert "\n" not in reply.why


def test_unspoilt_documents_are_found(tmp_path):
    lookup = {"citation-lookup": LOOKUP, "dockets": {"court_id": "scotus"}, "opinions": {"results": [opinion()]}}
    for place in (Cap(Said(cases=cap_case(), html=cap_html(cap_case())), tmp_path), CourtListener(Said(**lookup))):
        assert found(place).envelope
