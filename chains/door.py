"""``python -m chains``: ask a question, verify claims and quotations, audit a draft."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable
from pydantic import BaseModel, ConfigDict, ValidationError

from chains.answer import Settings, open_chain
from chains.model_settings import model_from
from chains.models import Answer, Question
from corpus.courts import place_of, state_of
from corpus.errors import InputError, ModelTrouble, PinciteError
from ingest.index import Index, open_index

if TYPE_CHECKING:
    from chains.given import Verdict
    from chains.judging import Asked

log = logging.getLogger(__name__)


class AskLine(BaseModel):
    """One line of a batch of questions; unknown keys are ignored, and its id is given back as it came."""

    model_config = ConfigDict(extra="ignore")
    question: str
    history: list[str] = []
    circuit: str | None = None
    state: str | None = None


class VerifyLine(BaseModel):
    """One line of a batch to verify: a claim or a quotation, with what its writer gives as support."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)
    claim: str | None = None
    quote: str | None = None
    citation: str | None = None
    pin: str | None = None


def main(argv: list[str] | None = None) -> int:
    """Run the door; the exit code."""
    args = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO if args.verbose else logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("eyecite").setLevel(logging.ERROR)
    try:
        return int(args.run(args))
    except PinciteError as error:
        print(f"chains: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("chains: stopped", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chains", description="Answers whose every sentence shows its source.")
    parser.add_argument("--verbose", action="store_true", help="log one line an answer (never the question)")
    verbs = parser.add_subparsers(required=True, metavar="ask|verify|audit")
    ask = verbs.add_parser("ask", help="answer a question, or a batch of them")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument("--state", metavar="TX", help="the reader's state, by code or name")
    ask.add_argument("--circuit", metavar="ca5", help="the reader's federal circuit or district (ohsd)")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="JSON lines of questions; one JSON answer a line, in order")
    ask.add_argument("--json", action="store_true", help="print the JSON answer")
    ask.add_argument("--drafter", metavar="PROVIDER:MODEL", help="the language model that chooses the sentences, or extractive; otherwise PINCITE_MODEL")
    ask.add_argument("--why", action="store_true", help="show why each section and line was chosen")
    ask.set_defaults(run=_ask)
    verify = verbs.add_parser("verify", help="verdicts on claims and quotations")
    verify.add_argument("--batch", type=Path, required=True, metavar="FILE", help="JSON lines of claims or quotations")
    verify.add_argument("--json", action="store_true", help="print JSON lines")
    verify.set_defaults(run=_verify)
    audit = verbs.add_parser("audit", help="every citation, quotation and statement about a cited decision in a draft")
    audit.add_argument("file", type=Path, metavar="FILE", help="the draft: text, Markdown, Word (.docx) or PDF")
    audit.add_argument("--json", action="store_true", help="print JSON")
    audit.set_defaults(run=_audit)
    return parser


def _ask(args: argparse.Namespace) -> int:
    if (args.question is None) == (args.batch is None):
        raise InputError("give one question in quotation marks, or --batch FILE")
    state = state_of(args.state)
    circuit = _court(args.circuit)
    if args.batch:
        return _ask_batch(args.batch, circuit, state, args.drafter)
    answer = _chain(args.drafter).invoke(Question(args.question, circuit=circuit, state=state))
    if args.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        from chains.terminal import show

        show(answer, why=args.why)
    return 0


def _court(said: str | None) -> str | None:
    """The circuit or district that was given, by its id. Raises InputError for an unknown one."""
    place = place_of(said)
    return (place.district or place.circuit) if place else None


def _chain(drafter: str | None) -> Runnable[Question, Answer]:
    """The chain with the model of the command or the environment; one that is not on this machine is named before anything is sent there."""
    model = model_from(environ, drafter)
    chain = open_chain(Settings(model=model))
    if model and not model.local:
        print(f"chains: questions are sent to {model.where}, for {model.name}", file=sys.stderr)
    return chain


def _ask_batch(path: Path, circuit: str | None, state: str | None, drafter: str | None) -> int:
    lines = _lines(path)
    chain = _chain(drafter)
    gc.enable()  # one answer needs none (__main__.py), thousands do
    for number, line in enumerate(lines, 1):
        print(json.dumps(_answer_line(chain, line, number, circuit, state), ensure_ascii=False), flush=True)
    return 0


def _answer_line(chain: Runnable[Question, Answer], line: str, number: int, circuit: str | None, state: str | None) -> dict[str, Any]:
    try:
        asked = AskLine.model_validate_json(line)
        own = state_of(asked.state)
        question = Question(asked.question, tuple(asked.history), _court(asked.circuit) or circuit, state=own or state)
        answer = chain.invoke(question)
    except (ValidationError, InputError) as error:
        answer = Answer(None, "", "invalid", notices=(f"line {number} is not a question: {_fault(error)}",))
    except PinciteError:
        raise
    except Exception as error:  # one line that nothing foresaw must not cost the reader the rest
        log.warning("line %d: %s", number, type(error).__name__)
        answer = Answer(None, "", "invalid", notices=(f"line {number} could not be answered ({type(error).__name__})",))
    return {**answer.as_json(), "id": _raw_id(line)}


def _lines(path: Path) -> list[str]:
    try:
        return [x for x in path.read_text(encoding="utf-8-sig", errors="replace").split("\n") if x.strip()]
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})") from error


def _verify(args: argparse.Namespace) -> int:
    for row in _verdicts(_lines(args.batch)):
        print(json.dumps(row, ensure_ascii=False) if args.json else f"{row['id']}: {row['verdict']} ({'; '.join(row['reasons'])})", flush=True)
    return 0


def _verdicts(lines: list[str]) -> Iterator[dict[str, Any]]:
    from chains.check import Verdict

    index, judge = open_index(Settings().data), _judge()
    for number, line in enumerate(lines, 1):
        try:
            verdict = _verdict(index, VerifyLine.model_validate_json(line), judge)
        except (ValidationError, InputError) as error:
            verdict = Verdict("invalid", (f"line {number}: {_fault(error)}",))
        except PinciteError:
            raise
        except Exception as error:  # one line that no check foresaw must not cost the reader the rest
            log.warning("line %d: %s", number, type(error).__name__)
            verdict = Verdict("invalid", (f"line {number} could not be checked ({type(error).__name__})",))
        yield {"id": _raw_id(line), "verdict": verdict.verdict, "reasons": list(verdict.reasons), "evidence": list(verdict.evidence)}


def _judge() -> Asked | None:
    """The judge that is set; a chat model that is not on this machine is named before anything is sent there."""
    from chains.judging import MODEL, judge_set

    model = model_from(environ)
    if model and model.judge == MODEL and not model.local:
        print(f"chains: claims are sent to {model.where}, for {model.name}", file=sys.stderr)
    return judge_set()


def _verdict(index: Index, asked: VerifyLine, judge: Asked | None) -> Verdict:
    from chains.check import check_claim, check_quotation

    if (asked.claim is None) == (asked.quote is None):
        raise InputError("it needs either a claim or a quote")
    if asked.claim is not None:
        try:
            return check_claim(index, asked.claim, asked.citation, asked.pin, judge=judge)
        except ModelTrouble as trouble:
            alone = check_claim(index, asked.claim, asked.citation, asked.pin)
            return replace(alone, reasons=(*alone.reasons, f"the judge {judge.name if judge else ''} {trouble}"))
    return check_quotation(index, asked.quote or "", asked.citation, asked.pin)


def _fault(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    where = ".".join(str(x) for x in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def _raw_id(line: str) -> str | int | float | None:
    """The id of a line as it was given, where it has one."""
    try:
        found = json.loads(line).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, str | int | float) else None


def _audit(args: argparse.Namespace) -> int:
    from chains.audit import audit
    from chains.drafts import read_draft
    from chains.terminal import progress, show_findings

    draft = read_draft(args.file)
    with progress() as tell:
        findings = audit(open_index(Settings().data), draft.text, tell)
    for unread in draft.unread:
        print(f"chains: {args.file.name}: {unread}", file=sys.stderr)
    if args.json:
        print(json.dumps([f.as_json() for f in findings], ensure_ascii=False, indent=1))
        return 0
    show_findings(args.file.name, findings)
    return 0
