"""Opens a workbook as spreadsheet programs do: changes input cells, recalculates, reads cells."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Cells = dict[tuple[str, str], Any]
"""By sheet and cell such as B5: number, text or nothing."""
Inputs = dict[str, Any]
"""Values by cell of the sheet of inputs."""

# LibreOffice keeps the values stored in a file unless it is told to work them out always.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office() -> str:
    """LibreOffice; without it the test is skipped loudly, or fails where it must be there."""
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("JUSTICE_FINANCE_CI") == "1":
            pytest.fail("LibreOffice (soffice) is not installed, and this machine must have it")
        pytest.skip("NOT TESTED: LibreOffice (soffice) is not installed")
    return found


def converted(contents: list[bytes], ending: str, to: str, folder: Path) -> list[bytes]:
    """Files as LibreOffice writes them in another format, everything recalculated; one start."""
    program = office()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    sources = [folder / f"given{at}.{ending}" for at in range(len(contents))]
    for source, content in zip(sources, contents, strict=True):
        source.write_bytes(content)
    out = folder / "converted"
    done = subprocess.run(
        [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
         "--convert-to", to, "--outdir", str(out), *map(str, sources)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    made = [out / f"{source.stem}.{to.split(':')[0]}" for source in sources]
    missing = [path.name for path in made if not path.is_file()]
    assert not missing, f"LibreOffice made no {missing}: {done.stdout} {done.stderr}"
    return [path.read_bytes() for path in made]


def opened(content: bytes, values: bool) -> Any:
    """The workbook with the values of its cells, or with its formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep is not looked at here
        return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def cells_of(content: bytes) -> Cells:
    """Every value of every sheet."""
    book = opened(content, True)
    return {
        (sheet.title, one.coordinate): one.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for one in row
        if one.value is not None
    }


def formulas_of(content: bytes) -> dict[tuple[str, str], str]:
    """Every formula by sheet and cell."""
    book = opened(content, False)
    return {
        (sheet.title, one.coordinate): str(one.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for one in row
        if one.data_type == "f"
    }


def with_inputs(content: bytes, inputs: Inputs) -> bytes:
    """The workbook with other values in some inputs; all else stays, byte for byte."""
    path = "xl/worksheets/sheet2.xml"  # whatever the sheet of inputs is called
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for info in given.infolist():
            data = given.read(info)
            if info.filename == path:
                text = data.decode("utf-8")
                for cell, value in inputs.items():
                    text, count = re.subn(
                        rf'<c r="{cell}"( s="\d+")?[^>]*>.*?</c>',
                        lambda found, v=value, c=cell: _cell(c, found.group(1) or "", v), text,
                    )  # fmt: skip
                    assert count == 1, f"no cell {cell}"
                data = text.encode("utf-8")
            made.writestr(info, data)
    return out.getvalue()


def _cell(name: str, style: str, value: float | str) -> str:
    if isinstance(value, str):
        return f'<c r="{name}"{style} t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{name}"{style}><v>{value!r}</v></c>'


def recalculated_by_office(
    given: list[tuple[bytes, list[Inputs]]], folder: Path
) -> list[list[Cells]]:
    """Every value as LibreOffice works it out, by workbook and set of inputs; one start."""
    changed = [with_inputs(content, each) for content, inputs in given for each in inputs]
    found = iter(converted(changed, "xlsx", "xlsx", folder))
    return [[cells_of(next(found)) for _ in inputs] for _, inputs in given]


def recalculated_by_formulas(content: bytes, inputs: list[Inputs], folder: Path) -> list[Cells]:
    """Every formula's value as the library `formulas` works it out, for each set of inputs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import formulas

        path = folder / "given.xlsx"
        path.write_bytes(content)
        model = formulas.ExcelModel().loads(str(path)).finish()
        titles = {name.upper(): name for name in opened(content, False).sheetnames}
        return [_calculated(model, each, titles) for each in inputs]


def _calculated(model: Any, inputs: Inputs, titles: dict[str, str]) -> Cells:
    """By the library's own names of sheets, in capitals, which `titles` turns into ours."""
    sheet = list(titles)[1]
    given = {f"'[given.xlsx]{sheet}'!{cell}": value for cell, value in inputs.items()}
    found: Cells = {}
    for name, value in model.calculate(inputs=given).items():
        match = re.fullmatch(r"'\[given\.xlsx\](.+)'!([A-Z]+\d+)", str(name), re.IGNORECASE)
        if match:
            inner = value.value[0, 0]
            key = (titles[match.group(1).upper()], match.group(2))
            found[key] = inner.item() if hasattr(inner, "item") else inner
    return found
