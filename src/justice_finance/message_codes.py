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
    "csv_syntax": "the text is not a table of cells split by commas",
    "csv_row_length": "a row has more or fewer cells than the header",
    # evidence: the register
    "evidence_no_tables": "the folder of the register holds no table of values",
    "evidence_bad_id": "an id is not made of small letters, digits and underscores",
    "evidence_duplicate_id": "an id stands twice in the register",
    "evidence_duplicate_source": "a source stands twice in sources.csv",
    "evidence_source_without_title": "a source has no title",
    "evidence_unknown_source": "a value names a source that is not in sources.csv",
    "evidence_missing_locator": "a value does not say where in its source it stands",
    "evidence_unknown_unit": "a unit of the register is not in the closed vocabulary",
    "evidence_bad_number": "a cell that must hold a number does not",
    "evidence_bad_year": "a cell that must hold a year does not",
    "evidence_share_out_of_range": "a share is below 0 or above 1",
    "evidence_value_outside_interval": "a value lies outside its own interval",
    "evidence_interval_without_kind": "an interval does not say what kind it is",
    "evidence_kind_without_interval": "an interval's kind is given but not its bounds",
    "evidence_bad_interval_kind": "the kind of an interval is not a known one",
    "evidence_bad_statistic": "the statistic is not a known one",
    "evidence_bad_grade": "the grade is not A, B, C or D",
    "evidence_bad_verified": "how a value was verified is not a known word",
    "evidence_bad_counted": "what a survey counted is not a known word",
    "evidence_bad_problem_category": "the category of legal problem is not a known one",
    "evidence_bad_geography": "the geography is no country code and no known group",
    "evidence_bad_currency": "a currency is not a code of three capital letters",
    "evidence_money_without_currency": "money has no currency",
    "evidence_money_without_price_year": "money has no price year",
    "evidence_currency_without_money": "what is not money has a currency or price year",
    "evidence_recall_window_missing": "a prevalence does not say how far back its question looked",
    "evidence_bad_recall_window": "a recall window is not a number of years",
    # evidence: its use
    "evidence_unknown_id": "the register has no entry of this id",
    "evidence_unverified_used": "an unverified entry is used as evidence",
    "evidence_price_year_not_stated": "money whose price year is not stated is used",
    "evidence_unit_mismatch": "an entry is used where another unit is needed",
    "evidence_has_no_interval": "a spread is taken from an entry without an interval",
    "evidence_recall_window_unknown": "a prevalence without recall window is made an incidence",
    "evidence_counts_part": "a prevalence of some problems only is made an incidence",
    "evidence_not_a_prevalence": "what is no share of people is made an incidence",
    # units and money
    "unit_unknown": "a unit is not in the closed vocabulary",
    "unit_mismatch": "two units do not measure the same",
}
