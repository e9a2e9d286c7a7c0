"""What a scenario's text has computed: an expression over the text's own names, asked when it has ended."""

import os
import sys

from . import ring

returned = []  # what the functions of threads returned, in the order of their ends; for the expression


def tell(question):
    """Evaluate the file of questions in the script's own names, and write what it calls answer as JSON."""
    try:
        names = dict(sys.modules["__main__"].__dict__)
        names["RETURNED"] = returned
        with open(question, encoding="utf-8") as file:
            exec(compile(file.read(), question, "exec"), names)
        import json

        text = json.dumps(names["answer"])
    except Exception as error:
        ring.fact(unanswered=f"{type(error).__name__}: {error}")
        return
    with open(os.path.join(ring.ring.where, "answer.json"), "w", encoding="utf-8") as file:
        file.write(text)
