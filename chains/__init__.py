"""A question into a checked answer."""
