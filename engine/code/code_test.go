// This file holds the tests of what programs compute.

package code

import (
	"testing"
)

// quiet is a host that lets everything go on.
type quiet struct{}

func (quiet) Poll(int) error { return nil }
func (quiet) Line(int)       {}

// compile translates a text that must be right.
func compile(t testing.TB, src string) *Program {
	t.Helper()
	p, err := Compile("kernel.py", src)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// call runs a function of a new module.
func call(t testing.TB, src, fn string, args ...Value) (Value, error) {
	t.Helper()
	m := NewModule(compile(t, src), nil)
	return NewThread(quiet{}, nil).Call(m, fn, args...)
}

func TestSumOfSquaresIsExactBeyond64Bits(t *testing.T) {
	for _, k := range kernels[:2] {
		v, err := call(t, k.text, "k", Int(5_000_000))
		if err != nil || v.String() != "41666654166667500000" {
			t.Errorf("%s: got %v, %v", k.name, v, err)
		}
	}
}
