// This file holds the package comment: what the language is, and what of Python it leaves out.

// Package code is the language part of the interpreter: a compiler from a small subset of Python to the instructions of
// a stack machine, and the machine. It knows nothing of a GIL, of threads' states or of recordings: at its checkpoints it
// asks a [Host], and what happens there is the host's affair.
//
// # The language
//
// Every program that this package accepts is a Python 3 program with the same result. The reverse does not hold; what
// is left out is refused by [Compile] with a message that says so, never read as something else.
//
//   - Statements: def, for x in …, while, if/elif/else, break, continue, pass, return, global, assignment (also
//     a = b = …, and a, b = …, … with two or three names), augmented assignment, expressions, docstrings.
//   - Expressions: int literals of any size, True, False, None, strings, lists, arithmetic, bit operations, comparisons,
//     is, and/or/not, x if c else y, calls, indexing, l.append(x), l.pop(), sum(… for x in … [if …]).
//   - Built in: range, len, sum, abs, min, max. Everything else is a [Native] that the host registers by name.
//
// There are no floats (hence no /), classes, closures, exceptions to catch, generators other than the one in sum,
// imports, default values, keyword arguments, slices, tuples or dictionaries.
//
// # Checkpoints
//
// A thread asks its host only where CPython 3.10 and 3.11 look at their eval breaker: after a backward jump, after a
// function that is not Python's has returned, and where a function begins (a generator also where it goes on). Between two
// checkpoints nothing else can happen under a GIL, which is why `x += 1` cannot lose an update and `x = x + f()` can.
package code
