"""What people read: one report object (`content`), and exporters that calculate nothing.

`figures`, `journeys`, `origins` and `checks` fill the object from results; `sentences` and
`caveats` put it into words, `shown` and `shown_origins` into rounded tables, `pictures` into
charts, `tables` into full tables; `html` and `folder` write it.
"""
