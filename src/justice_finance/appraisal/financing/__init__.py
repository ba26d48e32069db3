"""Where the money comes from, in which form, and who carries what risk with it."""
