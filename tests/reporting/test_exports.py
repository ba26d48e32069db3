"""Files that need a library of their own: left out in one line where it is missing; the archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from justice_finance.errors import JusticeFinanceWarning
from justice_finance.reporting import exports, folder
from justice_finance.reporting.content import Report, report_of
from tests.reporting.sample import sample


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report whose page, pictures and documents take no time."""
    made = [
        exports.Export(e.name, e.module, e.extra, e.meaning, lambda *_, n=e.name: n.encode())
        for e in exports.EXPORTS
    ]
    monkeypatch.setattr(exports, "EXPORTS", tuple(made))
    monkeypatch.setattr(folder, "EXPORTS", tuple(made))
    monkeypatch.setattr(folder, "all_packs", lambda _: ())
    monkeypatch.setattr(folder, "page_of", lambda *_: "page")


def results() -> object:
    return sample(32, years=6, short=True, variants=False)


@pytest.mark.usefixtures("quick")
def test_every_file_is_written_listed_and_named_in_the_guide(tmp_path: Path) -> None:
    out = tmp_path / "out"
    written = folder.report(results(), out)  # type: ignore[arg-type]
    names = [path.relative_to(out).as_posix() for path in written]
    guide = (out / "README.txt").read_text(encoding="utf-8")
    listed = json.loads((out / "report.json").read_text(encoding="utf-8"))["files"]
    for name in ("options.xlsx", "brief.pdf", "brief.docx", "sample.zip"):
        assert name in names and name in listed and name in guide


@pytest.mark.usefixtures("quick")
def test_the_archive_holds_the_folder_and_no_date(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder.report(results(), out)  # type: ignore[arg-type]
    held = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    with zipfile.ZipFile(out / "sample.zip") as archive:
        names = {info.filename for info in archive.infolist()}
        assert names == {f"sample/{name}" for name in held - {"sample.zip"}}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in held - {"sample.zip", "report.json"}:
            assert archive.read(f"sample/{name}") == (out / name).read_bytes()
        archive.extractall(tmp_path / "unpacked")
    folder.refuse_what_is_not_ours(tmp_path / "unpacked" / "sample")


@pytest.mark.usefixtures("quick")
def test_a_missing_library_costs_its_file_and_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "find_spec", lambda name: None if name == "typst" else object())
    said: list[str] = []
    folder.report(results(), tmp_path / "out", said.append)  # type: ignore[arg-type]
    assert said == [
        "brief.pdf is left out, since a library is missing: pip install 'justice-finance[pdf]'"
    ]
    assert not (tmp_path / "out" / "brief.pdf").exists()
    assert (tmp_path / "out" / "brief.docx").exists()
    assert said[0] in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    with pytest.warns(JusticeFinanceWarning, match=r"brief\.pdf is left out"):
        folder.report(results(), tmp_path / "out")  # type: ignore[arg-type]


def test_the_extras_bring_the_libraries(tmp_path: Path) -> None:
    import tomllib

    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    extras = tomllib.loads(text)["project"]["optional-dependencies"]
    package = {"docx": "python-docx"}
    for export in exports.EXPORTS:
        (asked,) = extras[export.extra]
        assert asked.startswith(package.get(export.module, export.module))
        assert asked in extras["report"]


def test_each_export_is_a_file_of_its_kind() -> None:
    report: Report = report_of(results())  # type: ignore[arg-type]
    begins = {"options.xlsx": b"PK", "brief.pdf": b"%PDF-", "brief.docx": b"PK"}
    for export in exports.EXPORTS:
        assert export.is_possible
        assert export.make(report, ()).startswith(begins[export.name])
