"""Where an entry may stand and where it may not."""

from __future__ import annotations

import pytest

from justice_finance.evidence.register import load_register

REGISTER = load_register()


def codes(evidence_id: str, **use: object) -> list[str]:
    found = REGISTER.refusals_for_use(evidence_id, **use)  # type: ignore[arg-type]
    assert all(all(part.strip() for part in each) for each in found)
    return [code for code, *_ in found]


@pytest.mark.parametrize(
    ("evidence_id", "use"),
    [
        ("nj_ken17_prev", {"as_unit": "share", "needs_recall_window": True}),
        ("bp_ken_cam_days_2324", {"as_unit": "days", "needs_interval": True}),
        ("bp_ken_cam_days_2324", {"as_unit": "years"}),
        ("cf_ken_case_actual", {"as_unit": "money_per_visit"}),
        ("nj_ken2324_filed", {"as_unit": "cases_per_year"}),
    ],
)
def test_a_right_use_is_not_refused(evidence_id: str, use: dict[str, object]) -> None:
    assert codes(evidence_id, **use) == []


def test_all_reasons_against_a_use_come_together() -> None:
    got = codes(
        "nj_unv_wjp19_resolved", as_unit="days", needs_recall_window=True, needs_interval=True
    )
    assert got == [
        "evidence_unverified_used",
        "evidence_unit_mismatch",
        "evidence_has_no_interval",
        "evidence_recall_window_unknown",
        "evidence_counts_part",
        "evidence_not_a_prevalence",
    ]


def test_a_share_of_people_with_a_problem_is_no_prevalence_among_people() -> None:
    assert "evidence_not_a_prevalence" in codes("nj_bgd18_cat_land", needs_recall_window=True)


def test_an_upper_bound_is_no_interval() -> None:
    assert codes("cf_mwi_unsentenced", needs_interval=True) == ["evidence_has_no_interval"]


def test_every_prevalence_that_can_be_converted_is_a_share_below_one_over_a_stated_window() -> None:
    convertible = [v for v in REGISTER if not codes(v.id, needs_recall_window=True)]
    assert len(convertible) > 30
    for value in convertible:
        assert 0.0 < value.value < 1.0
        assert value.topic == "prevalence" and value.recall_window_years in (1, 1.5, 2, 3, 4, 5)
