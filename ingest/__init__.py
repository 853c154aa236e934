"""Sources into passages, ties and one index."""
