// This file holds the tests of the machine beside its results: tracebacks, hooks, natives, modules and threads.

package code

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestATracebackReadsLikePythons(t *testing.T) {
	_, err := call(t, "def g(n):\n    if n == 0:\n        return 1 // n\n    return g(n - 1)\n\ndef f():\n    return sum(g(i) for i in range(4))\n", "f")
	var exc *PyError
	if !errors.As(err, &exc) {
		t.Fatal(err)
	}
	want := `Traceback (most recent call last):
  File "kernel.py", line 7, in f
    return sum(g(i) for i in range(4))
  File "kernel.py", line 7, in <genexpr>
    return sum(g(i) for i in range(4))
  File "kernel.py", line 3, in g
    return 1 // n
ZeroDivisionError: integer division or modulo by zero
`
	if exc.Report() != want {
		t.Errorf("got\n%s", exc.Report())
	}
}

func TestARecursionErrorSaysHowOftenALineRepeats(t *testing.T) {
	_, err := call(t, "def f(n):\n    return f(n + 1)\n", "f", Int(0))
	var exc *PyError
	if !errors.As(err, &exc) {
		t.Fatal(err)
	}
	report := exc.Report()
	if !strings.Contains(report, "[Previous line repeated 997 more times]\nRecursionError: maximum recursion depth exceeded") ||
		strings.Count(report, "line 2, in f") != 3 {
		t.Error(report)
	}
}

func TestRepeatedLinesAreCountedAsPythonCountsThem(t *testing.T) {
	line := TraceLine{"k.py", 2, "f", "f()"}
	for n, want := range map[int]string{3: "", 4: "repeated 1 more time]", 5: "repeated 2 more times]"} {
		report := (&PyError{Class: "X", Traceback: append(slices.Repeat([]TraceLine{line}, n), TraceLine{Line: 3})}).Report()
		if strings.Count(report, "line 2") != 3 || strings.Contains(report, "repeated") != (want != "") || !strings.Contains(report, want) {
			t.Errorf("%d lines:\n%s", n, report)
		}
	}
}

func TestLineEventsFollowTheExecution(t *testing.T) {
	text := "def f(x):\n    y = x\n    return y\n\ndef k(n):\n    for i in range(n):\n        a = f(i)\n        b = a\n    return (\n        a +\n        b)\n"
	r := &recorder{}
	th := NewThread(r, nil)
	th.LineEvents = true
	if _, err := th.Call(NewModule(compile(t, text), nil), "k", Int(2)); err != nil {
		t.Fatal(err)
	}
	want := []int{6, 7, 2, 3, 7, 8, 6, 7, 2, 3, 7, 8, 6, 10, 11, 10, 9}
	if !slices.Equal(r.lines, want) {
		t.Errorf("got  %v\nwant %v", r.lines, want)
	}
}

func TestLineEventsCanBeSwitchedAtAPoll(t *testing.T) {
	r := &recorder{}
	th := NewThread(r, nil)
	th.PollEvery = 1
	r.onPoll = func() error { th.LineEvents = len(r.polls) >= 10 && len(r.polls) < 20; return nil }
	v, err := th.Call(NewModule(compile(t, kernels[0].text), nil), "k", Int(100))
	if err != nil || v.String() != "328350" {
		t.Fatal(v, err)
	}
	if n := len(r.lines); n < 18 || n > 21 {
		t.Errorf("%d line events in ten turns of two lines", n)
	}
	before := len(r.lines)
	r.onPoll = nil
	th.LineEvents = false
	if _, err := th.Call(NewModule(compile(t, kernels[1].text), nil), "k", Int(100)); err != nil || len(r.lines) != before {
		t.Errorf("%d line events after they were switched off, %v", len(r.lines)-before, err)
	}
}

func TestResultsAreTheSameWithLineEvents(t *testing.T) {
	for _, path := range programs(t) {
		th := NewThread(quiet{}, nil)
		th.LineEvents = true
		m := NewModule(compile(t, read(t, path)), nil)
		if err := th.Exec(m); err != nil {
			t.Fatal(err)
		}
		v, err := th.Call(m, "main")
		got := v.Repr()
		if err != nil {
			got = err.Error()
		}
		if got != want(t, path) {
			t.Errorf("%s: got %s", path, got)
		}
	}
}

func TestTheStepHookSeesEachLoadAndStoreOfAGlobal(t *testing.T) {
	var steps []string
	th := NewThread(quiet{}, nil)
	th.Step = func(op Op, line int) error {
		steps = append(steps, fmt.Sprint(op, " ", line))
		return nil
	}
	m := NewModule(compile(t, "x = 0\ndef k(n):\n    global x\n    y = n\n    x += y\n"), nil)
	if _, err := th.Call(m, "k", Int(1)); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(steps, ", "); got != "LOAD_GLOBAL 5, STORE_GLOBAL 5" {
		t.Error(got)
	}
	stop := errors.New("stop")
	th.Step = func(op Op, _ int) error { return stop }
	if _, err := th.Call(m, "k", Int(1)); !errors.Is(err, stop) {
		t.Error(err)
	}
}

func TestANativeGetsItsArgumentsAndMayCallBack(t *testing.T) {
	var m *Module
	apply := func(th *Thread, args []Value) (Value, error) {
		v, err := th.CallValue(args[0], args[1])
		return v, err
	}
	deep := func(th *Thread, args []Value) (Value, error) { return th.Call(m, "deep", args...) }
	m = NewModule(compile(t, `
def double(x):
    return x * 2
def deep(n):
    if n == 0:
        return 0
    a = n; b = n; c = n; d = n
    return 1 + deep(n - 1)
def k(n):
    x = 7
    r = apply(double, n) + native_deep(300)
    return [r, x, n]
def bad(n):
    return apply(k, n + missing)
def worse(n):
    return apply(bad, n)
def endless(n):
    return apply(endless, n)
`), map[string]Native{"apply": apply, "native_deep": deep})
	th := NewThread(quiet{}, nil)
	if v, err := th.Call(m, "k", Int(4)); err != nil || v.Repr() != "[308, 7, 4]" {
		t.Error(v, err)
	}
	_, err := th.Call(m, "worse", Int(4))
	var exc *PyError
	if !errors.As(err, &exc) || len(exc.Traceback) != 2 || exc.Error() != "NameError: name 'missing' is not defined" {
		t.Error(err)
	}
	if _, err = th.Call(m, "endless", Int(4)); !errors.As(err, &exc) || exc.Class != "RecursionError" {
		t.Error(err)
	}
	if v, err := th.Call(m, "apply", List(), Int(1)); err == nil {
		t.Error("a list was called:", v)
	}
}

func TestAnErrorOfANativeThatIsNotPythonsComesBackAsItIs(t *testing.T) {
	stop := errors.New("stop")
	m := NewModule(compile(t, "def k(n):\n    native()\n"), map[string]Native{
		"native": func(*Thread, []Value) (Value, error) { return None(), stop },
	})
	if _, err := NewThread(quiet{}, nil).Call(m, "k", Int(1)); !errors.Is(err, stop) {
		t.Error(err)
	}
}

func TestACallOfWhatIsNotThereIsAnError(t *testing.T) {
	for fn, want := range map[string]string{
		"f": "NameError: name 'f' is not defined",
		"x": "TypeError: 'int' object is not callable",
		"k": "TypeError: k() missing 1 required positional argument: 'n'",
	} {
		if _, err := call(t, "x = 1\ndef k(n):\n    pass\n", fn); err == nil || err.Error() != want {
			t.Errorf("%s: %v", fn, err)
		}
	}
}

func TestANewModuleHasTheLeadingConstantsAndAllFunctions(t *testing.T) {
	p := compile(t, "\"\"\"Doc.\"\"\"\nx = -3\nl = [1, 2]\ndef f():\n    return g()\ny = len(l)\nz = 5\ndef g():\n    return z\n")
	a, b := NewModule(p, nil), NewModule(p, nil)
	th := NewThread(nil, nil)
	l, _ := a.Get("l")
	if x, ok := a.Get("x"); !ok || x.String() != "-3" || l.String() != "[1, 2]" {
		t.Error("constants are missing:", x, l)
	}
	for _, name := range []string{"y", "z", "nothing"} {
		if v, ok := a.Get(name); ok {
			t.Errorf("%s is %v before the top level has run", name, v)
		}
	}
	if err := th.Exec(a); err != nil {
		t.Fatal(err)
	}
	if v, err := th.Call(a, "f"); err != nil || v.String() != "5" {
		t.Error(v, err)
	}
	if _, err := th.Call(b, "f"); err == nil || err.Error() != "NameError: name 'z' is not defined" {
		t.Error("modules share globals:", err)
	}
	if !a.Set("z", Str("new")) || a.Set("nothing", None()) {
		t.Error("Set is wrong about the names that the program has")
	}
	if v, _ := th.Call(a, "f"); v.Repr() != "'new'" {
		t.Error(v)
	}
}

func TestListsThatHoldThemselvesAreShownAndCompared(t *testing.T) {
	text := "def f():\n    a = [1]\n    a.append(a)\n    b = [a, a]\n    a.append(b)\n    return [a, b, a == a]\n"
	v, err := call(t, text, "f")
	if err != nil || v.Repr() != "[[1, [...], [[...], [...]]], [[1, [...], [...]], [1, [...], [...]]], True]" {
		t.Error(v, err)
	}
	text = "def f():\n    a = []\n    b = []\n    a.append(b)\n    b.append(a)\n    return a == [[[[b]]]]\n"
	if _, err := call(t, text, "f"); err == nil || err.Error() != "RecursionError: maximum recursion depth exceeded in comparison" {
		t.Error(err)
	}
	text = "def f(n):\n    a = [1]\n    b = [1]\n    for i in range(n):\n        a = [a, a]\n        b = [b, b]\n    return a == b\n"
	if _, err := call(t, text, "f", Int(40)); err == nil {
		t.Error("2 ** 40 comparisons were made")
	}
}

func TestThreadsWithoutAGILShareGlobalsAndLists(t *testing.T) {
	const n, workers = 2000, 4
	m := NewModule(compile(t, `
x = 0
big = 2 ** 100
items = []
mixed = 0
def one():
    return 1
def k(me):
    global x, big, mixed
    for i in range(2000):
        x = x + one()
        big = big + i
        items.append(i)
        items[0] += 1
        if i % 2:
            mixed = i
        elif i % 3:
            mixed = "text"
        else:
            mixed = 2 ** 90
        if mixed == "text" and mixed == 3:
            items.append(None)
    return me
`), nil)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			if v, err := NewThread(quiet{}, nil).Call(m, "k", Int(int64(i))); err != nil || v != Int(int64(i)) {
				t.Error(v, err)
			}
		})
	}
	wg.Wait()
	x, _ := m.Get("x")
	items, _ := m.Get("items")
	if got, _ := x.Int64(); got < n || got > n*workers {
		t.Errorf("x is %d", got)
	}
	if got := len(items.Items()); got != n*workers {
		t.Errorf("%d items", got)
	}
}
