def read_plain(d): raise ValueError
def is_cap(t): return False
def is_markup(t): return False
def alone(t): return {}
