"""Which authority binds which reader, with the reason that is told."""

import pytest

from corpus.courts import CIRCUITS, ORDINALS, circuit_name
from corpus.errors import InputError
from corpus.history import read_later
from corpus.library import open_library
from corpus.models import Authority, Pin
from corpus.weighing import weigh

SCOTUS = Authority("489 U.S. 378", "City of Canton v. Harris", "case", "scotus", 1989)
TWELVE = [c for c in CIRCUITS if c in ORDINALS or c == "cadc"]


def decided(court: str, year: int = 2001, key: str = "238 F.3d 567", **more) -> Authority:
    return Authority(key, "Young v. City of Mount Rainier", "case", court, year, **more)


@pytest.mark.parametrize("mine", TWELVE)
def test_a_reader_in_each_circuit(mine):
    """The reader's own circuit binds, the eleven others persuade and are told beside the reader's; the Supreme Court binds everybody."""
    assert len(TWELVE) == 12
    assert weigh(SCOTUS, mine).why == "binding everywhere: the Supreme Court"
    for court in TWELVE:
        weighed = weigh(decided(court), mine)
        if court == mine:
            assert (weighed.weight, weighed.why) == ("binding", f"binding in federal court: decided by the {circuit_name(court)}, which is yours")
        else:
            assert (weighed.weight, weighed.why) == ("persuasive", f"persuasive: decided by the {circuit_name(court)}; you are in the {circuit_name(mine)}")


READERS = [  # state, circuit or district; what binds there
    ("OH", "ca6"), ("Ohio", "ca6"), ("ohsd", "ca6"), ("S.D. Ohio", "ca6"), ("TX", "ca5"), ("txwd", "ca5"), ("ME", "ca1"), ("PR", "ca1"),
    ("NY", "ca2"), ("nysd", "ca2"), ("PA", "ca3"), ("VI", "ca3"), ("WV", "ca4"), ("IN", "ca7"), ("MO", "ca8"), ("CA", "ca9"), ("GU", "ca9"), ("UT", "ca10"),
    ("GA", "ca11"), ("DC", "cadc"), ("dcd", "cadc"),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "circuit"), READERS)
def test_a_reader_in_a_state_or_a_district(reader, circuit):
    assert weigh(decided(circuit), reader).weight == "binding"
    other = "ca9" if circuit != "ca9" else "ca6"
    assert weigh(decided(other), reader).why == f"persuasive: decided by the {circuit_name(other)}; you are in the {circuit_name(circuit)}"


WEIGHTS = [  # authority, reader, whose words, weight, a part of the reason
    (SCOTUS, None, "", "binding", "Supreme Court"),
    (SCOTUS, "ca5", "separate opinion", "persuasive", "a separate opinion, not the Court's"),
    (SCOTUS, "TX", "concurrence", "persuasive", "a concurrence"),
    (SCOTUS, "TX", "partial dissent", "persuasive", "dissents in part and never binds"),
    (SCOTUS, "TX", "dissent", "persuasive", "a dissent, a separate opinion that never binds"),
    (SCOTUS, "TX", "appendix", "persuasive", "an appendix"),
    (SCOTUS, "ca5", "plurality", "persuasive", "narrowest ground of those who agreed in the judgment (Marks v. United States, 430 U.S. 188, 193)"),
    (decided("ca6"), "OH", "dissent", "persuasive", "a dissent, a separate opinion that never binds"),
    (decided("ca6"), "OH", "separate opinion", "persuasive", "not the court's"),
    (decided("ca4"), None, "", "persuasive", "decided by the Fourth Circuit: binding in federal courts there"),
    (decided("ca6", key="512 F. App'x 485"), "OH", "", "persuasive", "an unpublished decision of the Sixth Circuit"),
    (decided("ca6", key="512 F.App'x 485"), "OH", "", "persuasive", "unpublished"),
    (decided("ca6", key="2011 WL 123456"), "OH", "", "persuasive", "unpublished"),
    (decided("ca6", unpublished=True), "OH", "", "persuasive", "unpublished"),
    (decided("ohsd", key="1 F. Supp. 2d 3"), "OH", "", "persuasive", "Southern District of Ohio; a district court's decision binds no other court"),
    (decided("ohsd", key="1 F. Supp. 2d 3"), "ohsd", "", "persuasive", "which is yours; a district court's decision binds no other court"),
    (decided("ca5", 1979), "GA", "", "binding", "the Eleventh took those decisions over"),
    (decided("ca5", 1981), "ca11", "", "persuasive", "unless it is from before October 1981"),
    (decided("ca5", 1982), "FL", "", "persuasive", "you are in the Eleventh Circuit"),
    (decided("ca5", 1979), "TX", "", "binding", "which is yours"),
    (decided("ohio", key="1 N.E.3d 2"), "OH", "", "persuasive", "on what Ohio's own law means it has the last word, in federal courts too"),
    (decided("ohioctapp", key="1 N.E.3d 2"), "OH", "", "persuasive", "persuasive on federal law"),
    (decided("cafc"), "OH", "", "persuasive", "decided by the Court of Appeals for the Federal Circuit"),
    (decided("no such court"), "OH", "", "persuasive", "a court that we do not know"),
    (Authority("42 U.S.C. § 1983", "Section 1983", "statute"), None, "", "binding", "statute"),
    (Authority("Fed. R. Civ. P. 34", "Rule 34", "rule"), "ca1", "", "binding", "rule"),
    (Authority("Tex. Civ. Prac. & Rem. Code § 16.003", "Time to sue in Texas", "statute", state="TX"), "TX", "", "binding", "binding in Texas"),
    (None, "ca1", "", "guidance", "not law"),
]  # fmt: skip


@pytest.mark.parametrize(("authority", "reader", "voice", "weight", "reason"), WEIGHTS)
def test_weight_comes_with_its_reason(authority, reader, voice, weight, reason):
    weighed = weigh(authority, reader, voice)
    assert weighed.weight == weight
    assert reason in weighed.why
    assert "\n" not in weighed.why


def test_an_unknown_place_is_refused():
    with pytest.raises(InputError, match="Narnia"):
        weigh(decided("ca6"), "Narnia")


def after(kind: str, pages: str | None = None) -> Authority:
    row = {"citation": "512 U.S. 1", "pin": 7, "kind": kind, "how": "says so"} | ({"pages": pages} if pages else {})
    return decided("ca6", later=read_later([row], "x.md"))


@pytest.mark.parametrize("kind", ["vacated", "overruled", "reversed"])
@pytest.mark.parametrize("voice", ["", "plurality", "dissent"])
def test_what_is_no_longer_the_law_never_binds_and_stands_last(kind, voice):
    weighed = weigh(after(kind), "OH", voice)
    assert (weighed.weight, weighed.why) == ("persuasive", f"not binding, for it is no longer the law: {kind} by 512 U.S. 1, 7")
    assert weighed.rank > weigh(decided("ca9"), "OH").rank > weigh(decided("ca6"), "OH").rank
    assert weighed.rank < weigh(None, "OH").rank  # guidance comes after every authority


def test_what_was_overruled_in_part_says_so():
    whole = weigh(after("overruled in part"), "OH", "", (Pin(570, 570),))
    assert (whole.weight, whole.why.split("; ")[-1]) == ("binding", "overruled in part by 512 U.S. 1, 7")
    there, elsewhere = (weigh(after("overruled in part", "570-71"), "OH", "", (Pin(p, p),)) for p in (571, 580))
    assert (there.weight, there.spent, there.why) == (
        "persuasive", True, "not binding, for it is no longer the law: overruled in part, on this point, by 512 U.S. 1, 7")  # fmt: skip
    assert (elsewhere.weight, elsewhere.spent) == ("binding", False)
    for beyond in ((Pin(571, 571), Pin(580, 580)), (Pin(570, 573),)):  # the line rests on a page that stands
        assert not weigh(after("overruled in part", "570-71"), "OH", "", beyond).spent


@pytest.mark.parametrize("kind", ["affirmed", "limited", "extended", "followed", "explained", "related", "adopted"])
def test_other_history_takes_no_weight(kind):
    assert weigh(after(kind), "OH") == weigh(decided("ca6"), "OH")


def test_the_library_knows_what_became_of_its_decisions():
    """Facts of the library itself: Praprotnik's plurality was adopted by Jett, Monroe overruled in part by Monell."""
    held = open_library().authority
    adopted = weigh(held("485 U.S. 112"), "OH", "plurality", (Pin(124, 126),))
    assert adopted.weight == "persuasive"
    assert adopted.why.endswith("a majority made this point the law in Jett v. Dallas Independent School District, 491 U.S. 701, 737 (1989)")
    for other in (126, 127):  # what may be assumed, and ratification, was not what Jett took over
        assert "Marks" in weigh(held("485 U.S. 112"), "OH", "plurality", (Pin(other, other),)).why
    assert "a majority made a point of it the law in Jett" in weigh(held("485 U.S. 112"), "OH", "plurality").why
    assert "overruled in part by Monell" in weigh(held("365 U.S. 167"), "OH", "", (Pin(172, 172),)).why
    assert weigh(held("365 U.S. 167"), "OH", "", (Pin(191, 192),)).spent
    assert weigh(held("355 U.S. 41"), "OH", "", (Pin(45, 46),)).spent
