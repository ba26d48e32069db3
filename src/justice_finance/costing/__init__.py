"""What meeting the needs of a study would cost, and what a budget buys of it."""
