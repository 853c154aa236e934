"""The law, the words for it, and the pure checks on words."""
