// This file holds the property tests of integer arithmetic: every result is that of math/big.

package code

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// anInt returns an int of up to bits bits, often close to a power of two, of either sign.
func anInt(r *rand.Rand, bits int) *big.Int {
	n := new(big.Int)
	size := r.IntN(bits + 1)
	switch r.IntN(3) {
	case 0:
		n.SetBit(n, size, 1).Add(n, big.NewInt(int64(r.IntN(5)-2)))
	default:
		for i := range size {
			n.SetBit(n, i, r.UintN(2))
		}
	}
	if r.IntN(2) == 0 {
		n.Neg(n)
	}
	return n
}

func TestIntsHaveOneFormEach(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		n := anInt(r, 140)
		v := Big(n)
		if v.BigInt().Cmp(n) != 0 || (v.ref == nil) != (n.BitLen() <= 127) || v.Truth() != (n.Sign() != 0) || v.String() != n.String() {
			t.Fatalf("%v became %+v", n, v)
		}
		if x, ok := v.Int64(); ok != n.IsInt64() || ok && x != n.Int64() {
			t.Fatalf("%v has the int64 %v, %v", n, x, ok)
		}
	}
}

func TestArithmeticAgreesWithBigInts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for op := range binOps {
		for range 20_000 {
			a, b := anInt(r, 140), anInt(r, 140)
			switch op {
			case opLsh, opRsh:
				b = big.NewInt(int64(r.IntN(200) - 1))
			case opPow:
				a, b = anInt(r, 50), big.NewInt(int64(r.IntN(6)-1))
			}
			got, err := binaryValue(op, Big(a), Big(b))
			want, wantErr := bigBinary(op, a, b)
			if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
				t.Fatalf("%v %v %v: %v, want %v", a, op, b, err, wantErr)
			}
			if err == nil && (got.toBig().Cmp(want.toBig()) != 0 || (got.ref == nil) != (want.ref == nil)) {
				t.Fatalf("%v %v %v = %v, want %v", a, op, b, got, want)
			}
		}
	}
}

func TestComparisonAgreesWithBigInts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50_000 {
		a := anInt(r, 140)
		b := new(big.Int).Add(a, big.NewInt(int64(r.IntN(3)-1)))
		if r.IntN(2) == 0 {
			b = anInt(r, 140)
		}
		if got := compareInts(Big(a), Big(b)); got != a.Cmp(b) {
			t.Fatalf("%v and %v compare as %d", a, b, got)
		}
	}
}

func TestNumbersTooLargeForTheMachineRaiseMemoryError(t *testing.T) {
	for _, text := range []string{"2 ** 2 ** 40", "1 << 2 ** 40", "[0] * 2 ** 40", "'ab' * 2 ** 40", "-3 ** 10 ** 12"} {
		if _, err := call(t, "def f():\n    return "+text+"\n", "f"); err == nil || err.Error() != "MemoryError" {
			t.Errorf("%s: %v", text, err)
		}
	}
}
