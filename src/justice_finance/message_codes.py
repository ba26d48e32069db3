"""The list of message codes: one line each, what kind of mistake it names.

Sections follow the parts that raise them. A code is never renamed or given a new meaning.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    # files
    "file_missing": "the file or folder named does not exist",
    "file_too_large": "the file is larger than a file of its kind may be",
    "file_not_utf8": "the file is not UTF-8 text",
    "file_empty": "the file holds nothing",
    "yaml_syntax": "the text is not YAML",
    "yaml_duplicate_key": "a key stands twice in one map",
    "yaml_alias": "anchors, aliases and merge keys are not allowed",
    "yaml_tag": "explicit tags are not allowed",
    "yaml_many_documents": "one file holds one document",
    "yaml_key_not_text": "a key is not a plain word",
    "yaml_ambiguous_word": "a bare word that YAML readers disagree about (yes, no, on, off)",
    "yaml_ambiguous_number": "a number that YAML readers disagree about (octal, base 60)",
    "yaml_too_deep": "maps are nested deeper than any model file needs",
    "number_not_finite": "a number is infinite or not a number",
    "number_too_large": "a number is larger than any quantity in a study",
    "not_a_map": "a map was expected",
    "csv_header": "a table's header does not have the columns it must",
    "csv_row_length": "a row has more or fewer cells than the header",
}
