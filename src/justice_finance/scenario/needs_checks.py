"""What can be wrong with `needs.yaml` beyond its keys, held against the study it belongs to.

Checks are named as what they detect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from justice_finance.errors import Mistake, Place, did_you_mean
from justice_finance.evidence.citation_checks import citations_are_wrong
from justice_finance.evidence.leaf_checks import LeafSurroundings, check_leaves
from justice_finance.evidence.leaves import leaves_of
from justice_finance.evidence.register import Register
from justice_finance.files import KeyPath
from justice_finance.funding.needs_schema import NeedsFile, ServiceTarget
from justice_finance.scenario.references import check_references
from justice_finance.scenario.resolve import ResolvedScenario
from justice_finance.scenario.tree import Source, dotted
from justice_finance.vocabulary import PARTIES

ROOT = "needs"
"""What paths of the file begin with, beside those of the study's tree."""


def needs_place(source: Source, path: KeyPath) -> Place:
    """File, line and column of a path that begins with `needs`."""
    at = source.document.place(path[1:])
    return Place(at.file, at.line, at.column, dotted(path))


def check_needs(
    file: NeedsFile, source: Source, usual: ResolvedScenario, register: Register | None
) -> Iterator[Mistake]:
    """Everything that is wrong with a file of needs.

    Parameters
    ----------
    file : NeedsFile
    source : Source
        For places.
    usual : ResolvedScenario
        Business as usual of the study.
    register : Register or None
    """

    def place(path: KeyPath) -> Place:
        if path[0] == ROOT:
            return needs_place(source, path)
        return usual.place(path)

    if file.needs != usual.study.study:
        yield Mistake(
            "id_is_not_file_name", place((ROOT, "needs")), f"`{file.needs}`",
            f"`{usual.study.study}`, the id of the study", "write the id of the study",
        )  # fmt: skip
    own = list(leaves_of(file, (ROOT,)))
    around = _surroundings(place, usual, register)
    yield from check_leaves(own, around)
    for found in own:
        yield from citations_are_wrong(found, around)
    by_path = {dotted(each.path): each for each in own}
    every = {dotted(each.path): each for each in usual.leaves} | by_path
    yield from check_references(by_path, every, place)
    for name, target in file.services.items():
        yield from services_cannot_be_asked(name, target, usual, place((ROOT, "services", name)))
    for name, budget in file.budget.items():
        at = (ROOT, "budget", name)
        if budget.buys not in file.services:
            yield _unknown(
                "service_unknown", budget.buys, list(file.services), "a service of this file",
                place((*at, "buys")),
            )  # fmt: skip
        parties = [each for each in PARTIES if each != "resources"]
        if budget.party not in parties:
            yield _unknown("party_unknown", budget.party, parties, "a party", place((*at, "party")))
    for name, each in file.benchmarks.items():
        if (each.money is None) == (each.ratio is None) or (
            (each.money is not None) != (each.compare == "cost_per_person")
        ):
            yield Mistake(
                "benchmark_of_other_kind",
                place((ROOT, "benchmarks", name)),
                "money" if each.money is not None else "no money",
                "`money` for cost_per_person, `ratio` for every other measure, and not both",
                "write the figure under the key that fits `compare`",
            )


def services_cannot_be_asked(
    name: str, target: ServiceTarget, usual: ResolvedScenario, at: Place
) -> Iterator[Mistake]:
    """A service that is not there, has no capacity, or for which no target is set."""
    services = usual.model.services
    if name not in services:
        yield _unknown("service_unknown", name, list(services), "a service of the study", at)
        return
    service = services[name]
    if not service.limited or service.staff is None or service.work is None:
        yield Mistake(
            "need_of_service_without_capacity", at,
            f"`{name}`, which serves everybody who comes",
            "a service with `limited: true`, `staff` and `work`",
            "take it out, or give the service its staff and work",
        )  # fmt: skip
    by_share = target.needed_share is not None and target.coverage is not None
    half = (target.needed_share is None) != (target.coverage is None)
    if half or by_share == (target.disposition_time is not None):
        yield Mistake(
            "need_without_target", at,
            "two targets" if by_share else "no target, or half of one",
            "either `needed_share` with `coverage`, or `disposition_time`",
            "keep or add one of the two",
        )  # fmt: skip


def _surroundings(
    place: Callable[[KeyPath], Place], usual: ResolvedScenario, register: Register | None
) -> LeafSurroundings:
    study, country = usual.study, usual.model.country
    years = range(study.base_year, study.base_year + study.horizon_years)
    return LeafSurroundings(
        place,
        lambda path: path[0] == ROOT,
        {"year": tuple(str(year) for year in years)},
        study.money.currency,
        study.money.price_year,
        not country.invented,
        register,
    )


def _unknown(code: str, name: str, known: list[str], what: str, place: Place) -> Mistake:
    return Mistake(
        code, place, f"`{name}`", f"{what}: " + ", ".join(known), did_you_mean(name, known)
    )
