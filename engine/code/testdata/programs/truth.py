def t(x):
    if x:
        return 1
    return 0
def main():
    return [t(0), t(1), t(-1), t(2 ** 64), t(2 ** 200), t(""), t("a"), t([]), t([0]), t(None), t(True), t(False), t(range(0)), t(t),
            not 0, not [], not "a"]
