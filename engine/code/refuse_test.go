// This file holds the tests of what the compiler refuses, and how it says so.

package code

import (
	"errors"
	"strings"
	"testing"
)

func TestWhatIsNotSupportedIsRefusedWithItsPlaceAndReason(t *testing.T) {
	inF := func(s string) string { return "def f(x):\n    " + s + "\n" }
	tests := []struct{ text, want string }{
		{inF("return 1.5"), "k.py:2:12: floats are not supported"},
		{inF("return 1e5"), "k.py:2:12: floats are not supported"},
		{inF("return x / 2"), "k.py:2:14: '/' is not supported: it gives floats, use //"},
		{inF("x /= 2"), "k.py:2:7: '/=' is not supported: it gives floats, use //"},
		{inF("def g():\n        pass"), "k.py:2:5: a function can only be defined at the top level: there are no closures here"},
		{"if 1:\n    def g():\n        pass\n", "k.py:2:5: a function can only be defined at the top level: there are no closures here"},
		{inF("return lambda: 1"), "k.py:2:12: 'lambda' is not supported"},
		{inF("nonlocal x"), "k.py:2:5: 'nonlocal' is not supported"},
		{"import os\n", "k.py:1:1: imports are not supported"},
		{"from os import x\n", "k.py:1:1: imports are not supported"},
		{"class A:\n    pass\n", "k.py:1:1: classes are not supported"},
		{"try:\n    pass\n", "k.py:1:1: exceptions cannot be caught here"},
		{"with x:\n    pass\n", "k.py:1:1: 'with' is not supported"},
		{"async def f():\n    pass\n", "k.py:1:1: coroutines are not supported"},
		{"@cache\ndef f():\n    pass\n", "k.py:1:1: decorators are not supported"},
		{inF("yield x"), "k.py:2:5: generators are not supported, except in sum"},
		{inF("return max(i for i in x)"), "k.py:2:18: a generator is only supported as the one argument of sum"},
		{inF("return sum((i for i in x), 1)"), "k.py:2:19: a generator is only supported as the one argument of sum"},
		{inF("return sum(i for i in x for j in i)"), "k.py:2:29: a generator has one 'for' here"},
		{inF("return [i for i in x]"), "k.py:2:15: list comprehensions are not supported"},
		{inF("return x, 1"), "k.py:2:13: tuples are not supported"},
		{inF("return (x, 1)"), "k.py:2:14: tuples are not supported"},
		{inF("x = 1, 2"), "k.py:2:5: only a, b = x, y"},
		{inF("a, b = x"), "k.py:2:5: only a, b = x, y"},
		{inF("return {}"), "k.py:2:12: dictionaries and sets are not supported"},
		{inF("return x[1:2]"), "k.py:2:15: slices are not supported"},
		{inF("return x.y"), "k.py:2:14: attribute 'y' is not supported"},
		{inF("return x.sort()"), "k.py:2:14: attribute 'sort' is not supported"},
		{inF("return 1 in x"), "k.py:2:14: 'in' is not supported as an operator"},
		{inF("return 1 not in x"), "k.py:2:14: 'in' is not supported as an operator"},
		{inF("return f(x=1)"), "k.py:2:15: keyword arguments are not supported"},
		{inF("return f(*x)"), "k.py:2:14: unpacking arguments is not supported"},
		{inF("x: int = 1"), "k.py:2:6: annotations are not supported"},
		{"def f(x: int):\n    pass\n", "k.py:1:8: annotations are not supported"},
		{"def f() -> int:\n    pass\n", "k.py:1:9: annotations are not supported"},
		{"def f(x=1):\n    pass\n", "k.py:1:8: default values of parameters are not supported"},
		{"def f(*x):\n    pass\n", "k.py:1:7: *args and **kwargs are not supported"},
		{"def f(x, x):\n    pass\n", "k.py:1:10: duplicate argument 'x'"},
		{"for i in x:\n    pass\nelse:\n    pass\n", "k.py:3:1: 'else' after a loop is not supported"},
		{"for i, j in x:\n    pass\n", "k.py:1:6: a for loop has one variable here"},
		{inF("return (y := x)"), "k.py:2:15: ':=' is not supported"},
		{inF("return f'{x}'"), "k.py:2:12: string prefixes"},
		{inF("return 'a\\x41'"), "k.py:2:14: this escape sequence is not supported"},
		{"x = 1 + \\\n  2\n", "k.py:1:9: a line cannot be continued"},
		// wrong in Python too
		{"return 1\n", "k.py:1:1: 'return' outside function"},
		{"break\n", "k.py:1:1: 'break' outside a loop"},
		{"x = = 1\n", "k.py:1:5: expected an expression, found '='"},
		{"x = (1\n", "k.py:1:5: '(' was never closed"},
		{"x = 1)\n", "k.py:1:6: unmatched ')'"},
		{"x = 'abc\n", "k.py:1:5: unterminated string literal"},
		{"x = 1 2\n", "k.py:1:7: expected end of line, found '2'"},
		{"x = $\n", "k.py:1:5: unexpected character '$'"},
		{"x = 007\n", "k.py:1:5: leading zeros"},
		{"x = 1__0\n", "k.py:1:5: invalid number"},
		{"x = 0x\n", "k.py:1:5: invalid number"},
		{"1 = x\n", "k.py:1:1: cannot assign to this"},
		{"f() += 1\n", "k.py:1:1: cannot assign to this"},
		{"if x:\npass\n", "k.py:1:5: expected an indented block"},
		{"  x = 1\n", "k.py:1:3: expected an expression, found unexpected indent"},
		{"if x:\n        y = 1\n    z = 2\n", "k.py:3:5: unindent does not match"},
		{"if x:\n\ty = 1\n", "k.py:2:1: indent with spaces"},
		{inF("y = 1\n    global y"), "k.py:3:5: name 'y' is used before its global declaration"},
		{inF("global x"), "k.py:2:5: name 'x' is used before its global declaration, or is a parameter"},
		{inF("f(y)\n    global y"), "k.py:3:5: name 'y' is used before its global declaration"},
		{"x = " + strings.Repeat("(", 500) + "1" + strings.Repeat(")", 500) + "\n", "k.py:1:"},
		{"x = 1" + strings.Repeat(" + 1", 100_000) + "\n", "k.py:1:"},
		{"x = " + strings.Repeat("-", 100_000) + "1\n", "k.py:1:"},
		{"x = " + strings.Repeat("not ", 50_000) + "1\n", "k.py:1:"},
		{"x = f" + strings.Repeat("()", 50_000) + "\n", "k.py:1:"},
		{"x = 1" + strings.Repeat("**1", 50_000) + "\n", "k.py:1:"},
		{"x = [" + strings.Repeat("1,", 50_000) + "]\n", "k.py:1:"},
		{strings.Repeat("#", 1<<20), "k.py:1:1: the text is too long"},
		{"x = " + strings.Repeat("9", 5000) + "\n", "k.py:1:5: the number has too many digits"},
	}
	for _, tt := range tests {
		_, err := Compile("k.py", tt.text)
		var ce *CompileError
		if !errors.As(err, &ce) || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%.60q:\n got %v\nwant %s", tt.text, err, tt.want)
		}
	}
}

func TestDeepButReasonableProgramsAreAccepted(t *testing.T) {
	for _, text := range []string{
		"x = " + strings.Repeat("(", 80) + "1" + strings.Repeat(")", 80) + "\n",
		"x = 1" + strings.Repeat(" + 1", 900) + "\n",
		"if x:\n    pass\n" + strings.Repeat("elif x:\n    pass\n", 80),
		"", "\n\n", "# only a comment", "x = 1", "x = 1;", "\r\nx = 1\r\n",
	} {
		if _, err := Compile("k.py", text); err != nil {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}
