"""Changes that are made to a study from Python: assumptions, options, and what is left out.

They are written as YAML and read again like a file of the name `changed in Python`, so that places,
messages and checks are those of files. The files themselves are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from justice_finance.errors import JusticeFinanceError, Mistakes, Place, did_you_mean
from justice_finance.files import MAX_DEPTH, Document, KeyPath, parse_yaml, yaml_text
from justice_finance.scenario.folders import name_is_plain
from justice_finance.scenario.overrides import add_path_mistakes, apply, taken_apart
from justice_finance.scenario.read import StudyFiles
from justice_finance.scenario.resolve import ResolvedScenario
from justice_finance.scenario.text_checks import check_texts
from justice_finance.scenario.tree import Origin, Source, Tree
from justice_finance.vocabulary import BUSINESS_AS_USUAL

FILE = "changed in Python"
"""What stands in messages in place of a file."""


@dataclass(frozen=True)
class NewOption:
    """An option added in Python: its title, and the values it sets by dotted path."""

    title: str
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class PythonChanges:
    """Everything that was changed in a study since its files were read.

    Attributes
    ----------
    assumptions : mapping
        Values set in the models themselves, by dotted path, in order.
    options : mapping
        Options added, by name.
    kept : tuple of str, optional
        Scenarios that are kept beside business as usual; all if None.
    headline_variant_only : bool
        Whether the other structural variants are left out.
    """

    assumptions: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, NewOption] = field(default_factory=dict)
    kept: tuple[str, ...] | None = None
    headline_variant_only: bool = False

    def __bool__(self) -> bool:
        return self != PythonChanges()

    def with_assumptions(self, leaves: Mapping[str, Any], mistakes: Mistakes) -> PythonChanges:
        """These changes and other values at some paths; what was set there before is gone."""
        earlier = {path: each for path, each in self.assumptions.items() if path not in leaves}
        return replace(self, assumptions={**earlier, **_plain_map(leaves, "", mistakes)})

    def with_option(
        self, name: str, title: str, changes: Mapping[str, Any], mistakes: Mistakes
    ) -> PythonChanges:
        """These changes and one more option; one added earlier under this name is replaced."""
        option = NewOption(title, _plain_map(changes, f"overrides.{name}", mistakes))
        kept = self.kept if self.kept is None or name in self.kept else (*self.kept, name)
        return replace(self, options={**self.options, name: option}, kept=kept)

    def with_only(self, kept: tuple[str, ...], headline_variant_only: bool) -> PythonChanges:
        """These changes, and only some of the scenarios."""
        options = {name: each for name, each in self.options.items() if name in kept}
        left_out = headline_variant_only or self.headline_variant_only
        return replace(self, options=options, kept=kept, headline_variant_only=left_out)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was changed, in words."""
        found = []
        if self.assumptions:
            found.append("changed in Python: " + ", ".join(self.assumptions))
        if self.options:
            found.append("added in Python: " + ", ".join(self.options))
        if self.kept is not None:
            found.append("other scenarios are left out")
        return tuple(found)

    def as_record(self, tree: Tree) -> dict[str, Any]:
        """The changes as plain values, old and new; `tree` is that of the files."""
        if not self:
            return {}
        return {
            "assumptions": [
                {"path": path, "old": tree.get(_keys(path)), "new": leaf}
                for path, leaf in self.assumptions.items()
            ],
            "options": [
                {"name": name, "title": each.title, "changes": dict(each.changes)}
                for name, each in self.options.items()
            ],
            "scenarios_kept": None if self.kept is None else list(self.kept),
            "headline_variant_only": self.headline_variant_only,
        }


def changed_files(files: StudyFiles, changes: PythonChanges, mistakes: Mistakes) -> StudyFiles:
    """The files of a study as they would be with the changes written into them.

    Parameters
    ----------
    files : StudyFiles
        Of a study that holds together; left as they are.
    changes : PythonChanges
    mistakes : Mistakes
        Filled with what is wrong with the changes themselves; such a change is left out.
    """
    assert files.study is not None and files.options is not None
    new = replace(files, mistakes=Mistakes(), sources=list(files.sources))
    known = files.options.document.data
    if changes.kept is not None:
        known = _only(known, changes.kept, mistakes)
    added = _options_document(changes, files.options.document.data, mistakes)
    overrides = {**known["overrides"], **added.data["overrides"]}
    scenarios = {**known["scenarios"], **added.data["scenarios"]}
    old = files.options.document
    new.options = replace(
        files.options,
        document=_Extended(
            old.file, {**known, "overrides": overrides, "scenarios": scenarios}, old.places, added
        ),
    )
    new.study = _changed_study(files.study, changes, list(scenarios), list(added.data["scenarios"]))
    new.sources.append(Source(added, "", True))
    mistakes.extend(check_texts(added))
    _change_tree(new, changes, mistakes)
    return new


@dataclass(frozen=True)
class _Extended(Document):
    """A file with what was added to it in Python."""

    added: Document

    def place(self, path: KeyPath) -> Place:
        """Where a key path stands: in what was added, or in the file."""
        return self.added.place(path) if path[:2] in self.added.places else super().place(path)


def _only(options: dict[str, Any], kept: tuple[str, ...], mistakes: Mistakes) -> dict[str, Any]:
    """The options with some of their scenarios; each stands by itself then."""
    left = {}
    for name, entry in options["scenarios"].items():
        if name in kept or name == BUSINESS_AS_USUAL:
            other = entry.get("same_option_as")
            alone = other is not None and other not in kept
            left[name] = {k: v for k, v in entry.items() if not (alone and k == "same_option_as")}
    overlaps = [
        {**each, "options": [name for name in each["options"] if name in left]}
        for each in options.get("overlaps", ())
    ]
    kept_overlaps = {"overlaps": overlaps} if overlaps else {}
    return {**options, "scenarios": left, **kept_overlaps}


def add_unknown_scenarios(names: tuple[str, ...], known: list[str], mistakes: Mistakes) -> None:
    """Note every name that no scenario of the study has."""
    for name in names:
        if name not in known:
            mistakes.add(
                "scenario_unknown",
                Place(FILE, path="only"),
                found=f"`{name}`",
                expected="a scenario of the study: " + ", ".join(known),
                do=did_you_mean(str(name), known),
            )


def _options_document(
    changes: PythonChanges, options: dict[str, Any], mistakes: Mistakes
) -> Document:
    """The added options in the form of options.yaml."""
    overrides, scenarios = {}, {}
    for name, option in changes.options.items():
        place = Place(FILE, path=f"scenarios.{name}")
        if not name_is_plain(name, place, mistakes):
            continue
        if name in options["scenarios"] or name in options["overrides"]:
            mistakes.add(
                "name_taken",
                place,
                found=f"`{name}`, which options.yaml has",
                expected="a name of its own",
                do="choose another name",
            )
            continue
        overrides[name] = dict(option.changes)
        scenarios[name] = {"title": option.title, "overrides": [name]}
    added = _document({"overrides": overrides, "scenarios": scenarios}, mistakes)
    return added or Document(FILE, {"overrides": {}, "scenarios": {}}, {})


def _changed_study(
    source: Source, changes: PythonChanges, known: list[str], added: list[str]
) -> Source:
    """study.yaml with the headline scenarios and structural variants that are left."""
    data = dict(source.document.data)
    headline = [name for name in data.get("headline_scenarios", []) if name in known]
    if headline or (data.get("headline_scenarios") and added):
        data["headline_scenarios"] = headline + [name for name in added if name not in headline]
    else:
        data.pop("headline_scenarios", None)  # none named: all are
    variants = data.get("structural_variants")
    if changes.headline_variant_only and variants is not None:
        first = variants["headline"]
        data["structural_variants"] = {
            "headline": first,
            "variants": {first: variants["variants"][first]},
        }
    old = source.document
    return replace(source, document=Document(old.file, data, old.places))


def _change_tree(files: StudyFiles, changes: PythonChanges, mistakes: Mistakes) -> None:
    """Set the changed assumptions in the tree, one after the other."""
    document = _document(changes.assumptions, mistakes)
    if document is None or not document.data:
        return
    source = Source(document, "")  # home: the path itself, as if it stood in the model's own file
    files.sources.append(source)
    for path, leaf in document.data.items():
        mistakes.extend(check_texts(document, path))
        settings = list(taken_apart(FILE, _keys(path), leaf, Origin(source, (path,)), files.tree))
        before = len(mistakes)
        add_path_mistakes(settings, files.tree, mistakes)
        if len(mistakes) == before:
            files.tree = apply(files.tree, settings)[0]


def _keys(path: str) -> KeyPath:
    return tuple(path.split("."))


def _document(content: Mapping[str, Any], mistakes: Mistakes) -> Document | None:
    """Content as a document with places; None, with the mistakes noted, if it cannot be one."""
    try:
        return parse_yaml(yaml_text(content), FILE)
    except JusticeFinanceError as error:
        mistakes.extend(error.mistakes)
        return None


def _plain_map(given: object, path: str, mistakes: Mistakes) -> dict[str, Any]:
    """A map with the members that a file could hold; the others are noted."""
    if not isinstance(given, Mapping):
        _add_wrong_kind(given, path, "a map of paths and what they are set to", mistakes)
        return {}
    found = {}
    for key, value in given.items():
        before = len(mistakes)
        written = plain(value, f"{path}.{key}".strip("."), mistakes)
        if len(mistakes) == before:
            found[str(key)] = written
    return found


def plain(value: Any, path: str, mistakes: Mistakes, depth: int = 0) -> Any:
    """A value as YAML holds it; numbers of numpy become plain ones.

    Parameters
    ----------
    value : object
    path : str
        Where it stands, for messages.
    mistakes : Mistakes
        Filled with everything that no file could hold.
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return _plain_number(value)
    if depth > MAX_DEPTH:
        mistakes.add(
            "yaml_too_deep",
            Place(FILE, path=path),
            found=f"more than {MAX_DEPTH} levels",
            expected=f"at most {MAX_DEPTH} levels of nesting",
            do="flatten the map",
        )
        return None
    if isinstance(value, Mapping):
        return {
            str(key): plain(each, f"{path}.{key}", mistakes, depth + 1)
            for key, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [
            plain(each, f"{path}.{number}", mistakes, depth + 1)
            for number, each in enumerate(value)
        ]
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return plain(value.item(), path, mistakes, depth + 1)
    _add_wrong_kind(value, path, "a number, a text, a list or a map, as in a file", mistakes)
    return None


def _add_wrong_kind(value: object, path: str, expected: str, mistakes: Mistakes) -> None:
    mistakes.add(
        "wrong_kind_of_value",
        Place(FILE, path=path),
        found=type(value).__name__,
        expected=expected,
        do='write it plainly, such as {"assumption": "why", "value": 1.5, "unit": "years"}',
    )


def _plain_number(value: Any) -> Any:
    """Without the subclasses that libraries make of text and numbers."""
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return value


def hidden_by_overrides(
    changes: PythonChanges, resolved: Iterable[ResolvedScenario]
) -> Iterator[str]:
    """Sentences about changed assumptions that an override sets to a value of its own."""
    set_by: dict[str, dict[str, None]] = {}
    for scenario in resolved:
        for each in scenario.changes:
            if each.override not in changes.options:
                set_by.setdefault(each.path, {})[each.override] = None
    for path in changes.assumptions:
        names = [
            name
            for other, overrides in set_by.items()
            if (other + ".").startswith(path + ".") or (path + ".").startswith(other + ".")
            for name in overrides
        ]
        if names:
            shown = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
            yield f"{path} is changed, but the override {shown} sets it to a value of its own"
