"""`surveys.yaml`: what can be wrong with it, and its numbers as the record of a run holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from justice_finance.errors import Mistake, Place, did_you_mean
from justice_finance.evidence.citation_checks import citations_are_wrong
from justice_finance.evidence.leaf_checks import LeafSurroundings, check_leaves
from justice_finance.evidence.leaves import leaves_of
from justice_finance.evidence.register import Register
from justice_finance.files import KeyPath
from justice_finance.scenario.references import check_references
from justice_finance.scenario.resolve import ResolvedScenario
from justice_finance.scenario.surveys_schema import Measure, Survey, SurveysFile
from justice_finance.scenario.tree import Source, dotted
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study

ROOT = "surveys"
"""What paths of the file begin with, beside those of the study's tree."""


def surveys_place(source: Source, path: KeyPath) -> Place:
    """File, line and column of a path that begins with `surveys`."""
    at = source.document.place(path[1:])
    return Place(at.file, at.line, at.column, dotted(path))


def check_surveys(
    file: SurveysFile,
    source: Source,
    usual: ResolvedScenario,
    variants: tuple[str | None, ...],
    register: Register | None,
) -> Iterator[Mistake]:
    """Everything that is wrong with a file of surveys.

    Parameters
    ----------
    file : SurveysFile
    source : Source
        For places.
    usual : ResolvedScenario
        Business as usual of the study.
    variants : tuple
        Structural variants of the study.
    register : Register or None
    """

    def place(path: KeyPath) -> Place:
        return surveys_place(source, path) if path[0] == ROOT else usual.place(path)

    if file.surveys_of != usual.study.study:
        yield Mistake(
            "id_is_not_file_name", place((ROOT, "surveys_of")), f"`{file.surveys_of}`",
            f"`{usual.study.study}`, the id of the study", "write the id of the study",
        )  # fmt: skip
    own = list(leaves_of(file, (ROOT,)))
    study, country = usual.study, usual.model.country
    around = LeafSurroundings(
        place, lambda path: path[0] == ROOT, {}, study.money.currency, study.money.price_year,
        not country.invented, register,
    )  # fmt: skip
    yield from check_leaves(own, around)
    for found in own:
        yield from citations_are_wrong(found, around)
    by_path = {dotted(each.path): each for each in own}
    every = {dotted(each.path): each for each in usual.leaves} | by_path
    yield from check_references(by_path, every, place)
    yield from weights_do_not_fit(file, variants, place)
    written = {usual.home(tuple(each.path)) for each in usual.leaves}
    for name, survey in file.surveys.items():
        for key, measure in survey.measures.items():
            if not any(fnmatchcase(each, measure.input) for each in written):
                at = (ROOT, "surveys", name, "measures", key, "input")
                yield Mistake(
                    "survey_measures_nothing", place(at),
                    f"`{measure.input}`, which fits no value of the study",
                    "where an uncertain value is written, or a pattern of such paths",
                    did_you_mean(measure.input, sorted(written)),
                )  # fmt: skip


def weights_do_not_fit(
    file: SurveysFile, variants: tuple[str | None, ...], place: Callable[[KeyPath], Place]
) -> Iterator[Mistake]:
    """Weights of variants that are not there, or not of all, or that do not sum to one."""
    known = [each for each in variants if each is not None]
    if len(known) < 2:  # such as a study cut to its headline variant: weights are not used
        return
    for name in file.weights:
        if name not in known:
            yield Mistake(
                "variant_unknown", place((ROOT, "weights", name)), f"`{name}`",
                "a structural variant of study.yaml: " + ", ".join(known),
                did_you_mean(name, known),
            )  # fmt: skip
    numbers = [each.number for each in file.weights.values()]
    total = sum(each for each in numbers if each is not None)
    if (
        file.weights
        and None not in numbers
        and (abs(total - 1.0) > 1e-6 or set(file.weights) != set(known))
    ):
        yield Mistake(
            "probabilities_not_one", place((ROOT, "weights")),
            f"weights of {', '.join(file.weights)} that sum to {total:.6g}",
            f"a weight for each of {', '.join(known)}, together 1", "mend the weights",
        )  # fmt: skip


def survey_plan(study: Study) -> dict[str, Any] | None:
    """The surveys of a study as plain values, money in the study's; None where it names none.

    Returns
    -------
    dict
        `weights` by structural variant and `surveys`: id, title, question, largest, fixed_cost,
        cost_per_observation, tells_variant_from (or None), and measures with input, part,
        spread_of_one, design_effect, missed.
    """
    from justice_finance.scenario.evaluate import Evaluator
    from justice_finance.scenario.frames import general_frame
    from justice_finance.scenario.recipe import make_recipe
    from justice_finance.scenario.recipes import figures_of

    file, source = study.surveys, study.files.surveys if study.files is not None else None
    if file is None or source is None:
        return None
    usual = study.scenario(BUSINESS_AS_USUAL)
    recipe = make_recipe(
        ROOT,
        usual.model,
        study.file.base_year,
        study.file.horizon_years,
        figures_of(study),
        leaves=leaves_of(file, (ROOT,)),
        place=lambda path: surveys_place(source, tuple(path.split("."))),
    )
    evaluator, frame = Evaluator(recipe, None), general_frame(recipe.years)

    def number(*path: str) -> float | None:
        at = ".".join((ROOT, *path))
        return float(evaluator.value(at, frame).flat[0]) if at in recipe.leaves else None

    return {
        "illustrative": file.illustrative,
        "weights": {name: number("weights", name) for name in file.weights},
        "surveys": [_survey(name, each, number) for name, each in file.surveys.items()],
    }


def _survey(name: str, each: Survey, number: Callable[..., float | None]) -> dict[str, Any]:
    at = ("surveys", name)
    return {
        "id": name,
        "title": each.title,
        "question": each.question.strip(),
        "largest": number(*at, "largest"),
        "fixed_cost": number(*at, "fixed_cost"),
        "cost_per_observation": number(*at, "cost_per_observation"),
        "tells_variant_from": number(*at, "tells_variant_from"),
        "measures": [
            _measure(measure, (*at, "measures", key), number)
            for key, measure in each.measures.items()
        ],
    }


def _measure(
    measure: Measure, at: tuple[str, ...], number: Callable[..., float | None]
) -> dict[str, Any]:
    given = {
        name: number(*at, name) for name in ("part", "spread_of_one", "design_effect", "missed")
    }
    return {
        "input": measure.input,
        **{name: value for name, value in given.items() if value is not None},
    }
