package work

// This file tests how calls of interpreted functions travel.

import (
	"math/big"
	"strings"
	"testing"

	"corelanes/engine/code"
)

// echo is a worker whose every function returns its arguments.
type echo struct{ Worker }

func (echo) Call(fn string, args ...code.Value) (code.Value, error) {
	return code.List(append([]code.Value{code.Str(fn)}, args...)...), nil
}

func TestACallTravelsWithItsArgumentsAndComesBackWithItsResult(t *testing.T) {
	huge := new(big.Int).Lsh(big.NewInt(-3), 200)
	args := []code.Value{code.Int(-7), code.Big(huge), code.Bool(true), code.Bool(false), code.None(), code.Str(""), code.Str("при\x00вет"), code.List(), code.List(code.Int(1), code.List(code.None()))}
	data, err := PackCall("f", args)
	if err != nil {
		t.Fatal(err)
	}
	out, err := runCall(echo{}, nil, data)
	if err != nil {
		t.Fatal(err)
	}
	v, err := UnpackResult(out)
	want := code.List(append([]code.Value{code.Str("f")}, args...)...)
	if err != nil || v.Repr() != want.Repr() {
		t.Errorf("%s, %v; want %s", v.Repr(), err, want.Repr())
	}
}

func TestWhatIsNoCallIsAnError(t *testing.T) {
	for _, bad := range []string{"", "nonsense", `{"fn":1}`, `{"fn":"f","args":[{"i":"x"}]}`, `{"fn":"f","args":[{"l":[{"i":"x"}]}]}`} {
		if _, err := runCall(echo{}, nil, []byte(bad)); err == nil {
			t.Errorf("%q is called", bad)
		}
	}
	for _, bad := range []string{"", "{", `{"i":"1e3"}`} {
		if v, err := UnpackResult([]byte(bad)); err == nil {
			t.Errorf("%q is the result %s", bad, v.Repr())
		}
	}
}

func FuzzACallIsReadOrRefused(f *testing.F) {
	f.Add([]byte(`{"fn":"f","args":[{"i":"12"},{"s":"x"},{"b":true},{"l":[{}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := runCall(echo{}, nil, data)
		if err != nil {
			return
		}
		if _, err := UnpackResult(out); err != nil && !strings.Contains(err.Error(), "int") {
			t.Errorf("%q comes back as %q: %v", data, out, err)
		}
	})
}
