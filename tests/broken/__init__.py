"""Wrong files, each with the message it must produce, and a mended twin that gives none."""
