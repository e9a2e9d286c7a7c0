def f():
    pass
def g():
    return
def main():
    """A docstring."""
    f()
    return [f(), g(), f() is None, g() is not None, None == None, None != 0]
