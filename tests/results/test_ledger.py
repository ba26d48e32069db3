"""The ledger: what rows say, that they balance, and that another calculation finds the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.results.charges import Charge
from justice_finance.results.checks import check_ledger
from justice_finance.results.ledger import Entry, entries_of, post, post_terminal
from justice_finance.results.pieces import collect
from justice_finance.results.recompute import recompute
from justice_finance.vocabulary import GOVERNMENT, PARTIES, Driver
from tests.results import made_up

SIZE = made_up.Size()


def amount(postings, category: str, payer: str, payee: str) -> np.ndarray:
    return postings.amount[..., postings.entries.index(Entry(category, payer, payee))]


def one_charge(driver: Driver, index: int, price: object, seed: int = 1):
    """Made-up flows with a single charge from the person to resources."""
    luck = np.random.default_rng(seed)
    charge = Charge(
        "person_expense", "person", "resources", driver, index, np.asarray(price, float), "one"
    )
    outline = made_up.outline(SIZE, luck).but(charges=(charge,))
    return outline, made_up.flows(SIZE, luck, lumps=3)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    draws=st.integers(1, 3),
    years=st.integers(1, 3),
    charges=st.integers(0, 25),
    lumps=st.integers(1, 6),
    burden=st.floats(0.0, 0.5),
)
def test_the_ledger_and_its_recomputation_agree(seed, draws, years, charges, lumps, burden) -> None:
    luck = np.random.default_rng(seed)
    size = made_up.Size(draws=draws, years=years, charges=charges)
    outline = made_up.outline(size, luck, burden=burden)
    flows = made_up.flows(size, luck, lumps=lumps)
    check_ledger(outline, flows, post(outline, flows), tolerance=1e-12)


def test_an_amount_is_people_times_price_summed_over_classes() -> None:
    luck = np.random.default_rng(7)
    classes = SIZE.problems * SIZE.groups * SIZE.seriousness
    price = luck.uniform(1.0, 9.0, (SIZE.draws, SIZE.years, classes))
    outline, flows = one_charge(Driver.ENTRY, 1, price)
    by_hand = np.zeros((SIZE.draws, SIZE.years))
    for draw in range(SIZE.draws):
        for year in range(SIZE.years):
            for one in range(classes):
                people = flows.entries[draw, year, flows.lump_of_class[one], 1]
                by_hand[draw, year] += (
                    people * flows.share_of_lump[draw, one] * price[draw, year, one]
                )
    posted = post(outline, flows)
    np.testing.assert_allclose(amount(posted, "person_expense", "person", "resources"), by_hand)
    # and by problem: only classes of that problem
    only = np.where(outline.axes.class_problem == 1, price, 0.0)
    charge = replace(outline.charges[0], price=only)
    alone = post(outline.but(charges=(charge,)), flows)
    np.testing.assert_allclose(alone.by_problem[:, :, 0, 1], posted.by_problem[:, :, 0, 1])
    assert not alone.by_problem[:, :, 0, [0, 2]].any()


@pytest.mark.parametrize("shape", [(), (1,), (12,), (3, 1), (4, 1, 1), (1, 3, 12), (4, 3, 12)])
def test_a_price_may_have_any_shape_that_fits(shape: tuple[int, ...]) -> None:
    price = np.random.default_rng(3).uniform(1.0, 2.0, shape)
    outline, flows = one_charge(Driver.LINGERING_DAY, -1, price)
    full = replace(outline.charges[0], price=np.broadcast_to(price, (4, 3, 12)))
    np.testing.assert_allclose(
        post(outline, flows).amount, post(outline.but(charges=(full,)), flows).amount, rtol=1e-13
    )


def test_days_of_all_open_states_leave_out_the_ends() -> None:
    outline, flows = one_charge(Driver.OPEN_DAY, -1, 2.0)
    days = flows.open_days.copy()
    days[..., -2:] = 1e6  # an engine that counts days in an end would be wrong; they cost nothing
    flows = replace(flows, open_days=days)
    expected = 2.0 * days[..., :-2].sum(axis=(2, 3))
    np.testing.assert_allclose(post(outline, flows).amount[..., 0], expected)


def test_fixed_and_staff_cost_belong_to_no_problem_and_no_group() -> None:
    for driver, index, factor in ((Driver.YEAR, -1, 1.0), (Driver.STAFF_YEAR, 1, None)):
        outline, flows = one_charge(driver, index, [[1.0, 2.0, 3.0]])
        staff = outline.services.staff[:, :, 1] if factor is None else 1.0
        posted = post(outline, flows)
        expected = np.broadcast_to(np.array([1.0, 2.0, 3.0]) * staff, (SIZE.draws, SIZE.years))
        np.testing.assert_allclose(posted.by_problem[:, :, 0, -1], expected)
        np.testing.assert_allclose(posted.by_group[:, :, 0, -1], expected)
        assert not posted.by_problem[:, :, 0, :-1].any()


def test_excess_burden_is_the_rate_times_what_each_budget_pays_net() -> None:
    luck = np.random.default_rng(11)
    size = made_up.Size(charges=60)
    outline = made_up.outline(size, luck, burden=0.25)
    flows = made_up.flows(size, luck)
    posted, free = post(outline, flows), post(outline.but(excess_burden_rate=np.zeros(4)), flows)
    for party in GOVERNMENT:
        net = np.zeros((size.draws, size.years))
        for place, entry in enumerate(free.entries):
            if entry.category != "excess_burden":
                net += free.amount[..., place] * (entry.payer == party)
                net -= free.amount[..., place] * (entry.payee == party)
        burden = amount(posted, "excess_burden", party, "resources")
        np.testing.assert_allclose(burden, 0.25 * net, rtol=1e-12)


def test_a_budget_that_saves_has_a_negative_excess_burden() -> None:
    charge = Charge(
        "fee", "person", "government_justice", Driver.FRESH_PROBLEM, -1, np.array(3.0), "fee"
    )
    luck = np.random.default_rng(1)
    outline = made_up.outline(SIZE, luck, burden=0.2).but(charges=(charge,))
    posted = post(outline, made_up.flows(SIZE, luck))
    burden = amount(posted, "excess_burden", "government_justice", "resources")
    np.testing.assert_allclose(burden, -0.2 * amount(posted, "fee", "person", "government_justice"))
    assert (burden < 0.0).all()


def test_the_order_of_charges_changes_no_bit() -> None:
    luck = np.random.default_rng(5)
    size = made_up.Size(charges=40)
    outline, flows = made_up.outline(size, luck), made_up.flows(size, luck)
    mixed = [outline.charges[place] for place in luck.permutation(len(outline.charges))]
    one, other = post(outline, flows), post(outline.but(charges=tuple(mixed)), flows)
    assert one.entries == other.entries
    for name in ("amount", "by_problem", "by_group"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_the_size_of_a_chunk_changes_no_bit() -> None:
    luck = np.random.default_rng(5)
    size = made_up.Size(draws=8, charges=40)
    outline, flows = made_up.outline(size, luck), made_up.flows(size, luck)
    whole = collect(outline, flows).arrays
    lumps = {"lump_of_class": flows.lump_of_class}
    for cut in (slice(0, 1), slice(3, 6), slice(7, 8)):
        values = {
            name: getattr(flows, name)[cut]
            for name in flows.__dataclass_fields__
            if name not in (*lumps, "waits")
        }
        charges = tuple(
            replace(charge, price=charge.price[cut])
            if charge.price.ndim > 1 and charge.price.shape[0] == 8
            else charge
            for charge in outline.charges
        )
        small = outline.but(
            charges=charges,
            excess_burden_rate=outline.excess_burden_rate[cut],
            services=made_up.MadeUpServices(outline.services.staff[cut]),
            journeys=replace(
                outline.journeys,
                half_life=outline.journeys.half_life[cut],
                arc_probability=outline.journeys.arc_probability[cut],
            ),
        )
        one = collect(small, replace(flows, **values)).arrays
        for name, value in one.items():
            assert np.array_equal(value, whole[name][cut]), name


def test_rows_stand_in_the_order_of_the_vocabulary() -> None:
    entries = entries_of(
        made_up.outline(made_up.Size(charges=80), np.random.default_rng(2)).charges
    )
    categories = list(dict.fromkeys(entry.category for entry in entries))
    assert categories[-1] == "excess_burden"
    for category in categories:
        places = [
            (list(PARTIES).index(e.payer), list(PARTIES).index(e.payee))
            for e in entries
            if e.category == category
        ]
        assert places == sorted(places)


def test_a_fee_moves_money_between_parties_and_leaves_society_alone() -> None:
    luck = np.random.default_rng(9)
    outline, flows = made_up.outline(SIZE, luck, burden=0.0), made_up.flows(SIZE, luck)
    fee = Charge("fee", "person", "government_justice", Driver.VISIT, 0, np.array(5.0), "fee")
    without, with_fee = (
        recompute(outline.but(charges=charges), flows)
        for charges in (outline.charges, (*outline.charges, fee))
    )
    moved = 5.0 * flows.visits[..., 0].sum(axis=2)
    change = with_fee.net_by_party - without.net_by_party
    np.testing.assert_allclose(change[..., list(PARTIES).index("person")], -moved)
    np.testing.assert_allclose(change[..., list(PARTIES).index("government_justice")], moved)
    assert np.array_equal(with_fee.society, without.society)


def test_the_last_day_goes_on_costing_what_its_people_cost() -> None:
    price = np.arange(1.0, 4.0).reshape(1, 3, 1)
    outline, flows = one_charge(Driver.LINGERING_DAY, -1, price)
    flow = post_terminal(outline, flows).amount[:, 0, 0]
    np.testing.assert_allclose(flow, 365.0 * 3.0 * flows.lingering_end[:, -1].sum(axis=1))
    outline, flows = one_charge(Driver.OPEN_DAY, -1, price)
    flow = post_terminal(outline, flows).amount[:, 0, 0]
    np.testing.assert_allclose(flow, 365.0 * 3.0 * flows.stock_end[:, -1].sum(axis=(1, 2)))
    outline, flows = one_charge(Driver.VISIT, 0, price)
    assert not post_terminal(outline, flows).amount.any()
