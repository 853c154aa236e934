def read_courtlistener(d): raise ValueError
def is_cap(t): return False
def is_markup(t): return False
def alone(t): return {}
