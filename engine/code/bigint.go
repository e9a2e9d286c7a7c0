// This file holds arithmetic on ints beyond 128 bits, with Python's rules for signs, shifts and powers.

package code

import "math/big"

// maxIntBits bounds the size of an int; a result beyond it raises MemoryError.
var maxIntBits = 1 << 24

// toBig returns an int's or a bool's number; the result must not be changed.
func (v Value) toBig() *big.Int {
	if v.ref != nil && v.ref.big != nil {
		return v.ref.big
	}
	if v.small() {
		return big.NewInt(int64(v.lo))
	}
	n := big.NewInt(v.hi)
	n.Lsh(n, 64)
	return n.Add(n, new(big.Int).SetUint64(v.lo))
}

// mask64 has the low 64 bits set.
var mask64 = new(big.Int).SetUint64(1<<64 - 1)

// fromBig makes a value of n, inline if it fits; n must not be changed afterwards.
func fromBig(n *big.Int) Value {
	if n.IsInt64() {
		return Int(n.Int64())
	}
	if n.BitLen() > 127 {
		return Value{ref: &object{kind: KindInt, big: n}}
	}
	lo := new(big.Int).And(n, mask64)
	hi := new(big.Int).Rsh(n, 64)
	return Value{nil, lo.Uint64(), hi.Int64()}
}

// bigBinary computes a op b on ints of any size.
func bigBinary(op binOp, a, b *big.Int) (Value, error) {
	r := new(big.Int)
	switch op {
	case opAdd:
		r.Add(a, b)
	case opSub:
		r.Sub(a, b)
	case opMul:
		if a.BitLen()+b.BitLen() > maxIntBits {
			return Value{}, raise("MemoryError", "")
		}
		r.Mul(a, b)
	case opFloorDiv, opMod:
		if b.Sign() == 0 {
			return Value{}, raise("ZeroDivisionError", "%s", zeroDivision[op])
		}
		q, m := new(big.Int).DivMod(a, b, new(big.Int)) // Euclidean: 0 <= m < |b|
		if m.Sign() != 0 && b.Sign() < 0 {              // floor: m has b's sign
			q.Sub(q, big.NewInt(1))
			m.Add(m, b)
		}
		if r = q; op == opMod {
			r = m
		}
	case opPow:
		return bigPow(a, b)
	case opLsh, opRsh:
		return bigShift(op, a, b)
	case opAnd:
		r.And(a, b)
	case opOr:
		r.Or(a, b)
	case opXor:
		r.Xor(a, b)
	}
	return fromBig(r), nil
}

// zeroDivision holds CPython's messages.
var zeroDivision = map[binOp]string{
	opFloorDiv: "integer division or modulo by zero",
	opMod:      "integer modulo by zero",
}

func bigPow(a, b *big.Int) (Value, error) {
	switch {
	case b.Sign() < 0 && a.Sign() == 0:
		return Value{}, raise("ZeroDivisionError", "0.0 cannot be raised to a negative power")
	case b.Sign() < 0:
		return Value{}, raise("NotImplementedError", "a negative power is a float, which this interpreter does not have")
	case a.BitLen() <= 1: // -1, 0, 1
		if b.Sign() == 0 || a.Sign() < 0 && b.Bit(0) == 0 {
			return Int(1), nil
		}
		return fromBig(a), nil
	case !b.IsInt64() || b.Int64() > int64(maxIntBits/a.BitLen()):
		return Value{}, raise("MemoryError", "")
	}
	return fromBig(new(big.Int).Exp(a, b, nil)), nil
}

func bigShift(op binOp, a, b *big.Int) (Value, error) {
	switch {
	case b.Sign() < 0:
		return Value{}, raise("ValueError", "negative shift count")
	case a.Sign() == 0:
		return Int(0), nil
	case op == opRsh && (!b.IsInt64() || b.Int64() > int64(a.BitLen())):
		return Int(int64(min(a.Sign(), 0))), nil
	case op == opRsh:
		return fromBig(new(big.Int).Rsh(a, uint(b.Int64()))), nil
	case !b.IsInt64():
		return Value{}, raise("OverflowError", "too many digits in integer")
	case b.Int64() > int64(maxIntBits-a.BitLen()):
		return Value{}, raise("MemoryError", "")
	}
	return fromBig(new(big.Int).Lsh(a, uint(b.Int64()))), nil
}
