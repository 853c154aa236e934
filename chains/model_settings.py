"""Which chat model writes the answers, if one is set, and whether a question leaves this machine for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import InputError

TIMEOUT_S = 60.0
LONGEST_S = 600.0
OLLAMA = "http://127.0.0.1:11434"
"""Where Ollama listens unless told otherwise; said outright, so that its own variable cannot send a question elsewhere unseen."""
KEPT_HERE = ("openai", "ollama")
"""Providers whose packages we tell to follow no redirect and to use no proxy (``model_call.py``)."""
OWN_ADDRESS = {"openai": ("OPENAI_API_BASE", "OPENAI_BASE_URL"), "anthropic": ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL")}
"""Variables by which a provider's package would send questions elsewhere: they are read here, so that the recipient is named rightly."""
_NAME = re.compile(r"[a-z][a-z0-9_]*:[\w./:@+-]{1,200}")


@dataclass(frozen=True)
class Model:
    """A chat model: ``provider:model``, the address of its server where it is not the provider's own, and the seconds it has for one answer."""

    name: str
    base_url: str | None = None
    timeout_s: float = TIMEOUT_S
    judge: str = ""
    """An entailment judge by name or folder, or "model"; without one the model's own words are never shown."""

    @property
    def provider(self) -> str:
        return self.name.partition(":")[0]

    @property
    def local(self) -> bool:
        """Whether it runs on this machine: its address says so, and nothing in its package can lead a question past it."""
        return self.provider in KEPT_HERE and is_loopback(urlsplit(self.base_url).hostname if self.base_url else None)

    @property
    def where(self) -> str:
        """Who receives the question, in words."""
        if self.local:
            return HERE
        return (urlsplit(self.base_url).hostname if self.base_url else None) or f"the provider “{self.provider}”"


HERE = "this machine"


def told(trace: Mapping[str, Any]) -> str | None:
    """Which model had a hand in an answer and who received the question, from the answer's trace; None where no model was asked."""
    asked = trace.get("asked")
    if not asked:
        return None
    did = "chose these sentences; each was checked against its source" if asked["wrote"] else "was asked, but these are the library's own sentences"
    if asked["wrote"] and asked["rephrased"]:
        did = f"chose these sentences and put {asked['rephrased']} of them in its own words; each was checked against its source, and these by the judge too"
    went = "went no further than the machine that answers" if asked["where"] == HERE else f"was sent to {asked['where']}"
    return f"The language model {asked['model']} {did}. The question {went}."


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def model_from(environment: Mapping[str, str], drafter: str | None = None) -> Model | None:
    """The model that the settings name; None for the library's own lines. ``drafter`` (of a command) stands above PINCITE_MODEL.

    Raises InputError for a name, an address or a time that cannot be used, and for an address without a model.
    """
    known = {"PINCITE_MODEL", "PINCITE_MODEL_URL", "PINCITE_MODEL_TIMEOUT"}
    if unknown := sorted(k for k in environment if k.startswith("PINCITE_MODEL") and k not in known):
        raise InputError(f"no setting {unknown[0]}; there are {', '.join(sorted(known))}")
    name = (drafter or environment.get("PINCITE_MODEL", "")).strip()
    url = environment.get("PINCITE_MODEL_URL", "").strip()
    seconds = environment.get("PINCITE_MODEL_TIMEOUT", "").strip()
    if name == "extractive":
        return None
    if not name:
        if half := url or seconds:
            raise InputError(f"PINCITE_MODEL{'_URL' if url else '_TIMEOUT'} is set to “{half[:80]}” but PINCITE_MODEL is not: set both or neither")
        return None
    if not _NAME.fullmatch(name):
        raise InputError(f"“{name[:80]}” is no model: give provider:model, such as openai:gpt-5 or ollama:llama3.1")
    provider = name.partition(":")[0]
    own = next((v for k in OWN_ADDRESS.get(provider, ()) if (v := environment.get(k, "").strip())), "")
    address = _url(url or own) or (OLLAMA if provider == "ollama" else None)
    return Model(name, address, _seconds(seconds), environment.get("PINCITE_JUDGE", "").strip())


def _url(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        good = not url or (parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and (parts.port or 1) > 0)
    except ValueError:
        good = False
    if not good:
        raise InputError("PINCITE_MODEL_URL is no address: give one such as http://127.0.0.1:8000/v1, without a name or key in it")
    return url or None


def _seconds(given: str) -> float:
    try:
        seconds = float(given or TIMEOUT_S)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_S:
        raise InputError(f"PINCITE_MODEL_TIMEOUT is “{given[:40]}”: give seconds, more than 0 and at most {LONGEST_S:.0f}")
    return seconds
