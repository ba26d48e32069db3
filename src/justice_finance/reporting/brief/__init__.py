"""The brief: an options appraisal in the order a treasury expects, with a page of summary first.

`parts` says what a brief is made of, `sections` makes one from the report; `pdf` and `word` write
it. Both show the same words and the same rounded figures, since both get the same parts.
"""
