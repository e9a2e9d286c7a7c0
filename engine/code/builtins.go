// This file holds the functions that every module has.

package code

import "math"

// Native is a Go function that programs can call. args is only valid during the call. A *PyError that it returns becomes
// the program's exception; any other error unwinds the machine and is returned by Thread.Call as it is. A native runs
// with whatever the host's rules give it (a GIL, say), which it may give up through the thread's Host; it may call
// programs on the same thread.
type Native func(t *Thread, args []Value) (Value, error)

// maxSumItems bounds sum over a range. As in CPython there is no checkpoint in it, so that a longer one could not be
// stopped for many seconds.
var maxSumItems uint64 = 1 << 28

// builtins are the functions that a module has unless a native or the program itself has one of the same name.
var builtins = map[string]*native{
	"range": {name: "range", call: builtinRange},
	"len":   {name: "len", call: builtinLen},
	"sum":   {name: "sum", call: builtinSum, sum: true},
	"abs":   {name: "abs", call: builtinAbs},
	"min":   {name: "min", call: func(_ *Thread, args []Value) (Value, error) { return extreme("min", cmpLT, args) }},
	"max":   {name: "max", call: func(_ *Thread, args []Value) (Value, error) { return extreme("max", cmpGT, args) }},
}

// oneArg checks that there is exactly one argument.
func oneArg(name string, args []Value) error {
	if len(args) == 1 {
		return nil
	}
	return raise("TypeError", "%s() takes exactly one argument (%d given)", name, len(args))
}

func builtinRange(_ *Thread, args []Value) (Value, error) {
	switch n := len(args); {
	case n == 0:
		return None(), raise("TypeError", "range expected at least 1 argument, got 0")
	case n > 3:
		return None(), raise("TypeError", "range expected at most 3 arguments, got %d", n)
	}
	var n [3]int64
	for i, a := range args {
		if !a.isInt() {
			return None(), raise("TypeError", "'%s' object cannot be interpreted as an integer", a.Kind())
		}
		x, ok := a.Int64()
		if !ok {
			return None(), raise("NotImplementedError", "a range beyond 64 bits is not supported by this interpreter")
		}
		n[i] = x
	}
	r := span{n[0], n[1], n[2]}
	switch len(args) {
	case 1:
		r = span{0, n[0], 1}
	case 2:
		r.step = 1
	}
	if r.step == 0 {
		return None(), raise("ValueError", "range() arg 3 must not be zero")
	}
	return Value{ref: &object{kind: KindRange, rng: r}}, nil
}

func builtinLen(_ *Thread, args []Value) (Value, error) {
	if err := oneArg("len", args); err != nil {
		return None(), err
	}
	switch v := args[0]; v.Kind() {
	case KindList:
		return Int(int64(v.ref.list.length())), nil
	case KindStr:
		return Int(int64(len([]rune(v.ref.text)))), nil
	case KindRange:
		n := v.ref.rng.length()
		if n > math.MaxInt64 {
			return None(), raise("OverflowError", "Python int too large to convert to C ssize_t")
		}
		return Int(int64(n)), nil
	}
	return None(), raise("TypeError", "object of type '%s' has no len()", args[0].Kind())
}

func builtinSum(_ *Thread, args []Value) (Value, error) {
	switch n := len(args); {
	case n == 0:
		return None(), raise("TypeError", "sum() takes at least 1 positional argument (0 given)")
	case n > 2:
		return None(), raise("TypeError", "sum() takes at most 2 arguments (%d given)", n)
	}
	total := Int(0)
	if len(args) == 2 {
		total = args[1]
	}
	if total.Kind() == KindStr {
		return None(), raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]")
	}
	it, err := newIter(args[0])
	if err != nil {
		return None(), err
	}
	if it.ref.iter.left > maxSumItems {
		return None(), raise("NotImplementedError", "a range of more than %d items is too long for sum in this interpreter", maxSumItems)
	}
	for {
		v, ok := it.ref.iter.advance()
		if !ok {
			return total, nil
		}
		if total, err = binaryValue(opAdd, total, v); err != nil {
			return None(), err
		}
	}
}

func builtinAbs(_ *Thread, args []Value) (Value, error) {
	if err := oneArg("abs", args); err != nil {
		return None(), err
	}
	v := args[0]
	if !v.isInt() {
		return None(), raise("TypeError", "bad operand type for abs(): '%s'", v.Kind())
	}
	if compareInts(v, Int(0)) < 0 {
		return unary(UnaryNegative, v)
	}
	return v.plainInt(), nil
}

// extreme is min and max.
func extreme(name string, better cmpOp, args []Value) (Value, error) {
	items := args
	switch len(args) {
	case 0:
		return None(), raise("TypeError", "%s expected at least 1 argument, got 0", name)
	case 1:
		var err error
		if items, err = itemsOf(args[0]); err != nil {
			return None(), err
		}
		if len(items) == 0 {
			return None(), raise("ValueError", "%s() arg is an empty sequence", name)
		}
	}
	best := items[0]
	for _, v := range items[1:] {
		wins, err := compareValues(better, v, best)
		if err != nil {
			return None(), err
		}
		if wins {
			best = v
		}
	}
	return best, nil
}

// callMethod calls a method of a list, which LOAD_METHOD has checked.
func callMethod(m method, recv Value, args []Value) (Value, error) {
	l := recv.ref.list
	switch m {
	case methodAppend:
		if len(args) != 1 {
			return None(), raise("TypeError", "list.append() takes exactly one argument (%d given)", len(args))
		}
		if !l.add(args[0]) {
			return None(), raise("MemoryError", "")
		}
		return None(), nil
	default:
		at := int64(-1)
		switch {
		case len(args) > 1:
			return None(), raise("TypeError", "pop expected at most 1 argument, got %d", len(args))
		case len(args) == 1 && !args[0].isInt():
			return None(), raise("TypeError", "'%s' object cannot be interpreted as an integer", args[0].Kind())
		case len(args) == 1:
			i, err := index(args[0])
			if err != nil {
				return None(), err
			}
			at = i
		}
		return l.pop(at)
	}
}
