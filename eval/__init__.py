"""Many questions to the same chain, and the score."""
