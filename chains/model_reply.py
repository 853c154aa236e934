"""What a model replied, read with distrust: a schema, limits, and no signs that could reach a terminal."""

from __future__ import annotations

import json
import unicodedata
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

MOST_CLAIMS = 16
LONGEST_REPLY = 60_000
"""Characters of a reply that are read; a longer one is no answer."""
Role = Literal["short", "rule", "courts", "do", "careful"]


def _printable(value: Any) -> Any:
    """Text without control and format signs, which could hide words or steer a terminal."""
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in value).split()) if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_printable)]


class ReplyClaim(BaseModel):
    """One sentence of the answer, with the passage that it rests on."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    text: Annotated[Words, Field(min_length=1, max_length=1200, description="one sentence, in the passage's own words")]
    passage_id: Annotated[Words, Field(min_length=1, max_length=40, description="the id of the passage, such as L3")]
    quotation: Annotated[Words, Field(min_length=1, max_length=2000, description="words copied letter by letter from that passage")]
    role: Annotated[Role, Field(description="what the sentence is for")]


class Reply(BaseModel):
    """The answer as claims, each resting on one of the passages given."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    claims: Annotated[list[ReplyClaim], Field(max_length=MOST_CLAIMS)]


class Opinion(BaseModel):
    """Whether a passage says what a claim says."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    verdict: Annotated[Literal["says", "denies", "neither"], Field(description="says: the passage alone makes the whole claim true; denies: it makes it false")]


class Unreadable(ValueError):
    """A reply that is not the JSON that was asked for; its text tells the model what was wrong, without repeating what it wrote."""


Kind = TypeVar("Kind", bound=BaseModel)


def read_reply(kind: type[Kind], reply: Any) -> Kind:
    """A reply of one kind from a tool call's arguments, or from text with one JSON object in it. Raises Unreadable."""
    try:
        return kind.model_validate(_object_in(reply) if isinstance(reply, str) else reply)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise Unreadable(f"{'.'.join(map(str, first['loc'])) or 'the object'}: {first['msg']}") from error


def _object_in(text: str) -> Any:
    """The first JSON object of a text, after what a model thought aloud."""
    if len(text) > LONGEST_REPLY:
        raise Unreadable("it is too long")
    text = text.rpartition("</think>")[2]
    at = text.find("{")
    if at < 0:
        raise Unreadable("there is no JSON object in it")
    try:
        return json.JSONDecoder().raw_decode(text, at)[0]
    except (ValueError, RecursionError) as error:
        raise Unreadable("the JSON in it is broken or cut off") from error
