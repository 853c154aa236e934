"""What a state's row holds, by kind, for those who only name a kind: light, while the table's schema needs pydantic."""

from __future__ import annotations

import re

from corpus.models import Cite

TABLE = "states.toml"
ABOUT = {
    "limitation": "Time to sue",
    "notice": "Notice of claim",
    "records": "Public records",
    "body_camera": "Body-camera video",
    "certifier": "Who certifies officers",
    "courts": "Federal courts",
    "help": "Help",
}
KINDS = tuple(ABOUT)


def state_id(code: str) -> str:
    """The id of a state's source in the library."""
    return f"state-{code.lower()}"


def read_state_cite(text: str) -> Cite | None:
    """A state's statute as our table names it, ``Cal. Gov't Code § 911.2(a)``: its key and its paragraph."""
    m = re.fullmatch(r"(.*\d[^()\s]*)((?:\([0-9A-Za-z]{1,4}\))*)", text.strip())
    return Cite(m[1], (), m[2]) if m else None
