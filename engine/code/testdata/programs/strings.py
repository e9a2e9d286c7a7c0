def main():
    s = "it's" + ' "fine"\n' + """
two
lines\t"""
    return [s, len(s), s[0], s[-1], "ab" * 3, 0 * "x", "a" < "b", "a" == "a", "é\\" + 'ü', len("žluť"), "žluť"[2], '\'', "'", "\""]
