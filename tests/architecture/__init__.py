"""The shape of the package, held by tests: arrows, sizes, names, public names, words."""
