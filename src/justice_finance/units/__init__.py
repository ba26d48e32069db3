"""Units of time, people and money: the closed vocabulary, price tables and the only conversions."""
