// This file holds the operators for values of all kinds: what the machine falls back to when its fast path for small ints
// does not apply.

package code

import (
	"cmp"
	"slices"
	"strings"
)

// isInt says whether the value counts as an int in arithmetic: ints and bools do.
func (v Value) isInt() bool { k := v.Kind(); return k == KindInt || k == KindBool }

// plainInt turns a bool into 0 or 1.
func (v Value) plainInt() Value {
	if v.ref == boolObject {
		v.ref = nil
	}
	return v
}

// binary128 sets a to a op b if both and the result are ints of up to 128 bits and the operator has a fast form.
func binary128(op binOp, a, b *Value) bool {
	if a.ref != nil || b.ref != nil {
		return false
	}
	switch op.plain() {
	case opAdd:
		return add128(a, b)
	case opSub:
		return sub128(a, b)
	case opMul:
		return mul128(a, b)
	case opFloorDiv:
		return floorDiv128(a, b)
	case opMod:
		return mod128(a, b)
	case opPow:
		return pow128(a, b)
	case opLsh:
		return shiftLeft128(a, b)
	case opRsh:
		return shiftRight128(a, b)
	}
	return false
}

// binaryValue computes a op b.
func binaryValue(op binOp, a, b Value) (Value, error) {
	base := op.plain()
	if a.isInt() && b.isInt() {
		if a.ref == boolObject && b.ref == boolObject && (base == opAnd || base == opOr || base == opXor) {
			r, err := bigBinary(base, a.toBig(), b.toBig())
			return Bool(r.lo != 0), err
		}
		a, b = a.plainInt(), b.plainInt()
		if r := a; binary128(base, &r, &b) {
			return r, nil
		}
		return bigBinary(base, a.toBig(), b.toBig())
	}
	switch base {
	case opAdd:
		return concatenate(op, a, b)
	case opMul:
		switch {
		case a.Kind() == KindStr || a.Kind() == KindList:
			return repeat(op, a, b)
		case b.Kind() == KindStr || b.Kind() == KindList:
			return repeat(opMul, b, a)
		}
	case opMod:
		if a.Kind() == KindStr {
			return a, raise("NotImplementedError", "string formatting with %% is not supported by this interpreter")
		}
	}
	return a, unsupported(op, a, b)
}

func unsupported(op binOp, a, b Value) error {
	text := op.String()
	switch op {
	case opPow:
		text = "** or pow()"
	case opPow + inPlace:
		text = "**="
	}
	return raise("TypeError", "unsupported operand type(s) for %s: '%s' and '%s'", text, a.Kind(), b.Kind())
}

// concatenate is + on strings and lists. A list's += extends the list itself.
func concatenate(op binOp, a, b Value) (Value, error) {
	switch k := a.Kind(); {
	case k == KindStr && b.Kind() == KindStr:
		if len(a.ref.text)+len(b.ref.text) > maxTextBytes {
			return a, raise("MemoryError", "")
		}
		return Str(a.ref.text + b.ref.text), nil
	case k == KindList && op == opAdd+inPlace:
		items, err := itemsOf(b)
		if err == nil && !a.ref.list.add(items...) {
			err = raise("MemoryError", "")
		}
		return a, err
	case k == KindList && b.Kind() == KindList:
		sum := &list{items: a.ref.list.snapshot()}
		if !sum.add(b.ref.list.snapshot()...) {
			return a, raise("MemoryError", "")
		}
		return Value{ref: &object{kind: KindList, list: sum}}, nil
	case k == KindStr || k == KindList:
		return a, raise("TypeError", "can only concatenate %s (not \"%s\") to %s", k, b.Kind(), k)
	}
	return a, unsupported(op, a, b)
}

// itemsOf returns all that iterating over v gives.
func itemsOf(v Value) ([]Value, error) {
	if v.Kind() == KindList {
		return v.ref.list.snapshot(), nil
	}
	it, err := newIter(v)
	if err != nil {
		return nil, err
	}
	var items []Value
	for {
		item, ok := it.ref.iter.advance()
		if !ok {
			return items, nil
		}
		if items = append(items, item); len(items) > maxListItems {
			return nil, raise("MemoryError", "")
		}
	}
}

// repeat is seq * n.
func repeat(op binOp, seq, count Value) (Value, error) {
	if !count.isInt() {
		return seq, raise("TypeError", "can't multiply sequence by non-int of type '%s'", count.Kind())
	}
	n, ok := count.Int64()
	if !ok {
		return seq, raise("OverflowError", "cannot fit 'int' into an index-sized integer")
	}
	n = max(n, 0)
	if seq.Kind() == KindStr {
		if size := int64(len(seq.ref.text)); size > 0 && n > int64(maxTextBytes)/size {
			return seq, raise("MemoryError", "")
		}
		return Str(strings.Repeat(seq.ref.text, int(n))), nil
	}
	items := seq.ref.list.snapshot()
	if size := int64(len(items)); size == 0 {
		n = 0
	} else if n > int64(maxListItems)/size {
		return seq, raise("MemoryError", "")
	}
	items = slices.Repeat(items, int(n))
	if op == opMul+inPlace {
		seq.ref.list.mu.Lock()
		seq.ref.list.items = items
		seq.ref.list.mu.Unlock()
		return seq, nil
	}
	return Value{ref: &object{kind: KindList, list: &list{items: items}}}, nil
}

// unary computes op v for the three signs.
func unary(op Op, v Value) (Value, error) {
	if !v.isInt() {
		text := map[Op]string{UnaryNegative: "-", UnaryPositive: "+", UnaryInvert: "~"}[op]
		return v, raise("TypeError", "bad operand type for unary %s: '%s'", text, v.Kind())
	}
	v = v.plainInt()
	switch op {
	case UnaryNegative:
		return binaryValue(opSub, Int(0), v)
	case UnaryInvert:
		return binaryValue(opSub, Int(-1), v)
	}
	return v, nil
}

// compareInts orders two ints or bools.
func compareInts(a, b Value) int {
	a, b = a.plainInt(), b.plainInt()
	if a.ref != nil || b.ref != nil {
		return a.toBig().Cmp(b.toBig())
	}
	return int(order128(&a, &b)) - 1
}

// holds says whether a comparison is true of what cmp.Compare gives.
func (op cmpOp) holds(order int) bool { return cmpTruth[op&7]>>(order+1)&1 != 0 }

// Bounds of a comparison of lists in lists: how deep they may be, and how many.
const (
	maxCompareDepth = 200
	maxCompareLists = 1 << 20
)

// comparison counts what one comparison has gone through.
type comparison struct{ depth, lists int }

// compareValues computes a op b.
func compareValues(op cmpOp, a, b Value) (bool, error) {
	return (&comparison{}).values(op, a, b)
}

func (c *comparison) values(op cmpOp, a, b Value) (bool, error) {
	ka, kb := a.Kind(), b.Kind()
	switch {
	case a.isInt() && b.isInt():
		return op.holds(compareInts(a, b)), nil
	case ka == KindStr && kb == KindStr:
		return op.holds(cmp.Compare(a.ref.text, b.ref.text)), nil
	case ka == KindList && kb == KindList:
		return c.ofLists(op, a.ref.list, b.ref.list)
	case op == cmpEQ || op == cmpNE:
		same := a == b || ka == KindRange && kb == KindRange && a.ref.rng.equal(b.ref.rng)
		return same == (op == cmpEQ), nil
	}
	return false, raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", cmpText[op], ka, kb)
}

// equal compares ranges as sequences.
func (s span) equal(o span) bool {
	n := s.length()
	return n == o.length() && (n == 0 || s.start == o.start && (n == 1 || s.step == o.step))
}

// ofLists compares by the first items that differ.
func (c *comparison) ofLists(op cmpOp, a, b *list) (bool, error) {
	c.depth++
	defer func() { c.depth-- }()
	if c.lists++; c.depth > maxCompareDepth || c.lists > maxCompareLists {
		return false, raise("RecursionError", "maximum recursion depth exceeded in comparison")
	}
	if a == b {
		return op.holds(0), nil
	}
	x, y := a.snapshot(), b.snapshot()
	if (op == cmpEQ || op == cmpNE) && len(x) != len(y) {
		return op == cmpNE, nil
	}
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			continue
		}
		same, err := c.values(cmpEQ, x[i], y[i])
		if err != nil {
			return false, err
		}
		if !same {
			if op == cmpEQ || op == cmpNE {
				return op == cmpNE, nil
			}
			return c.values(op, x[i], y[i])
		}
	}
	return op.holds(cmp.Compare(len(x), len(y))), nil
}

// index turns an index into a number.
func index(v Value) (int64, error) {
	if !v.isInt() {
		return 0, raise("TypeError", "list indices must be integers or slices, not %s", v.Kind())
	}
	i, ok := v.Int64()
	if !ok {
		return 0, raise("IndexError", "cannot fit 'int' into an index-sized integer")
	}
	return i, nil
}

// getItem computes x[i].
func getItem(x, at Value) (Value, error) {
	switch x.Kind() {
	case KindList:
		i, err := index(at)
		if err != nil {
			return x, err
		}
		v, ok := x.ref.list.get(i)
		if !ok {
			return x, raise("IndexError", "list index out of range")
		}
		return v, nil
	case KindStr:
		if !at.isInt() {
			return x, raise("TypeError", "string indices must be integers, not '%s'", at.Kind())
		}
		i, err := index(at)
		if err != nil {
			return x, err
		}
		runes := []rune(x.ref.text)
		if i < 0 {
			i += int64(len(runes))
		}
		if i < 0 || i >= int64(len(runes)) {
			return x, raise("IndexError", "string index out of range")
		}
		return Str(string(runes[i])), nil
	case KindRange:
		return x, raise("NotImplementedError", "indexing a range is not supported by this interpreter")
	}
	return x, raise("TypeError", "'%s' object is not subscriptable", x.Kind())
}

// setItem does x[i] = v.
func setItem(x, at, v Value) error {
	if x.Kind() != KindList {
		return raise("TypeError", "'%s' object does not support item assignment", x.Kind())
	}
	i, err := index(at)
	if err == nil && !x.ref.list.set(i, v) {
		err = raise("IndexError", "list assignment index out of range")
	}
	return err
}
