"""Intervals and tests of difference: by hand, by properties, and beside scipy."""

import math
import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from eval.intervals import DRAWS, Interval, holm, interval, paired

SHARES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 1.0]), max_size=25)
PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.sampled_from("vwxyz")), min_size=1, max_size=25)


def test_no_value_has_no_figure():
    found = interval([])
    assert found.n == 0
    assert all(math.isnan(x) for x in (found.mean, found.low, found.high))
    assert paired([], []).p == 1


def test_one_value_is_its_own_interval():
    assert interval([0.25]) == Interval(0.25, 0.25, 0.25, 1)
    assert interval([0.0, 0.5], ["q", "q"]) == Interval(0.25, 0.25, 0.25, 2)  # one group can only be drawn whole


def test_two_values_by_hand():
    # resampled means of 0 and 1 are 0, ½ and 1 in a quarter, a half and a quarter of draws: 2.5% and 97.5% fall on 0 and 1
    assert interval([0, 1]) == Interval(0.5, 0, 1, 2)


def test_equal_values_leave_no_room():
    assert interval([0.1] * 700) == Interval(0.1, 0.1, 0.1, 700)


def test_like_scipy():
    values = [0, 1, 1, 0.5, 0.25, 1, 0, 1, 1, 0.75] * 10
    found = interval(values)
    oracle = stats.bootstrap((np.array(values),), np.mean, n_resamples=20_000, method="percentile", rng=7).confidence_interval
    assert found.low == pytest.approx(oracle.low, abs=0.01)
    assert found.high == pytest.approx(oracle.high, abs=0.01)
    assert found.mean == pytest.approx(np.mean(values))


def test_whole_groups_are_drawn():
    # twenty questions, each asked five times with the same result: as unsure as twenty values, not as a hundred
    each = [1.0] * 12 + [0.0] * 8
    twenty = interval(each)
    hundred = interval([v for v in each for _ in range(5)], [f"q{i}" for i in range(20) for _ in range(5)])
    assert (hundred.mean, hundred.low, hundred.high) == pytest.approx((twenty.mean, twenty.low, twenty.high))
    alone = interval([v for v in each for _ in range(5)])
    assert alone.high - alone.low < (hundred.high - hundred.low) * 0.6


def test_a_group_weighs_as_much_as_it_holds():
    # groups (1, 1, 1) and (0): drawing each once gives 3/4, the first twice 1, the second twice 0
    found = interval([1, 1, 1, 0], ["a", "a", "a", "b"])
    assert (found.mean, found.low, found.high) == pytest.approx((0.75, 0, 1))


@given(SHARES, st.randoms(use_true_random=False))
def test_order_does_not_matter(values: list[float], order: random.Random):
    shuffled = order.sample(values, len(values))
    assert repr(interval(shuffled)) == repr(interval(values))  # repr: nan is not equal to itself
    if values:
        found = interval(values)
        assert min(values) - 1e-9 <= found.low <= found.mean <= found.high <= max(values) + 1e-9


@given(PAIRS, st.randoms(use_true_random=False))
def test_order_of_pairs_does_not_matter(rows: list[tuple[float, float, str]], order: random.Random):
    def both(r: list[tuple[float, float, str]]):
        a, b, groups = zip(*r, strict=True)
        return paired(a, b), paired(a, b, groups), interval(b, groups)

    assert both(order.sample(rows, len(rows))) == both(rows)


@given(PAIRS)
def test_turned_round(rows: list[tuple[float, float, str]]):
    a, b, groups = zip(*rows, strict=True)
    there, back = paired(a, b, groups), paired(b, a, groups)
    assert there.p == back.p
    assert there.mean == pytest.approx(-back.mean)
    assert 0 < there.p <= 1


def test_sign_flips_by_hand():
    # differences +1, +1, +1, 0: of the eight flips of the three only +++ and −−− sum to 3 or −3: p = 2/8; mean 3/4
    found = paired([0, 0, 0, 1], [1, 1, 1, 1])
    assert (found.mean, found.p, found.n) == (0.75, 0.25, 4)
    # +1, +1, −1 sum to 1: every flip sums to 1 or 3 either way, so p = 1
    assert paired([0, 0, 1], [1, 1, 0]).p == 1
    # +1 and +½ sum to 1.5: reached by ++ and −− of four: p = ½
    assert paired([0, 0.5], [1, 1]).p == 0.5


def test_groups_are_flipped_together():
    # six differences of +1 in two groups: ++ and −− of four flips, p = ½; alone two of 64
    a, b = [0.0] * 6, [1.0] * 6
    assert paired(a, b, ["q", "q", "q", "r", "r", "r"]).p == 0.5
    assert paired(a, b).p == 2 / 64
    # a group whose gains and losses cancel has no difference to flip
    assert paired([0, 1], [1, 0], ["q", "q"]).p == 1


def test_the_same_run_twice_shows_no_difference():
    found = paired([0.3, 1, 0], [0.3, 1, 0])
    assert (found.mean, found.low, found.high, found.p) == (0, 0, 0, 1)


@pytest.mark.parametrize("n", [13, 40])  # every flip tried, and drawn
def test_like_scipys_permutation_test(n: int):
    some = random.Random(5)
    a = [some.choice([0, 0.5, 1]) for _ in range(n)]
    b = [min(1.0, x + some.choice([0, 0.25, 0.5])) for x in a[: n - 4]] + [max(0.0, x - 0.5) for x in a[n - 4 :]]
    oracle = stats.permutation_test((np.array(b), np.array(a)), lambda x, y, axis: np.mean(x - y, axis=axis), permutation_type="samples",
                                    vectorized=True, n_resamples=20_000, rng=3).pvalue  # fmt: skip
    assert paired(a, b).p == pytest.approx(oracle, abs=0.012)


def test_p_of_draws_is_never_0():
    assert paired([0.0] * 60, [1.0] * 60).p == 1 / (DRAWS + 1)


def test_holm_by_hand():
    # sorted .01 .03 .04 → 3 × .01 = .03; 2 × .03 = .06; 1 × .04 = .04, held at .06
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.9, 0.6]) == [1, 1]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=12), st.randoms(use_true_random=False))
def test_holm_keeps_its_promises(ps: list[float], order: random.Random):
    found = holm(ps)
    assert all(p <= q <= 1 for p, q in zip(ps, found, strict=True))
    assert sorted(found) == [q for _, q in sorted(zip(ps, found, strict=True))]
    places = order.sample(range(len(ps)), len(ps))
    assert holm([ps[i] for i in places]) == [found[i] for i in places]


def test_what_is_not_a_number_is_turned_away():
    with pytest.raises(ValueError, match="finite"):
        interval([0.5, math.nan])
    with pytest.raises(ValueError, match="finite"):
        paired([0.5], [math.inf])
    with pytest.raises(ValueError, match="longer"):
        interval([0.5, 1], ["q"])
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([1.2])


def test_thirty_metrics_of_seven_hundred_cases_in_seconds():
    some = random.Random(1)
    a, b = ([some.random() for _ in range(700)] for _ in range(2))
    begun = time.perf_counter()
    for _ in range(3):
        interval(a)
        paired(a, b)
    assert time.perf_counter() - begun < 3  # a tenth of thirty metrics; about 0.3 s alone on two cores
