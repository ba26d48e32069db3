"""The files of funding: sources, instruments and envelopes."""

from __future__ import annotations

from typing import Literal

from justice_finance.evidence.leaf import Money, Share, Strict


class FundingSource(Strict):
    """A source of money for services and options."""

    title: str
    party: str
    """Who gives."""
    instrument: Literal["budget", "grant", "loan", "outcome_payment", "levy", "fee"]
    to: str
    """Who receives."""
    amount: Money | None = None
    """Per year; or a share of an intervention's public cost."""
    share_of: str | None = None
    """Intervention whose cost it meets."""
    share: Share | None = None
    absorption: Share | None = None
    """Share of a year's rise that can be spent in the year."""
    recurrent_share: Share | None = None


class FundingFile(Strict):
    """One funding file."""

    funding: str
    title: str
    sources: dict[str, FundingSource]
    envelope: Money | None = None
    """Present value that options may share."""
