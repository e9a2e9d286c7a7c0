// This file holds the benchmarks: the cost of one loop turn, beside plain Go and, where there is one, CPython.

package code

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// kernels are the programs measured. Each has a function k(n) of n turns.
var kernels = []struct{ name, text string }{
	{"squares loop", `
def k(n):
    total = 0
    for i in range(n):
        total += i * i
    return total
`},
	{"squares sum", `
def k(number):
    return sum(i * i for i in range(number))
`},
	{"countdown", `
def k(n):
    while n > 0:
        n -= 1
    return n
`},
	{"generator of random numbers", `
def k(n):
    x = 1
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return x
`},
	{"global counter", `
x = 0
def k(n):
    global x
    for i in range(n):
        x += 1
    return x
`},
	{"function call", `
def one():
    return 1
def k(n):
    x = 0
    for i in range(n):
        x = x + one()
    return x
`},
	{"list items", `
def k(n):
    l = [0] * 64
    for i in range(n):
        l[i & 63] += i
    return l[3]
`},
	{"collatz", `
def k(n):
    x = 27
    for i in range(n):
        if x % 2 == 0:
            x = x // 2
        else:
            x = 3 * x + 1
    return x
`},
}

// BenchmarkTurn reports the time of one loop turn of each kernel.
func BenchmarkTurn(b *testing.B) {
	for _, k := range kernels {
		b.Run(k.name, func(b *testing.B) {
			m := NewModule(compile(b, k.text), nil)
			t := NewThread(quiet{}, nil)
			b.ReportAllocs()
			b.ResetTimer()
			if _, err := t.Call(m, "k", Int(int64(b.N))); err != nil {
				b.Fatal(err)
			}
		})
	}
	b.Run("squares in plain Go", func(b *testing.B) {
		total := 0
		for i := range b.N {
			total += i * i
		}
		plainTotal = total
	})
}

// plainTotal keeps the plain loop from being removed.
var plainTotal int

// BenchmarkBesideCPython runs each kernel here and in CPython, by turns, and reports the medians of both and their ratio.
func BenchmarkBesideCPython(b *testing.B) {
	python, err := exec.LookPath("python3")
	if err != nil {
		b.Skip("there is no python3 to compare with")
	}
	const turns, rounds = 1_000_000, 5
	for _, k := range kernels {
		b.Run(k.name, func(b *testing.B) {
			m := NewModule(compile(b, k.text), nil)
			t := NewThread(quiet{}, nil)
			var ours, theirs []float64
			for range rounds {
				ours = append(ours, turnNs(turns, func() { _, err = t.Call(m, "k", Int(turns)) }))
				if err != nil {
					b.Fatal(err)
				}
				theirs = append(theirs, cpythonTurnNs(b, python, k.text, turns))
			}
			o, c := median(ours), median(theirs)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(o, "ns/turn")
			b.ReportMetric(c, "cpython-ns/turn")
			b.ReportMetric(o/c, "ratio")
		})
	}
}

func cpythonTurnNs(b *testing.B, python, text string, turns int) float64 {
	script := fmt.Sprintf("%s\nimport time\nt = time.perf_counter_ns()\nk(%d)\nprint(time.perf_counter_ns() - t)\n", text, turns)
	out, err := exec.Command(python, "-c", script).Output()
	if err != nil {
		b.Fatal(err)
	}
	ns, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		b.Fatal(err)
	}
	return ns / float64(turns)
}
