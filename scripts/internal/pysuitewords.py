"""Sets how tests ended without the agent beside how they ended under it: pysuitewords.py NAME PLAIN.json AGENT.json"""
import json
import sys


def read(file):
    try:
        with open(file, encoding="utf-8") as f:
            return json.load(f)
    except (OSError, ValueError):
        return {}


def bad(ended):
    return {name for name, how in ended.items() if how in ("FAIL", "ERROR", "unexpected success")}


def counts(ended):
    skipped = sum(how == "skipped" for how in ended.values())
    return f"{len(ended) - skipped:4} ran {len(bad(ended)):3} failed {skipped:4} skipped"


def main(name, plain, agent):
    plain, agent = read(plain), read(agent)
    differ = sorted(n for n in {*plain, *agent} if plain.get(n) != agent.get(n))
    alike = sorted(bad(plain) & bad(agent))
    print(f"{name:34} {counts(plain)}  |  {counts(agent)}  |  " + (f"{len(differ)} end otherwise" if differ else "the same" if plain else "NOT RUN"))
    for n in differ:
        print(f"    {n}: {plain.get(n, 'not run')} without the agent, {agent.get(n, 'not run')} under it")
    for n in alike:
        print(f"    {n}: fails in both")
    return 1 if differ or not plain else 0


sys.exit(main(*sys.argv[1:4]))
