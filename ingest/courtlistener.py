"""CourtListener's REST API, version 4: a citation looked up, and docket and opinions of the cluster that agrees.

A cluster is one decision with all its opinions; which court decided it stands in its docket. By default an account may ask
five times a minute, 50 times an hour and 125 times a day, so the lookup's own clusters are used and the opinions come as one list.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError

from corpus.errors import FetchTrouble
from ingest.polite import Polite
from ingest.wanted import MOST_BYTES, Reply, Told, Wanted, normal, unlike, year_of

ADDRESS = "https://www.courtlistener.com/api/rest/v4"
PAUSE_S = 12.0
"""Between two requests: five a minute."""
MOST_CLUSTERS, MOST_PAGES = 5, 5
"""Clusters of one citation whose docket is asked for, and pages of a list of opinions."""
TEXTS = ("html_with_citations", "html_columbia", "html_lawbox", "html_anon_2020", "xml_harvard", "html", "plain_text")
"""Fields of an opinion in which its text can stand."""
_CURSOR = re.compile(r"[?&]cursor=([\w%=.~+-]{1,400})(?:&|$)")


class _Cite(BaseModel):
    volume: str | int | None = None
    reporter: str | None = None
    page: str | int | None = None


class _Cluster(BaseModel):
    """What we read of a cluster."""

    id: int
    docket_id: int | None = None
    docket: str | None = None
    case_name: str | None = ""
    case_name_full: str | None = ""
    date_filed: str | None = None
    citations: list[_Cite] = []
    sub_opinions: list[str] = []

    def told(self, court: str) -> Told:
        cites = frozenset(normal(f"{c.volume} {c.reporter} {c.page}" for c in self.citations))
        names = tuple(n for n in (self.case_name, self.case_name_full) if n)
        return Told(cites, names, year_of(self.date_filed), frozenset([court]), court)

    def docket_number(self) -> int | None:
        m = re.search(r"/dockets/([0-9]{1,18})/", self.docket or "")
        return self.docket_id or (int(m[1]) if m else None)


class CourtListener:
    """Finds decisions there."""

    name = "CourtListener"

    def __init__(self, polite: Polite) -> None:
        self._polite = polite

    def find(self, it: Wanted) -> Reply:
        """The first decision under this citation that agrees and has a text; of two that do, the older record. Raises FetchTrouble."""
        reply, asked = Reply(), 0
        for raw, cluster in self._clusters(it):
            if why := unlike(it, cluster.told(it.court or "")):  # the court comes with the docket: not asked for in vain
                reply = Reply(None, why, wrong=True)
                continue
            asked += 1
            if asked > MOST_CLUSTERS:
                break
            reply = self._decision(it, raw, cluster)
            if reply.envelope:
                break
        return reply

    def _clusters(self, it: Wanted) -> list[tuple[dict[str, Any], _Cluster]]:
        found = self._polite.json("citation-lookup/", MOST_BYTES, form={"text": it.citation}) or []  # an object where no citation was seen
        try:
            pairs = [(raw, _Cluster.model_validate(raw)) for entry in found if entry["status"] in (200, 300) for raw in entry["clusters"]]
        except (ValidationError, LookupError, TypeError) as error:
            raise FetchTrouble("gave a lookup in another form than the documented one") from error
        return sorted(pairs, key=lambda pair: pair[1].id)

    def _decision(self, it: Wanted, raw: dict[str, Any], cluster: _Cluster) -> Reply:
        number = cluster.docket_number()
        docket = self._polite.json(f"dockets/{number}/", MOST_BYTES) if number else None
        if not isinstance(docket, dict):
            return Reply(None, "has no docket for it, so that its court cannot be checked")
        if why := unlike(it, cluster.told(_text(docket.get("court_id")))):
            return Reply(None, why, wrong=True)
        opinions = self._opinions(cluster)
        if any(o.get("cluster_id", cluster.id) != cluster.id for o in opinions):
            return Reply(None, "has the opinions of another decision under it", wrong=True)
        if not any(_text(o.get(field)).strip() for o in opinions for field in TEXTS):
            return Reply(None, "has no text of it")
        return Reply({"format": "courtlistener", "from": f"/clusters/{cluster.id}/", "cluster": raw, "docket": docket, "opinions": opinions})

    def _opinions(self, cluster: _Cluster) -> list[dict[str, Any]]:
        """All opinions of the cluster, in its own order."""
        found: list[dict[str, Any]] = []
        params = {"cluster": str(cluster.id)}
        for _ in range(MOST_PAGES):
            page = self._polite.json("opinions/", MOST_BYTES, params=params) or {}
            if not isinstance(page, dict) or not isinstance(results := page.get("results", []), list) or not all(isinstance(o, dict) for o in results):
                raise FetchTrouble("gave opinions in another form than the documented one")
            found += results
            more = _CURSOR.search(_text(page.get("next")))  # only the cursor is taken from its address
            if not more:
                break
            params = {"cluster": str(cluster.id), "cursor": unquote(more[1])}
        order = {int(m[1]): n for n, url in enumerate(cluster.sub_opinions) if (m := re.search(r"/opinions/([0-9]{1,18})/", url))}
        return sorted(found, key=lambda o: order.get(o["id"] if isinstance(o.get("id"), int) else -1, len(order)))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
