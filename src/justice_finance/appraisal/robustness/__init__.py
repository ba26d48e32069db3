"""Which futures make a preferred option fail, and how much a wrong choice would cost in each."""
