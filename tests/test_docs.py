"""Every command, option and make target stands in the README."""

import argparse
import re
from pathlib import Path

import pytest

from chains.door import _parser as chains

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(parser, door):
    """(what a person types, the option strings) of a parser and all its verbs."""
    yield door, [o for a in parser._actions for o in a.option_strings if o.startswith("--")]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, below in action.choices.items():
                yield from commands(below, f"{door} {verb}")


def parser_of(module, monkeypatch):
    """The parser that a door's ``main`` makes, caught when it parses."""
    caught = []

    class Caught(Exception):
        pass

    def catch(self, *_args, **_kwargs):
        caught.append(self)
        raise Caught

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", catch)
    with pytest.raises(Caught):
        module.main([])
    return caught[0]


DOORS = ["corpus", "ingest", "chains"] + (["eval"] if (ROOT / "eval" / "__main__.py").exists() else [])


@pytest.mark.parametrize("door", DOORS)
def test_every_command_and_option_is_in_the_readme(door, monkeypatch):
    import importlib

    parser = parser_of(importlib.import_module("chains.door" if door == "chains" else f"{door}.__main__"), monkeypatch)
    for command, options in commands(parser, f"python -m {door}"):
        assert command in README, command
        for option in options:
            assert option == "--help" or option in README, f"{command} {option}"


def test_every_make_target_is_in_the_readme():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {"run", "test", "setup", "index", "check"} <= set(targets)
    for target in sorted(set(targets) - {"browser"}):  # a step of ``make test`` that nobody runs alone
        assert f"make {target}" in README, target


def test_every_setting_from_the_environment_is_in_the_readme():
    code = "".join(p.read_text(encoding="utf-8") for d in ("corpus", "ingest", "chains", "eval") for p in (ROOT / d).glob("*.py"))
    for name in set(re.findall(r"\bPINCITE_[A-Z_]+", code)):
        assert name in README, name


def test_the_check_can_fail():
    assert "audit" in [c.split()[-1] for c, _ in commands(chains(), "python -m chains")]
    assert "python -m chains nonsense" not in README


def test_every_file_that_the_readme_names_is_there():
    for name in re.findall(r"`((?:corpus|ingest|chains|eval|tests|docs)/[\w/.-]+\.\w+)`", README):
        assert (ROOT / name).exists(), name
