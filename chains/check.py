"""Verdicts on what somebody else wrote: a claim or a quotation, with or without the citation given for it.

The names under which the doors use them; ``check_claim.py`` and ``check_quotation.py`` say what each verdict means.
"""

from __future__ import annotations

from chains.check_claim import check_claim
from chains.check_quotation import check_quotation
from chains.given import Verdict

__all__ = ["Verdict", "check_claim", "check_quotation"]
