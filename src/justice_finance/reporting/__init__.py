"""What people read: one report object (`content`), and exporters that calculate nothing.

`figures`, `journeys`, `origins` and `checks` fill the object from results; `sentences` puts it
into words; `pictures` into charts; `tables` into plain tables; `html` and `folder` write it.
"""
