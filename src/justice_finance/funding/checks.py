"""What can be wrong with a funding file beyond its keys. Checks are named as what they detect."""

from __future__ import annotations

from collections.abc import Iterator

from justice_finance.errors import Mistake
from justice_finance.evidence.leaves import LeafPath
from justice_finance.funding.schema import FundingFile, FundingSource
from justice_finance.journey.price_checks import parties_are_unknown
from justice_finance.journey.surroundings import Surroundings
from justice_finance.vocabulary import PARTIES


def check_funding(
    file: FundingFile,
    at: LeafPath,
    around: Surroundings,
    interventions: tuple[str, ...] | None,
) -> Iterator[Mistake]:
    """Everything that is wrong with a funding file.

    Parameters
    ----------
    file : FundingFile
        The record.
    at : tuple
        Where it stands in the tree.
    around : Surroundings
        Names that may be used.
    interventions : tuple or None
        Interventions of the study; None if it is not known which study asks.
    """
    for name, source in file.sources.items():
        path = (*at, "sources", name)
        yield from parties_of_a_source_are_wrong(source, path, around)
        yield from a_source_has_no_size(source, path, around)
        known = interventions
        if known is not None and source.share_of is not None and source.share_of not in known:
            where = (*path, "share_of")
            what = "an intervention of the study"
            yield around.unknown(
                "intervention_not_listed", source.share_of, list(known), what, where
            )


def parties_of_a_source_are_wrong(
    source: FundingSource, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Parties that do not exist, or money from a party to itself."""
    for key in ("party", "to"):
        name = getattr(source, key)
        if name not in PARTIES or name == "resources":
            yield from parties_are_unknown([name], (*at, key), around)
    if source.party == source.to and source.instrument != "budget":
        yield Mistake(
            "cost_to_its_payer",
            around.place((*at, "to")),
            f"`{source.party}` funds itself",
            "two different parties",
            "mend `party` or `to`",
        )


def a_source_has_no_size(
    source: FundingSource, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Neither an amount nor a share of an intervention's cost, or both."""
    by_share = source.share_of is not None and source.share is not None
    half = (source.share_of is None) != (source.share is None)
    if half or (source.amount is not None) == by_share:
        yield Mistake(
            "funding_without_size",
            around.place(at),
            "both an amount and a share"
            if source.amount is not None and by_share
            else "no amount, and no `share` with `share_of`",
            "either `amount`, or `share` with `share_of`",
            "keep or add one of the two",
        )
