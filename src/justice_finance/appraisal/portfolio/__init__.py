"""Which options together do most with the money there is."""
