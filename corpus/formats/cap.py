def read_cap(d): raise ValueError
def is_cap(t): return False
def is_markup(t): return False
def alone(t): return {}
