// This file holds arithmetic on ints of up to 128 bits. Each function works in place on its first operand, which it leaves
// alone, returning false, when the result does not fit or an operand is out of its range: then bigint.go does the work.
//
// All of them ask for plain ints (ref is nil); the machine has checked that.

package code

import "math/bits"

// small says whether the int fits 64 bits.
func (v *Value) small() bool { return v.hi == int64(v.lo)>>63 }

// magnitude returns |v| and whether v is negative.
func (v *Value) magnitude() (hi, lo uint64, neg bool) {
	if v.hi >= 0 {
		return uint64(v.hi), v.lo, false
	}
	lo, borrow := bits.Sub64(0, v.lo, 0)
	hi, _ = bits.Sub64(0, uint64(v.hi), borrow)
	return hi, lo, true
}

// setMagnitude stores ±hi:lo; false if that needs more than 128 bits with the sign.
func (v *Value) setMagnitude(hi, lo uint64, neg bool) bool {
	if int64(hi) < 0 {
		return false
	}
	if neg {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	v.lo, v.hi = lo, int64(hi)
	return true
}

// order128 is 0, 1 or 2 if a is less than, equal to or greater than b.
func order128(a, b *Value) uint {
	switch {
	case a.hi < b.hi || a.hi == b.hi && a.lo < b.lo:
		return 0
	case a.hi == b.hi && a.lo == b.lo:
		return 1
	}
	return 2
}

// add128 sets a to a+b.
func add128(a, b *Value) bool {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi := a.hi + b.hi + int64(carry)
	if (a.hi^hi)&(b.hi^hi) < 0 {
		return false
	}
	a.lo, a.hi = lo, hi
	return true
}

// sub128 sets a to a-b.
func sub128(a, b *Value) bool {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	hi := a.hi - b.hi - int64(borrow)
	if (a.hi^b.hi)&(a.hi^hi) < 0 {
		return false
	}
	a.lo, a.hi = lo, hi
	return true
}

// mul128 sets a to a*b.
func mul128(a, b *Value) bool {
	ahi, alo, aneg := a.magnitude()
	bhi, blo, bneg := b.magnitude()
	if ahi != 0 && bhi != 0 {
		return false
	}
	hi, lo := bits.Mul64(alo, blo)
	for _, cross := range [2][2]uint64{{ahi, blo}, {alo, bhi}} {
		over, mid := bits.Mul64(cross[0], cross[1])
		sum, carry := bits.Add64(hi, mid, 0)
		if over|carry != 0 {
			return false
		}
		hi = sum
	}
	return a.setMagnitude(hi, lo, aneg != bneg)
}

// floorDiv128 sets a to a//b.
func floorDiv128(a, b *Value) bool {
	if a.small() && b.small() {
		x, y := int64(a.lo), int64(b.lo)
		if y == 0 || y == -1 {
			return false // -1: the quotient may overflow
		}
		q := x / y
		if x%y != 0 && (x < 0) != (y < 0) {
			q--
		}
		a.lo, a.hi = uint64(q), q>>63
		return true
	}
	if b.lo|uint64(b.hi) == 0 {
		return false
	}
	q, rem, neg := divide(a, b)
	if neg && rem != (uint128{}) {
		q = q.add(uint128{0, 1})
	}
	return a.setMagnitude(q.hi, q.lo, neg)
}

// mod128 sets a to a%b, which has b's sign.
func mod128(a, b *Value) bool {
	if a.small() && b.small() {
		x, y := int64(a.lo), int64(b.lo)
		if y == 0 || y == -1 {
			return false
		}
		r := x % y
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		a.lo, a.hi = uint64(r), r>>63
		return true
	}
	if b.lo|uint64(b.hi) == 0 {
		return false
	}
	_, rem, neg := divide(a, b)
	if neg && rem != (uint128{}) {
		hi, lo, _ := b.magnitude()
		rem = uint128{hi, lo}.sub(rem)
	}
	return a.setMagnitude(rem.hi, rem.lo, b.hi < 0)
}

// uint128 is a magnitude.
type uint128 struct{ hi, lo uint64 }

func (x uint128) add(y uint128) uint128 {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	return uint128{x.hi + y.hi + carry, lo}
}

func (x uint128) sub(y uint128) uint128 {
	lo, borrow := bits.Sub64(x.lo, y.lo, 0)
	return uint128{x.hi - y.hi - borrow, lo}
}

func (x uint128) less(y uint128) bool { return x.hi < y.hi || x.hi == y.hi && x.lo < y.lo }

// divide divides |a| by |b|, which is not 0; neg says whether the signs differ.
func divide(a, b *Value) (q, rem uint128, neg bool) {
	ahi, alo, aneg := a.magnitude()
	bhi, blo, bneg := b.magnitude()
	neg = aneg != bneg
	if bhi == 0 {
		q.hi, rem.lo = ahi/blo, ahi%blo
		q.lo, rem.lo = bits.Div64(rem.lo, alo, blo)
		return q, rem, neg
	}
	// The quotient fits 64 bits: estimate it from the highest 64 bits of b, which gives it or one too many, take one off,
	// and add it again if the remainder says so (Hacker's Delight, 9-5).
	n := uint(bits.LeadingZeros64(bhi))
	top := bhi<<n | blo>>1>>(63-n)
	est, _ := bits.Div64(ahi>>1, ahi<<63|alo>>1, top)
	if q.lo = est >> (63 - n); q.lo != 0 {
		q.lo--
	}
	hi, lo := bits.Mul64(q.lo, blo)
	rem = uint128{ahi, alo}.sub(uint128{hi + q.lo*bhi, lo})
	if d := (uint128{bhi, blo}); !rem.less(d) {
		q.lo++
		rem = rem.sub(d)
	}
	return q, rem, neg
}

// shiftLeft128 sets a to a<<b.
func shiftLeft128(a, b *Value) bool {
	if b.hi != 0 || b.lo > 127 {
		return false
	}
	n := uint(b.lo)
	hi, lo, neg := a.magnitude()
	switch {
	case n >= 64:
		if hi != 0 || n > 64 && lo>>(128-n) != 0 {
			return false
		}
		hi, lo = lo<<(n-64), 0
	case n > 0:
		if hi>>(64-n) != 0 {
			return false
		}
		hi, lo = hi<<n|lo>>(64-n), lo<<n
	}
	return a.setMagnitude(hi, lo, neg)
}

// shiftRight128 sets a to a>>b, which rounds down.
func shiftRight128(a, b *Value) bool {
	if b.hi < 0 {
		return false
	}
	n := b.lo
	if b.hi > 0 || n > 127 {
		n = 127
	}
	if n >= 64 {
		a.lo, a.hi = uint64(a.hi>>(n-64)), a.hi>>63
		return true
	}
	if n > 0 {
		a.lo, a.hi = a.lo>>n|uint64(a.hi)<<(64-n), a.hi>>n
	}
	return true
}

// pow128 sets a to a**b by squaring.
func pow128(a, b *Value) bool {
	if b.hi != 0 {
		return false
	}
	result, base := Int(1), *a
	for e := b.lo; ; {
		if e&1 != 0 && !mul128(&result, &base) {
			return false
		}
		if e >>= 1; e == 0 {
			break
		}
		if !mul128(&base, &base) {
			return false
		}
	}
	a.lo, a.hi = result.lo, result.hi
	return true
}
