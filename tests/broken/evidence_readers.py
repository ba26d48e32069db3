"""Readers of the register, of uses of it, of country tables and of conversions.

A use is a small YAML file, so that its mistake has a place; the register and the tables it speaks
of are the shipped ones.
"""

from __future__ import annotations

from pathlib import Path


def read_register(path: Path) -> None:
    """A folder with `sources.csv` and tables of values."""
    from justice_finance.evidence.register import load_register

    load_register(path)


def read_country_tables(path: Path) -> None:
    """A folder with the four country tables."""
    from justice_finance.evidence.tables import check_tables

    check_tables(path)


def read_figure(path: Path) -> None:
    """`country`, `variable` and `year` of one figure of the shipped country tables."""
    from justice_finance.evidence.tables import load_country_tables
    from justice_finance.files.documents import read_yaml

    data = read_yaml(path).data
    load_country_tables().figure(data["country"], data["variable"], data["year"])


def read_evidence_use(path: Path) -> None:
    """`evidence` and, if wanted, the other arguments of `Register.refusals_for_use`."""
    from justice_finance.errors import EvidenceError, Mistakes
    from justice_finance.evidence.register import load_register
    from justice_finance.files.documents import read_yaml

    document, mistakes = read_yaml(path), Mistakes()
    wanted = {key: value for key, value in document.data.items() if key != "evidence"}
    refusals = load_register().refusals_for_use(document.data["evidence"], **wanted)
    for code, found, expected, do in refusals:
        mistakes.add(code, document.place(("evidence",)), found=found, expected=expected, do=do)
    mistakes.raise_if_any(EvidenceError)


def read_conversion(path: Path) -> None:
    """`value`, `unit_from` and `unit_to`."""
    from justice_finance.files.documents import read_yaml
    from justice_finance.units.conversion import convert

    document = read_yaml(path)
    data = document.data
    convert(data["value"], data["unit_from"], data["unit_to"], document.place(("unit_from",)))


def read_money(path: Path) -> None:
    """`amount`, `currency`, `price_year`; `to_currency`, `to_price_year`; maybe `country`."""
    from justice_finance.evidence.tables import load_country_tables
    from justice_finance.files.documents import read_yaml
    from justice_finance.units.money import Money, to_study_money

    document = read_yaml(path)
    data = document.data
    to_study_money(
        data["amount"],
        Money(data["currency"], data["price_year"]),
        Money(data["to_currency"], data["to_price_year"]),
        load_country_tables().price_tables(),
        country=data.get("country"),
        place=document.place(("currency",)),
    )
