"""The formats in which decisions come, one reader a file; ``corpus/opinions.py`` is the one entry.

Each reader turns its format into **Printed** text (``printed.py``): running text with what was lifted out of it kept
beside it as offsets. ``assembly.py`` makes the one Source of it, the same whatever the format was.
"""
